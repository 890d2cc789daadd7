import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Enrollment, type Resolution, resolveEnrollment } from '../../src/index';
import { resolveCodes } from '../../src/registry/resolve-codes';
import { registryFrom } from '../build';
import { runs } from '../runs';

const npi = '1234567893';
const codes = ['207Q00000X', '208D00000X', '363L00000X'];
const zips = ['40202', '402021234', '402029999', '41001'];
const days = ['2025-01-01', '2025-06-30', '2025-07-01', '2025-12-31', '2026-03-15'];

const row = fc.record({
  medicaidId: fc.constantFrom<string>('7100000001', '7100000002', '7100000003'),
  providerType: fc.constantFrom('64', '65'),
  taxonomies: fc.subarray(codes),
  zip: fc.option(fc.constantFrom(...zips)),
  span: fc.tuple(fc.option(fc.constantFrom(...days)), fc.option(fc.constantFrom(...days))),
});

const query = fc.record({
  taxonomy: fc.option(fc.constantFrom(...codes, '999Z00000X')),
  zip: fc.option(fc.constantFrom(...zips, '', '4020')),
  dates: fc.option(fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days))),
});

type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
type Query = typeof query extends fc.Arbitrary<infer T> ? T : never;

function spanOf({ span: [a, b] }: Row): { from: string | null; to: string | null } {
  return a !== null && b !== null && a > b ? { from: b, to: a } : { from: a, to: b };
}

function registryOf(rows: readonly Row[]) {
  const header = ['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'zip', 'effective_date', 'end_date'];
  const cells = rows.map((row) => {
    const { from, to } = spanOf(row);
    return [npi, row.medicaidId, row.providerType, row.taxonomies.join(';'), row.zip, from, to];
  });
  return registryFrom(header, cells);
}

/** The documents' words, one step a line, on the plain rows. */
function expected(rows: readonly Row[], { taxonomy, zip, dates }: Query): { outcome: string; ids: string[] } {
  const [from, to] = dates === null ? [null, null] : [...dates].sort();
  const active = rows.filter((each) => {
    const span = spanOf(each);
    if (from === null || from === undefined) return true;
    return !(span.to !== null && span.to < from) && !(span.from !== null && span.from > to!);
  });
  if (active.length === 0) return { outcome: 'inactive', ids: [] };
  const fits = (each: Row) =>
    taxonomy === null || each.taxonomies.length === 0 || each.taxonomies.includes(taxonomy);
  const carrying = active.filter(fits);
  if (carrying.length === 0) return { outcome: 'not-enrolled', ids: [] };
  const near = carrying.filter((each) => {
    if (each.zip === null || zip === null || zip.length < 5) return false;
    return each.zip.startsWith(zip) || zip.startsWith(each.zip);
  });
  const ids = [...new Set((near.length > 0 ? near : carrying).map((each) => each.medicaidId))].sort();
  return { outcome: ids.length === 1 ? 'resolved' : 'ambiguous', ids };
}

function idsOf(resolution: Resolution): string[] {
  if (resolution.outcome === 'resolved') return [resolution.medicaidId];
  return resolution.outcome === 'ambiguous' ? [...resolution.medicaidIds].sort() : [];
}

describe('resolveEnrollment', () => {
  it('agrees with the documents read word by word', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), query, (rows, asked) => {
        const [from, to] = asked.dates === null ? [null, null] : [...asked.dates].sort();
        const resolution = resolveEnrollment(registryOf(rows), {
          npi,
          taxonomy: asked.taxonomy,
          zip: asked.zip,
          from: from ?? null,
          to: to ?? null,
        });
        expect({ outcome: resolution.outcome, ids: idsOf(resolution) }).toEqual(expected(rows, asked));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('does not depend on the order of the rows', () => {
    const shuffled = fc
      .array(row, { minLength: 1, maxLength: 6 })
      .chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }), query),
      );
    fc.assert(
      fc.property(shuffled, ([rows, others, asked]) => {
        const [from, to] = asked.dates === null ? [null, null] : [...asked.dates].sort();
        const ask = { npi, taxonomy: asked.taxonomy, zip: asked.zip, from: from ?? null, to: to ?? null };
        const one = resolveEnrollment(registryOf(rows), ask);
        const other = resolveEnrollment(registryOf(others), ask);
        expect([one.outcome, idsOf(one)]).toEqual([other.outcome, idsOf(other)]);
      }),
    );
  });

  it('says so when the NPI is not registered', () => {
    const rows: Row[] = [
      { medicaidId: '71', providerType: '64', taxonomies: [], zip: null, span: [null, null] },
    ];
    const resolution = resolveEnrollment(registryOf(rows), { npi: '1000000004' });
    expect(resolution).toEqual({ outcome: 'unregistered', enrollments: [] });
  });

  it('names the enrollments that it resolved to', () => {
    const rows: Row[] = [
      { medicaidId: '71', providerType: '64', taxonomies: [codes[0]!], zip: null, span: [null, null] },
      { medicaidId: '72', providerType: '65', taxonomies: [codes[1]!], zip: null, span: [null, null] },
    ];
    const { enrollments } = resolveEnrollment(registryOf(rows), { npi, taxonomy: codes[1]! });
    expect(enrollments.map(({ medicaidId }: Enrollment) => medicaidId)).toEqual(['72']);
  });
});

describe('all codes at once', () => {
  it('resolve as each by itself does', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), query, (rows, { zip, dates }) => {
        const registry = registryOf(rows);
        const [from = null, to = null] = [...(dates ?? [])].sort();
        const resolved = resolveCodes(registry.enrollments(npi), { zip, from, to }, 9);
        expect([...resolved.keys()].sort()).toEqual(
          [...new Set(rows.flatMap((row) => row.taxonomies))].sort(),
        );
        for (const [taxonomy, { outcome, medicaidIds, first }] of resolved) {
          const alone = resolveEnrollment(registry, { npi, taxonomy, zip, from, to });
          expect({ outcome, ids: [...medicaidIds].sort() }).toEqual({
            outcome: alone.outcome,
            ids: idsOf(alone),
          });
          if (first !== null) expect(first).toBe(alone.enrollments[0]);
        }
      }),
    );
  });
});
