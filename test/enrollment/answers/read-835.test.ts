import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SetReader } from '../../../src/answers/set-reader';
import { ProviderNumbers } from '../../../src/enrollment/answers/provider-numbers';
import { read835 } from '../../../src/enrollment/answers/read-answers';
import { isoDay } from '../../../src/values/dates';
import { plainMoney } from '../../../src/values/money';
import {
  acknowledgement,
  claim,
  interchangeOf,
  kyMedicaid,
  npi,
  otherNpi,
  PATIENT,
  type RemittanceParts,
  remittance,
} from './build';

function readInto(numbers: ProviderNumbers, file: string, cuts: readonly number[] = []): SetReader {
  const bytes = new TextEncoder().encode(file);
  const reader = read835(numbers);
  let from = 0;
  for (const to of [...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]) {
    reader.push(bytes.slice(from, to));
    from = to;
  }
  reader.end();
  return reader;
}

/** Each number in a line. */
function linesOf(numbers: ProviderNumbers): string[] {
  return numbers
    .ranked()
    .map(({ npi, number, name, payer, places, first, last, claims, paid, numbersOfNpi }) =>
      [
        npi,
        number,
        name,
        `${payer.name} ${payer.id}`,
        [...places].join('+'),
        `${isoDay(first)}/${isoDay(last)}`,
        `${claims} ${plainMoney(paid)}`,
        ...(numbersOfNpi > 1 ? [numbersOfNpi] : []),
      ].join(' | '),
    );
}

function linesOfSets(...sets: readonly RemittanceParts[]): string[] {
  const numbers = new ProviderNumbers();
  expect(readInto(numbers, interchangeOf(sets.map(remittance))).fault).toBeNull();
  return linesOf(numbers);
}

const clinic = `N1*PE*RIVER CITY CLINIC*XX*${npi}`;
const rendering = `NM1*82*1*SMITH*ANN****XX*${otherNpi}`;

describe('provider numbers of a remittance', () => {
  it('of the payee: claims, dollars, first and last day over sets', () => {
    expect(
      linesOfSets(
        { day: '20260309' },
        { day: '20260302', body: ['LX*1', ...claim('10'), ...claim('0'), 'LX*2', ...claim('.25')] },
      ),
    ).toEqual([
      '1234567893 | 7100000001 | RIVER CITY CLINIC | KENTUCKY MEDICAID KYMEDICAID | 1000B REF*PQ | 2026-03-02/2026-03-09 | 4 90.75',
    ]);
  });

  it('a reversal subtracts its dollars and is no claim of its own', () => {
    const body = ['LX*1', ...claim('80.5'), ...claim('-80.5', [], '22'), ...claim('70')];
    expect(linesOfSets({ body })[0]).toMatch(/2 70\.00$/);
  });

  it('of the payee in 4010, with 1D or G2', () => {
    const numbers = new ProviderNumbers();
    const set = remittance({ payee: [clinic, 'REF*1D*71', 'REF*G2*72', 'REF*TJ*611234567'] });
    const file = interchangeOf([set], { version: '004010X091A1', element: '|', terminator: '\r\n' });
    expect(readInto(numbers, file).fault).toBeNull();
    expect(linesOf(numbers).map((line) => line.split(' | ').slice(1, 5).at(-1))).toEqual([
      '1000B REF*1D',
      '1000B REF*G2',
    ]);
  });

  it('of the rendering provider: by its NPI, else by the payee of the claim', () => {
    expect(
      linesOfSets({
        payee: [clinic],
        body: [
          'LX*1',
          ...claim('10', [rendering, 'REF*1D*7100000009']),
          ...claim('5', [rendering, 'REF*G2*7100000009']),
          ...claim('1', ['REF*G2*7100000003']),
        ],
      }).map((line) => line.replace(/ \| KENTUCKY.*? \| /, ' | ')),
    ).toEqual([
      '1234567893 | 7100000003 | RIVER CITY CLINIC | 2100 REF*G2 | 2026-03-02/2026-03-02 | 1 1.00',
      '1558598797 | 7100000009 | SMITH, ANN | 2100 REF*1D+2100 REF*G2 | 2026-03-02/2026-03-02 | 2 15.00',
    ]);
  });

  it('of a rendering provider without an NPI: the NPI stays blank', () => {
    const body = ['LX*1', ...claim('10', ['NM1*82*1*SMITH*ANN****MC*7100000009', 'REF*1D*7100000009'])];
    expect(linesOfSets({ payee: [clinic], body })).toEqual([
      ' | 7100000009 | SMITH, ANN | KENTUCKY MEDICAID KYMEDICAID | 2100 NM1*82+2100 REF*1D | 2026-03-02/2026-03-02 | 1 10.00',
    ]);
  });

  it('of the header number (TS3), unless it is an NPI or the tax ID', () => {
    const body = [
      ...['LX*1', 'TS3*7100000005*11*20261231*1*80', ...claim('1')],
      ...['LX*2', `TS3*${otherNpi}*11*20261231*1*80`, ...claim('2')],
      ...['LX*3', 'TS3*611234567*11*20261231*1*80', ...claim('4')],
    ];
    expect(linesOfSets({ payee: [clinic, 'REF*TJ*611234567'], body })).toEqual([
      expect.stringMatching(/7100000005 .* 2000 TS3 .* 1 1\.00$/),
    ]);
  });

  it('count a claim once, wherever the number stands', () => {
    const body = ['LX*1', 'TS3*7100000001*11*20261231*1*80', ...claim('10', ['REF*1D*7100000001'])];
    expect(linesOfSets({ body })).toEqual([
      expect.stringMatching(/1000B REF\*PQ\+2000 TS3\+2100 REF\*1D .* 1 10\.00$/),
    ]);
  });

  it('are told apart by payer: by N104, else REF*2U, else TRN03', () => {
    const payers = (payer: readonly string[]) => linesOfSets({ payer })[0]!.split(' | ')[3];
    expect(payers(['N1*PR*KY*XV*KYMEDICAID', 'REF*2U*12345'])).toBe('KY KYMEDICAID');
    expect(payers(['N1*PR*KY', 'REF*2U*12345'])).toBe('KY 12345');
    expect(payers(['N1*PR*KY'])).toBe('KY 1610600439');
  });

  it('several of one payer for one NPI come first', () => {
    const payee = (id: string, number: string) => [`N1*PE*B*XX*${id}`, `REF*PQ*${number}`];
    const lines = linesOfSets(
      { payee: payee('1000000004', '1A') },
      { payee: payee(otherNpi, '3A') },
      { payee: payee(otherNpi, '2A') },
      { payee: payee('1000000004', '9'), payer: ['N1*PR*AETNA*XV*128KY'] },
    );
    expect(lines.map((line) => line.split(' | ').slice(0, 2).join(' '))).toEqual([
      `${otherNpi} 2A`,
      `${otherNpi} 3A`,
      '1000000004 9',
      '1000000004 1A',
    ]);
    expect(lines.map((line) => line.endsWith('| 2'))).toEqual([true, true, false, false]);
  });

  it('of chosen payers only', () => {
    const numbers = new ProviderNumbers(['kymedicaid ']);
    const other = remittance({ payer: ['N1*PR*AETNA*XV*128KY'] });
    readInto(numbers, interchangeOf([other, remittance()]));
    expect(linesOf(numbers)).toHaveLength(1);
    expect([...numbers.otherPayers.values()]).toEqual([{ id: '128KY', name: 'AETNA' }]);
  });

  it('leave out what cannot be a number, and count NPIs without one', () => {
    const numbers = new ProviderNumbers();
    const payee = [clinic, 'REF*PQ*0000', 'REF*PQ*NOT ONE', 'REF*PQ', `REF*PQ*${npi}`, 'REF*0B*555'];
    readInto(numbers, interchangeOf([remittance({ payee, body: ['LX*1', ...claim('1', [rendering])] })]));
    expect(linesOf(numbers)).toEqual([]);
    expect(numbers).toMatchObject({ unusable: 2, npisWithoutNumber: 2 });
  });

  it('are kept in bounded memory', () => {
    const numbers = new ProviderNumbers([], 2);
    const payee = [clinic, ...['1', '2', '3', '1'].map((number) => `REF*PQ*${number}`)];
    readInto(numbers, interchangeOf([remittance({ payee })]));
    expect(linesOf(numbers)).toHaveLength(2);
    expect(numbers.isFull).toBe(true);
  });
});

describe('a file', () => {
  const many = [
    interchangeOf([remittance(), remittance({ day: '20260401' })]),
    '\n',
    interchangeOf([remittance({ payee: [`N1*PE*ÉCOLE*XX*${otherNpi}`, 'REF*PQ*72'] })], {
      element: '|',
      terminator: '\n',
      control: '000000002',
    }),
    interchangeOf([acknowledgement([{}])], { code: 'HN', version: '005010X214' }, '277'),
  ].join('');

  it('of several interchanges with their own delimiters is read however it is split', () => {
    const whole = new ProviderNumbers();
    expect(readInto(whole, many)).toMatchObject({ sets: 3, fault: null, otherTypes: new Set(['277']) });
    expect(linesOf(whole)).toHaveLength(2);
    fc.assert(
      fc.property(fc.array(fc.nat(many.length), { maxLength: 30 }), (cuts) => {
        const numbers = new ProviderNumbers();
        readInto(numbers, many, cuts);
        expect(linesOf(numbers)).toEqual(linesOf(whole));
      }),
      { numRuns: 200 },
    );
    const bytewise = new ProviderNumbers();
    readInto(
      bytewise,
      many,
      Array.from({ length: many.length }, (_, i) => i),
    );
    expect(linesOf(bytewise)).toEqual(linesOf(whole));
  });

  it('that is cut anywhere is never taken for whole', () => {
    const file = interchangeOf([remittance()], { terminator: '~' });
    for (let end = 0; end < file.length - 1; end++) {
      const reader = readInto(new ProviderNumbers(), file.slice(0, end));
      expect(reader.fault, file.slice(0, end)).not.toBeNull();
    }
  });

  const whole = interchangeOf([remittance(), remittance()]);
  it.each([
    ['an empty one', '', 'The file is empty.'],
    ['prose', 'Dear biller', 'holds no X12 interchange'],
    ['a lost SE', whole.replace(/SE\*.*\n/, ''), 'has no end (SE)'],
    ['a lost ST', whole.replace(/ST\*.*\n/, ''), 'outside any transaction set'],
    ['a damaged ST', whole.replace('ST*835', 'XT*835'), 'outside any transaction set'],
    ['a damaged ST01', whole.replace('ST*835', 'ST*83'), 'its ST01 is not three digits'],
    ['a lost segment', whole.replace(/CAS.*\n/, ''), 'its SE01 states another number'],
    ['another separator', whole.replace('REF*PQ*', 'REF|PQ|'), 'A segment cannot be read'],
    ['a PDF document', '%PDF-1.7', 'a PDF document'],
    ['a lost ISA', `${whole}${whole.slice(whole.indexOf('GS*'))}`, 'outside any interchange'],
    ['a lost end', whole + whole.slice(0, whole.indexOf('N1*PE')), 'cut off'],
    ['a next interchange too early', whole.slice(0, whole.indexOf('N1*PE')) + whole, 'has no end (SE)'],
    ['a very long segment', whole.replace('275 E MAIN ST', 'A'.repeat(70_000)), 'longer than 65,536'],
  ])('like %s says so', (_, file, message) => {
    const numbers = new ProviderNumbers();
    const { fault } = readInto(numbers, file);
    expect(fault).toContain(message);
    for (const value of PATIENT) expect(fault).not.toContain(value);
  });

  it('never lets values of patients into numbers or faults, whatever is damaged', () => {
    const file = interchangeOf([
      remittance({ body: ['LX*1', ...claim('10', [rendering, 'REF*1D*71']), ...claim('20')] }),
    ]);
    fc.assert(
      fc.property(
        fc.nat(file.length - 1),
        fc.nat(8),
        fc.constantFrom('', '*', '~', '\n'),
        (at, length, put) => {
          const numbers = new ProviderNumbers();
          const { fault, otherTypes } = readInto(numbers, file.slice(0, at) + put + file.slice(at + length));
          const shown = JSON.stringify([linesOf(numbers), fault, [...otherTypes]]);
          for (const value of PATIENT) expect(shown).not.toContain(value);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the payer of each set, and not that of the set before', () => {
    const numbers = new ProviderNumbers();
    readInto(numbers, interchangeOf([remittance({ payer: kyMedicaid }), remittance({ payer: [] })]));
    expect(numbers.ranked().map(({ payer }) => payer.id)).toEqual(['1610600439', 'KYMEDICAID']);
  });
});
