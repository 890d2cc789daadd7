import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFormats, createCompareReport } from '../../src/report/compare/compare';
import { registryOf } from '../build';
import { runs } from '../runs';
import { comparisonOf } from './run';
import { PRIVATE, worldOf } from './worlds';

describe('a comparison of claims with the answers of a payer', () => {
  it('says of each claim what the world knows, in any order and however the files are split', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(7, 64, 100_000), (seed, cut) => {
        const world = worldOf(seed);
        const made = comparisonOf(world.claims, world.answers, registryOf(world.registry), {}, cut);
        type Told = { file: string | null; id: string; class: string; paid: string | null };
        const lines = (all: readonly Told[]) =>
          all.map((one) => `${one.file} ${one.id} ${one.class} ${one.paid}`).sort();
        expect(lines(made.claims)).toEqual(lines(world.truth));
        for (const { class: each } of world.truth) seen.add(each);
        const { classes, claims } = made.totals;
        expect(new Set(made.unmatched.map(({ why }) => why))).toEqual(
          new Set([
            ...(world.noClaim > 0 ? ['no-claim'] : []),
            ...(world.otherClaim > 0 ? ['other-claim'] : []),
            ...(world.ambiguous > 0 ? ['ambiguous'] : []),
          ]),
        );
        const counted = Object.values(classes).reduce((sum, each) => sum + each.claims, 0);
        expect([claims, counted]).toEqual([world.truth.length, world.truth.length]);
      }),
      { numRuns: runs(300) },
    );
    expect([...seen].sort()).toEqual([
      'agreed-clean',
      'false-alarm',
      'foreseen',
      'missed',
      'other-reason',
      'unanswered',
      'undecided',
    ]);
  });

  it('shows nothing private in any format', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const world = worldOf(seed);
        const { rows, totals } = comparisonOf(world.claims, world.answers, registryOf(world.registry));
        for (const format of compareFormats) {
          const report = createCompareReport(format);
          const shown =
            report.begin({ registry: 'list.csv' }) +
            rows.map((row) => report.row(row)).join('') +
            report.end(totals);
          for (const value of PRIVATE) expect(shown).not.toContain(value);
        }
      }),
      { numRuns: runs(50) },
    );
  });
});
