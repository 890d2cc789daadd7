import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeriodChange } from '../../../src/enrollment/diff/changes';
import { compareRegistries, horizonOf, type NpiDiff } from '../../../src/enrollment/diff/compare';
import type { NpiStatus } from '../../../src/enrollment/status/npi-status';
import { checkBytes, type Registry, type Require } from '../../../src/index';
import { dayOf } from '../../../src/values/dates';
import { billing, bytesOf, claim, header, interchange, subscriber } from '../../build';
import { days, npis, type Row, registryOf, requires, rows } from '../registries';

const on = fc.constantFrom(...days);
const require = fc.constantFrom(...requires);

function diffOf(old: readonly Row[], now: readonly Row[], on: string, require: Require): NpiDiff[] {
  return [...compareRegistries(registryOf(old), registryOf(now), { on, require })].filter(
    (diff) => diff !== undefined,
  );
}

/** What `check` says of a claim without PRV that was served on a day. */
function checked(registry: Registry, npi: string, day: string, require: Require) {
  const body = [
    ...header,
    ...billing({ id: npi }),
    ...subscriber(),
    ...claim({ date: day.replaceAll('-', '') }),
  ];
  const { findings } = checkBytes(bytesOf(interchange({ body })), { registry, policy: { require } });
  const rules = findings.map(({ rule }) => rule);
  const inactive = rules.includes('enrollment-inactive') ? 'inactive' : 'active';
  return {
    required: rules.includes('taxonomy-missing'),
    state: rules.includes('npi-unregistered') ? 'unregistered' : inactive,
  };
}

function verdictOf({ required, state }: NpiStatus) {
  return { required, state };
}

const mirrored = {
  added: 'removed',
  removed: 'added',
  began: 'ended',
  ended: 'began',
  dates: 'dates',
} as const;

function mirror(changes: readonly PeriodChange[]): PeriodChange[] {
  return changes.map(({ before, after, change, ...rest }) => ({
    ...rest,
    change: mirrored[change],
    before: after,
    after: before,
  }));
}

describe('comparing two registries', () => {
  it('a registry with itself, in whatever order its rows stand: nothing changes', () => {
    const twice = rows.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(twice, on, require, ([all, shuffled], on, require) => {
        for (const diff of diffOf(all, shuffled, on, require)) {
          expect(diff).toMatchObject({ changes: [], verdict: null });
          expect(diff.upcoming).not.toEqual([]);
        }
      }),
    );
  });

  it('the other way round it tells the same, mirrored', () => {
    fc.assert(
      fc.property(rows, rows, on, require, (old, now, on, require) => {
        const there = diffOf(old, now, on, require).filter(({ changes }) => changes.length > 0);
        const back = diffOf(now, old, on, require).filter(({ changes }) => changes.length > 0);
        expect(back.map(({ npi }) => npi)).toEqual(there.map(({ npi }) => npi));
        for (const [i, { before, after, changes, verdict }] of there.entries()) {
          expect(back[i]).toMatchObject({ before: after, after: before });
          expect(back[i]!.changes).toEqual(mirror(changes));
          if (verdict === 'now-required') expect(back[i]!.verdict).toMatch(/^no-longer/);
        }
      }),
    );
  });

  it('says of each NPI what check says of its claims, on the day and on the days ahead', () => {
    fc.assert(
      fc.property(rows, rows, on, require, (old, now, on, require) => {
        const [one, other] = [registryOf(old), registryOf(now)];
        const diffs = diffOf(old, now, on, require);
        expect(diffs.map(({ npi }) => npi)).toEqual([...diffs.map(({ npi }) => npi)].sort());
        for (const npi of npis) {
          const before = checked(one, npi, on, require);
          const after = checked(other, npi, on, require);
          const diff = diffs.find((each) => each.npi === npi);
          expect(diff === undefined ? before : verdictOf(diff.before)).toEqual(before);
          expect(diff === undefined ? before : verdictOf(diff.after)).toEqual(after);
          for (const day of days.filter((day) => day > on && dayOf(day) <= horizonOf(dayOf(on)))) {
            const step = diff?.upcoming.filter((step) => step.on <= day).at(-1);
            expect(step === undefined ? after : verdictOf(step.standing)).toEqual(
              checked(other, npi, day, require),
            );
          }
        }
      }),
    );
  });

  const row: Row = {
    npi: npis[0]!,
    medicaidId: '71',
    providerType: '64',
    taxonomies: ['207Q00000X'],
    span: [null, null],
    zip: '',
  };
  const second: Row = { ...row, medicaidId: '72', taxonomies: ['208D00000X'] };

  it.each<[string, Row[], Row[], string[]]>([
    [
      'touching spans are one',
      [{ ...row, span: ['2025-01-01', null] }],
      [
        { ...row, span: ['2025-01-01', '2025-12-31'] },
        { ...row, span: ['2026-01-01', null] },
      ],
      [],
    ],
    [
      'a gap is none of them',
      [row],
      [
        { ...row, span: [null, '2025-12-30'] },
        { ...row, span: ['2026-01-01', null] },
      ],
      ['medicaid-id dates', 'provider-type dates', 'taxonomy dates'],
    ],
    [
      'its last day counts',
      [row],
      [{ ...row, span: [null, '2026-07-01'] }],
      ['medicaid-id dates', 'provider-type dates', 'taxonomy dates'],
    ],
    [
      'the day after does not',
      [row],
      [{ ...row, span: [null, '2026-06-30'] }],
      ['medicaid-id ended', 'provider-type ended', 'taxonomy ended'],
    ],
    [
      'another type',
      [row],
      [{ ...row, providerType: '65' }],
      ['provider-type removed', 'provider-type added'],
    ],
    ['a code beside', [row], [{ ...row, taxonomies: ['207Q00000X', '208D00000X'] }], ['taxonomy added']],
    ['any code becomes one', [{ ...row, taxonomies: [] }], [row], ['taxonomy removed', 'taxonomy added']],
    ['ZIP and row order', [row, second], [second, { ...row, zip: '40202' }], []],
  ])('%s', (_, old, now, changes) => {
    const [diff] = diffOf(old, now, '2026-07-01', 'either').filter(({ changes }) => changes.length > 0);
    expect((diff?.changes ?? []).map(({ subject, change }) => `${subject} ${change}`)).toEqual(changes);
  });

  it('says since when, from when, and what to write', () => {
    const later: Row = { ...second, span: ['2026-06-15', '2026-09-30'] };
    const [diff] = diffOf([row], [row, later], '2026-07-01', 'either');
    expect(diff).toMatchObject({ verdict: 'now-required', since: '2026-06-15' });
    expect(diff!.hint).toContain('served from 2026-06-15 on need PRV');
    expect(diff!.hint).toContain('PRV*BI*PXC*208D00000X~ for Medicaid ID 72');
    expect(diff!.upcoming).toMatchObject([{ on: '2026-10-01', standing: { required: false } }]);
  });

  it.each([
    ['2027-07-01', 1],
    ['2027-07-02', 0],
    ['2299-12-31', 0],
    ['9999-12-31', 0],
  ])('what begins on %s is told within a year only', (from, told) => {
    const later: Row = { ...second, span: [from, null] };
    const [diff] = diffOf([row], [row, later], '2026-07-01', 'either');
    expect(diff!.upcoming).toHaveLength(told);
  });

  it.each(['0001-01-01', '9999-12-31'])('the calendar has ends: %s', (on) => {
    const spans: Row[] = [row, { ...second, span: ['0001-01-01', '9999-12-31'] }];
    const [diff] = diffOf([row], spans, on, 'either');
    expect(diff).toMatchObject({ verdict: 'now-required', upcoming: [] });
  });
});
