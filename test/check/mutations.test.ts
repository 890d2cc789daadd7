import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimVerdict, checkBytes, defaultPolicy, type Policy, type RuleId } from '../../src/index';
import { claimsIn, isRenamed, restsOnOther } from '../oracle/basis';
import { cleanFile, file, policy, registryRows } from '../oracle/generate';
import { type Mutation, mutation, Original } from '../oracle/mutate';
import { registryOf } from '../oracle/registry';
import { claimSetIds } from '../oracle/set';
import { runs } from '../runs';

const mutants = runs(2000);
const ofEach = 10;
const changes = fc.array(mutation, { minLength: ofEach, maxLength: ofEach });

/** With the rules as grave as they are by themselves, and mostly with every taxonomy required. */
const settings: fc.Arbitrary<Policy> = fc
  .tuple(policy(), fc.constantFrom('either', 'always', 'always'))
  .map(([own, require]) => ({ ...defaultPolicy, ...own, require, severity: {} }));

/** Segments with each other's ids, or in each other's place, cannot be told from ones that were written so. */
function isWellFormed(change: Mutation): boolean {
  return change.is === 'swap' || (change.is === 'id' && claimSetIds.has(change.text));
}

function checked(bytes: Uint8Array, options: Parameters<typeof checkBytes>[1]) {
  const { findings, verdicts, summary } = checkBytes(bytes, { ...options, verdicts: true });
  const isBroken = findings.some(({ rule, severity }) => rule.startsWith('x12-') && severity === 'error');
  return { isBroken, verdicts, summary };
}

/** Where each claim is now: by order, or where there are more by CLM01 as well; -1 where it is gone. */
function placesOf(before: readonly ClaimVerdict[], after: readonly ClaimVerdict[]): readonly number[] {
  if (before.length === after.length) return before.map((_, n) => n);
  let next = 0;
  return before.map(({ id }) => {
    const place = after.findIndex((claim, n) => n >= next && claim.id === id);
    if (place >= 0) next = place + 1;
    return place;
  });
}

/** What was changed, with some text before and after it, and what it was before; the whole file is fast-check's to show. */
function shown(bytes: Uint8Array, mutant: Uint8Array, change: Mutation): string {
  const [was, is] = [bytes, mutant].map((of) => new TextDecoder('latin1').decode(of));
  const from = [...is!].findIndex((character, n) => character !== was![n]);
  const [before, after] = [was!, is!].map((text) =>
    JSON.stringify(text.slice(Math.max(0, from - 200), from + 200)),
  );
  return `${JSON.stringify(change)}\nwas ${before}\nis  ${after}\n`;
}

describe('a file that is damaged', () => {
  it('never lets a flagged claim go in silence: its envelope has an error, or other data were read', () => {
    const seen = { unharmed: 0, broken: 0, lost: 0, restsOnOther: 0 };
    fc.assert(
      fc.property(cleanFile(), registryRows(), settings, changes, (bytes, rows, policy, changes) => {
        const options = { registry: registryOf(rows), policy };
        const original = new Original(bytes);
        const before = checked(bytes, options);
        for (const change of changes) {
          const mutant = original.mutated(change);
          if (mutant === null || isWellFormed(change)) continue;
          const after = checked(mutant, options);
          if (after.isBroken) {
            seen.broken++;
            if (after.summary.flagged < before.summary.flagged) seen.lost++;
            continue;
          }
          if (after.summary.claims < before.summary.claims && isRenamed(bytes, mutant)) continue;
          seen.unharmed++;
          const places = placesOf(before.verdicts, after.verdicts);
          if (places.includes(-1)) expect.unreachable(shown(bytes, mutant, change));
          for (const [n, { outcome }] of before.verdicts.entries()) {
            const { outcome: now, rules } = after.verdicts[places[n]!]!;
            if (outcome !== 'flagged' || now === 'flagged') continue;
            const [then, since] = [claimsIn(bytes)[n]!, claimsIn(mutant)[places[n]!]!];
            if (!restsOnOther(then, since, rules as readonly RuleId[], policy))
              expect.unreachable(`${shown(bytes, mutant, change)}${then.id} now ${now}`);
            seen.restsOnOther++;
          }
        }
      }),
      { numRuns: Math.ceil(mutants / ofEach), endOnFailure: true },
    );
    // Those that rest on other data are too few to count on in a short run.
    const { unharmed, broken, lost } = seen;
    for (const count of [unharmed, broken, lost]) expect(count).toBeGreaterThan(mutants / 2000);
  });

  it('is read to its end, whatever was wrong with it before', () => {
    fc.assert(
      fc.property(file(), registryRows(), policy(), changes, (bytes, rows, own, changes) => {
        const options = { registry: registryOf(rows), policy: { ...defaultPolicy, ...own } };
        const original = new Original(bytes);
        for (const change of changes) {
          const mutant = original.mutated(change);
          if (mutant === null) continue;
          const { findings, summary } = checkBytes(mutant, options);
          expect(summary.bytes).toBe(mutant.length);
          expect(summary.flagged).toBeLessThanOrEqual(summary.claims);
          if (findings.some(({ position }) => position.offset > mutant.length))
            expect.unreachable(shown(bytes, mutant, change));
        }
      }),
      { numRuns: Math.ceil(mutants / ofEach) },
    );
  });
});
