import type { Summary } from '../finding';
import { countOf, thousands } from '../values/numbers';
import { type Fate, fates } from './tally';

/** Number of claims in scope. */
export function checkedOf({ claims, outOfScope }: Summary): number {
  return claims - outOfScope;
}

/** Number of claims in scope that are not undecided. */
export function decidedOf(summary: Summary): number {
  return checkedOf(summary) - summary.undecided;
}

/** Whether more claims are undecided than have an error, and at least as many as have none. */
export function isMostlyUndecided(summary: Summary): boolean {
  const { flagged, undecided } = summary;
  return undecided > flagged && undecided >= decidedOf(summary) - flagged;
}

/** Why this many claims are undecided. */
export function whyUndecided(claims: number): string {
  return `the registry has no active enrollment of ${claims === 1 ? 'its billing NPI' : 'their billing NPIs'}`;
}

/** The order in which to read: undecided claims come first if they are the majority. */
export function fatesInOrder(summary: Summary): readonly Fate[] {
  return isMostlyUndecided(summary) ? ['undecided', 'error', 'warning', 'info'] : fates;
}

/**
 * `No billing taxonomy is missing or wrong in the 40 claims that could be decided`; null if that is not true.
 * @param isBroken claims may have been missed
 */
export function taxonomyInOrder(summary: Summary, isBroken: boolean): string | null {
  const { claims, flagged, undecided, rules } = summary;
  const decided = decidedOf(summary);
  const hasFindings = Object.keys(rules).some((rule) => rule.startsWith('taxonomy-'));
  if (decided === 0 || flagged > 0 || hasFindings) return null;
  return `No billing taxonomy is missing or wrong in ${which()}`;

  function which(): string {
    if (isBroken) return 'the claims that could be read and decided';
    if (undecided > 0) return `the ${countOf(decided, 'claim')} that could be decided`;
    if (decided < claims) return `the ${countOf(decided, 'claim')} in scope`;
    return decided === 1 ? 'this claim' : `the ${thousands(decided)} claims`;
  }
}
