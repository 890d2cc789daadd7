import { describe, expect, it } from 'vitest';
import type { LeftLoop, PrvEdit } from '../../src/index';
import { assignmentsOf, partsOf, waysToSplit } from '../../src/web/page/split';
import { ProvidersLeft } from '../../src/web/worker/providers-left';
import { npi } from '../build';

/** A billing loop that is left, in which these codes are possible. */
function left(hl: number, codes: readonly string[], more: Partial<LeftLoop> = {}): LeftLoop {
  const choices = codes.map((code) => ({ taxonomies: [code], medicaidId: `71${code}`, providerType: '64' }));
  return {
    type: 'left',
    schema: 1,
    ...{ file: 'a.837', interchange: '1', group: '1', transaction: '1', rule: 'taxonomy-missing' },
    ...{ npi, name: 'RIVER CITY', hl: String(hl), billingLoop: `HL ${hl}`, kind: 'professional' },
    ...{ zip: '40202', payer: 'KYMEDICAID', billing: { offset: hl, segment: hl, text: '' } },
    ...{ claims: 1, charges: '10', outOfScope: 0, why: 'Nobody knows.', hint: '', choices },
    ...more,
  };
}

/** A loop that the registry decides. */
function decided(hl: number, taxonomy: string, more: Partial<LeftLoop> = {}): PrvEdit {
  const { why: _, hint: __, choices: ___, ...loop } = left(hl, [], more);
  const written = { offset: hl, segment: hl, text: '' };
  const edit = { change: 'inserted', source: 'registry', taxonomy, medicaidId: null, why: '' } as const;
  return { ...loop, ...edit, type: 'edit', removed: null, written };
}

function providerOf(loops: readonly (LeftLoop | PrvEdit)[]) {
  const providers = new ProvidersLeft(() => true);
  for (const loop of loops) {
    if (loop.type === 'left') providers.left(loop, [`PCN${loop.hl}`]);
    else providers.edited(loop);
  }
  const all = new ProvidersLeft(() => true);
  all.include(providers);
  const [provider, more] = all.list();
  expect(more).toBeUndefined();
  return provider!;
}

const codesIn = (parts: ReturnType<typeof partsOf>) => parts!.map(({ codes }) => codes);

const [A, B, C] = ['207Q00000X', '363L00000X', '208D00000X'] as const;

describe('what is to be decided of a provider', () => {
  it('gets no code that would go into a loop for which the registry has another', () => {
    const elsewhere = { zip: '41011' };
    const same = providerOf([left(1, [A, B]), decided(2, B, elsewhere)]);
    expect(codesIn(partsOf(same, null))).toEqual([[B]]);
    expect(codesIn(partsOf(same, 'zip'))).toEqual([[A, B]]);
    const other = partsOf(providerOf([left(1, [A, B]), decided(2, C, elsewhere)]), null)!;
    expect(other).toMatchObject([{ by: ['zip'], codes: [A, B] }]);
    expect(assignmentsOf(other[0]!, A)).toEqual([
      { npi, taxonomy: A, kind: null, zip: '40202', payer: null, file: null, billingLoop: null },
    ]);
  });

  it('is not split by what some loops lack, nor told apart where names are the same', () => {
    const lacking = providerOf([left(1, [A], { zip: '1', payer: null }), left(2, [B])]);
    expect(waysToSplit(lacking)).toEqual(['loop']);
    const twice = providerOf([left(1, [A]), left(1, [B]), left(2, [C])]);
    expect(partsOf(twice, null)).toMatchObject([
      { codes: [], loops: [{}, {}] },
      { codes: [C], by: ['loop'], loops: [{ claimIds: ['PCN2'] }] },
    ]);
    expect(codesIn(partsOf(providerOf([left(1, [A]), left(1, [B])]), null))).toEqual([[]]);
  });

  it('leaves loops in which no code is possible to themselves', () => {
    const parts = partsOf(providerOf([left(1, [A, B]), left(2, []), left(3, [B, A])]), null)!;
    expect(parts).toMatchObject([
      { codes: [A, B], by: ['codes'], loops: [{}, {}] },
      { codes: [], by: ['loop'], loops: [{}] },
    ]);
    expect(assignmentsOf(parts[0]!, B).map(({ billingLoop }) => billingLoop)).toEqual(['HL 1', 'HL 3']);
  });

  it('of very many loops gets one code, of those that are possible in all', () => {
    const loops = Array.from({ length: 10_000 }, (_, n) => left(n, [A, B]));
    const all = providerOf([...loops, left(10_001, [A, C], { zip: '41011' }), left(10_002, [C, A])]);
    expect(waysToSplit(all)).toEqual([]);
    expect(codesIn(partsOf(all, null))).toEqual([[A]]);
    expect(all.charges).toBe('100020.00');
    expect(all.loops.reduce((sum, { claims }) => sum + claims, 0)).toBe(10_002);
  });

  it('has no choice without an NPI', () => {
    expect(partsOf(providerOf([left(1, [A], { npi: null })]), null)).toBeNull();
  });
});
