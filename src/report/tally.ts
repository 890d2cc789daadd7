import type { Severity } from '../finding';
import { addMoney, type Money, noMoney } from '../money';

/** Worst first: the order in which a person should read. */
export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** Claims, each counted once by the worst that is said of it; an error puts its charge at risk. */
export interface Tally {
  readonly claims: Record<Severity, number>;
  atRisk: Money;
  /** Claims at risk whose charge is no number, and so not in the sum. */
  unreadCharges: number;
  latest: { readonly at: number; readonly severity: Severity } | null;
}

export function newTally(): Tally {
  return { claims: { error: 0, warning: 0, info: 0 }, atRisk: noMoney, unreadCharges: 0, latest: null };
}

/**
 * Counts a claim of which something is said; false where it is the latest again: what is said of one comes together.
 * @param at tells the claim from the one before: where it begins
 * @param charge of the claim; null where it is no number
 */
export function countClaim(tally: Tally, at: number, severity: Severity, charge: Money | null): boolean {
  const before = tally.latest?.at === at ? tally.latest.severity : null;
  if (before !== null && severities.indexOf(before) <= severities.indexOf(severity)) return false;
  if (before !== null) tally.claims[before] -= 1;
  tally.claims[severity] += 1;
  if (severity === 'error') {
    if (charge === null) tally.unreadCharges += 1;
    else tally.atRisk = addMoney(tally.atRisk, charge);
  }
  tally.latest = { at, severity };
  return before === null;
}

export function worst(tally: Tally): Severity | null {
  return severities.find((severity) => tally.claims[severity] > 0) ?? null;
}
