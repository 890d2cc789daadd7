import { describe, expect, it } from 'vitest';
import { ProviderNumbers } from '../../../src/enrollment/answers/provider-numbers';
import { read277ca } from '../../../src/enrollment/answers/read-answers';
import { acknowledgement, interchangeOf, npi, otherNpi, PATIENT } from './build';

function read(sets: readonly (readonly string[])[], version = '005010X214') {
  const numbers = new ProviderNumbers();
  const reader = read277ca(numbers);
  reader.push(new TextEncoder().encode(interchangeOf(sets, { code: 'HN', version }, '277')));
  reader.end();
  return { numbers, reader };
}

describe('provider numbers of a claim acknowledgement', () => {
  it('stand in 2200C, with the payer, the day and the claims answered', () => {
    const { numbers, reader } = read([
      acknowledgement([
        { refs: ['REF*G2*7100000001'], claims: 2 },
        { npi: otherNpi, refs: ['REF*LU*9'] },
      ]),
      acknowledgement([{ refs: ['REF*G2*7100000002'] }, { refs: ['REF*G2*7100000001'] }], '20260401'),
    ]);
    expect(reader).toMatchObject({ sets: 2, fault: null });
    expect(
      numbers
        .ranked()
        .map((row) => [row.npi, row.number, row.payer.id, row.first, row.last, row.claims, row.numbersOfNpi]),
    ).toEqual([
      [npi, '7100000001', 'KYMEDICAID', 20260304, 20260401, 3, 2],
      [npi, '7100000002', 'KYMEDICAID', 20260401, 20260401, 1, 2],
    ]);
    expect(numbers.npisWithoutNumber).toBe(1);
    const shown = JSON.stringify(numbers.ranked(), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    for (const value of PATIENT) expect(shown).not.toContain(value);
  });

  it('are not read from claims, nor from other kinds of 277', () => {
    const misplaced = acknowledgement([{}]).flatMap((s) => (s.startsWith('REF*1K') ? ['REF*G2*71', s] : [s]));
    expect(read([misplaced]).numbers.ranked()).toEqual([]);
    expect(read([acknowledgement([{ refs: ['REF*G2*71'] }])], '005010X212').reader).toMatchObject({
      sets: 0,
      otherTypes: new Set(['277']),
      fault: null,
    });
  });
});
