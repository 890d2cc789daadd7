import type { ClaimFinding, Severity } from '../finding';
import { addMoney, type Money, noMoney } from '../values/money';

/** Worst first: the order in which to read. */
export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** How a claim counts in a report: by its worst finding, or as undecided. */
export type Fate = Severity | 'undecided';

/** Worst first. */
export const fates = ['error', 'undecided', 'warning', 'info'] as const satisfies readonly Fate[];

/** Claims by fate, each counted once by its worst finding; an error puts its charge at risk. */
export interface Tally {
  readonly claims: Record<Fate, number>;
  atRisk: Money;
  /** Claims at risk whose charge is not a number and therefore not in the sum. */
  unreadCharges: number;
  latest: { readonly at: number; readonly fate: Fate } | null;
}

export function newTally(): Tally {
  return { claims: noClaims(), atRisk: noMoney, unreadCharges: 0, latest: null };
}

export function noClaims(): Record<Fate, number> {
  return { error: 0, undecided: 0, warning: 0, info: 0 };
}

/**
 * The fate that a finding gives its claim: undecided if no enrollment of the NPI is active and no error came before.
 * @param tally the claims so far
 * @param at where the claim begins
 */
export function fateOf(
  { severity, billing, enrollments }: ClaimFinding,
  { latest }: Tally,
  at: number,
): Fate {
  const isDecided = billing.npi === null || enrollments.some(({ active }) => active);
  const isFlagged = severity === 'error' || (latest?.at === at && latest.fate === 'error');
  return isDecided || isFlagged ? severity : 'undecided';
}

/**
 * Counts a claim with a finding. Returns false if it is the latest claim again; findings on one claim are consecutive.
 * @param at where the claim begins, which distinguishes it from the one before
 * @param charge of the claim; null if it is not a number
 */
export function countClaim(tally: Tally, at: number, fate: Fate, charge: Money | null): boolean {
  const before = tally.latest?.at === at ? tally.latest.fate : null;
  if (before !== null && fates.indexOf(before) <= fates.indexOf(fate)) return false;
  if (before !== null) tally.claims[before] -= 1;
  tally.claims[fate] += 1;
  if (fate === 'error') {
    if (charge === null) tally.unreadCharges += 1;
    else tally.atRisk = addMoney(tally.atRisk, charge);
  }
  tally.latest = { at, fate };
  return before === null;
}

export function worst(tally: Pick<Tally, 'claims'>): Fate | null {
  return fates.find((fate) => tally.claims[fate] > 0) ?? null;
}
