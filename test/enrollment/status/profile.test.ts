import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProfileQuery, profileOf } from '../../../src/enrollment/status/profile';
import { type Resolution, resolveEnrollment } from '../../../src/index';
import { days, npis, registryOf, requires, rows } from '../registries';

const query: fc.Arbitrary<ProfileQuery> = fc.record({
  npi: fc.constantFrom(...npis),
  on: fc.option(fc.constantFrom(...days)),
  taxonomy: fc.option(fc.constantFrom('207Q00000X', '208D00000X', '999Z00000X')),
  zip: fc.option(fc.constantFrom('40202', '402029999', '99999')),
  require: fc.constantFrom(...requires),
});

function idsOf(resolution: Resolution): readonly string[] {
  if (resolution.outcome === 'resolved') return [resolution.medicaidId];
  return resolution.outcome === 'ambiguous' ? resolution.medicaidIds : [];
}

describe('the profile of an NPI', () => {
  it('resolves as resolveEnrollment does, for the claim and for each code', () => {
    fc.assert(
      fc.property(rows, query, (all, asked) => {
        const registry = registryOf(all);
        const profile = profileOf(registry, asked);
        const { npi, on, zip } = asked;
        const codes = new Set(registry.enrollments(npi).flatMap(({ taxonomies }) => taxonomies));
        expect(profile.taxonomies.map(({ taxonomy }) => taxonomy)).toEqual([...codes]);
        for (const answer of [profile.claim, ...profile.taxonomies]) {
          const { taxonomy, outcome, medicaidIds, segment } = answer;
          const resolution = resolveEnrollment(registry, { npi, taxonomy, zip, from: on, to: on });
          expect({ outcome, medicaidIds }).toEqual({
            outcome: resolution.outcome,
            medicaidIds: idsOf(resolution),
          });
          const writable = outcome === 'resolved' && taxonomy !== null && taxonomy !== 'BAD';
          expect(segment).toBe(writable ? `PRV*BI*PXC*${taxonomy}~` : null);
        }
      }),
    );
  });

  it('never holds a tax ID', () => {
    fc.assert(
      fc.property(rows, query, (all, asked) => {
        expect(JSON.stringify(profileOf(registryOf(all), asked))).not.toContain('610000000');
      }),
    );
  });

  it('finds the NPI that was meant, whichever digit is wrong or two are swapped', () => {
    const [meant] = npis;
    const registry = registryOf([
      { npi: meant!, medicaidId: '71', providerType: '64', taxonomies: [], span: [null, null], zip: '' },
    ]);
    const near = (npi: string) =>
      profileOf(registry, { npi, on: null, taxonomy: null, zip: null, require: 'either' }).near;
    for (let i = 0; i < 10; i++) {
      for (let digit = 0; digit < 10; digit++) {
        const typed = `${meant!.slice(0, i)}${digit}${meant!.slice(i + 1)}`;
        expect(near(typed)).toEqual(typed === meant ? [] : [meant]);
      }
      const swapped = `${meant!.slice(0, i)}${meant![i + 1] ?? ''}${meant![i]}${meant!.slice(i + 2)}`;
      if (swapped.length === 10 && swapped !== meant) expect(near(swapped)).toEqual([meant]);
    }
    expect(near('1243567839')).toEqual([]);
  });
});
