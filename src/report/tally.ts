import type { ClaimFinding, Severity } from '../finding';
import { type Amount, isNumber, MoneySum } from '../values/money';

/** Worst first: the order in which to read. */
export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** How a claim counts in a report: by its worst finding, or as undecided. */
export type Fate = Severity | 'undecided';

/** Worst first. */
export const fates = ['error', 'undecided', 'warning', 'info'] as const satisfies readonly Fate[];

/** Claims by fate, each counted once by its worst finding; an error puts its charge at risk. */
export interface Tally {
  readonly claims: Record<Fate, number>;
  readonly atRisk: MoneySum;
  /** Claims at risk whose charge is not a number and therefore not in the sum. */
  unreadCharges: number;
  /** The latest claim: where it begins, -1 without one, and its fate. */
  latest: number;
  latestFate: Fate;
}

export function newTally(): Tally {
  return { claims: noClaims(), atRisk: new MoneySum(), unreadCharges: 0, latest: -1, latestFate: 'info' };
}

export function noClaims(): Record<Fate, number> {
  return { error: 0, undecided: 0, warning: 0, info: 0 };
}

/** Whether the billing provider is atypical, or one of its enrollments is active. */
export function isDecided({ billing, enrollments }: Pick<ClaimFinding, 'billing' | 'enrollments'>): boolean {
  return billing.npi === null || enrollments.some(({ active }) => active);
}

/**
 * The fate that a finding gives its claim: undecided if the registry does not decide and no error came before.
 * @param tally the claims so far
 * @param at where the claim begins
 */
export function fateOf(
  severity: Severity,
  isDecided: boolean,
  { latest, latestFate }: Pick<Tally, 'latest' | 'latestFate'>,
  at: number,
): Fate {
  const isFlagged = severity === 'error' || (latest === at && latestFate === 'error');
  return isDecided || isFlagged ? severity : 'undecided';
}

/**
 * Counts a claim with a finding. Returns false if it is the latest claim again; findings on one claim are consecutive.
 * @param at where the claim begins, which distinguishes it from the one before
 * @param charge of the claim
 */
export function countClaim(tally: Tally, at: number, fate: Fate, charge: Amount): boolean {
  const before = tally.latest === at ? tally.latestFate : null;
  if (before !== null && fates.indexOf(before) <= fates.indexOf(fate)) return false;
  if (before !== null) tally.claims[before] -= 1;
  tally.claims[fate] += 1;
  if (fate === 'error') {
    tally.atRisk.addAmount(charge);
    if (!isNumber(charge)) tally.unreadCharges += 1;
  }
  tally.latest = at;
  tally.latestFate = fate;
  return before === null;
}

export function worst(tally: Pick<Tally, 'claims'>): Fate | null {
  return fates.find((fate) => tally.claims[fate] > 0) ?? null;
}
