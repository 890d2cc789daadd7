import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimFinding } from '../../src/finding';
import { billing, missing, nthClaim } from './findings';
import { report } from './write';

const day = fc.option(
  fc.integer({ min: 1, max: 28 }).map((day) => `2027-01-${String(day).padStart(2, '0')}`),
  { nil: undefined },
);

/** A finding on the nth claim of a provider. */
function finding(n: number, provider: string, lastDay: string | undefined): ClaimFinding {
  const claim = nthClaim(n, lastDay === undefined ? {} : { lastDay });
  return { ...missing, billing: { ...billing, name: provider }, claim };
}

const rank = (day: string | undefined) => day ?? '9999';
const least = (days: readonly (string | undefined)[]) => days.map(rank).sort()[0]!;

describe('a text report by last days', () => {
  const options = { order: 'last-day', claimsShown: 3 } as const;
  const sorted = (findings: readonly ClaimFinding[]) =>
    report('text', [{ findings, summary: { claims: 99 } }], {}, options);

  it('lists of each problem the claims to be filed first, in this order', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 12 }), (days) => {
        const out = sorted(days.map((day, n) => finding(n, 'A', day)));
        const expected = days
          .map((day, n) => [rank(day), n] as const)
          .sort(([a, n], [b, m]) => (a < b ? -1 : a > b ? 1 : n - m))
          .slice(0, 3)
          .map(([, n]) => `PCN${n}`);
        expect(out.match(/PCN\d+/g)).toEqual(expected);
        const first = least(days);
        const said = out.includes(`First last day to file: ${first}\n`);
        expect(said).toBe(days.length > 1 && first !== '9999');
      }),
    );
  });

  it('lists the providers by the first of their days, and as usual without days', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(day, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        (all) => {
          const findings = all.flatMap((days, p) => days.map((day, n) => finding(10 * p + n, `P${p}`, day)));
          const named = (out: string) => out.match(/^ {2}P\d/gm)!.map((name) => Number(name.trim().slice(1)));
          const order = [...all.keys()].sort((a, b) => {
            const [first, second] = [least(all[a]!), least(all[b]!)];
            return first < second ? -1 : first > second ? 1 : a - b;
          });
          expect(named(sorted(findings))).toEqual(order);
          expect(named(report('text', [{ findings, summary: { claims: 99 } }]))).toEqual([...all.keys()]);
        },
      ),
    );
  });
});
