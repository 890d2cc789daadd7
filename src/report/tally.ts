import type { ClaimInfo, Severity } from '../finding';
import { addMoney, type Money, noMoney, parseMoney } from '../money';

/** Worst first: the order in which a person should read. */
export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** Claims, each counted once by the worst that is said of it; an error puts its charge at risk. */
export interface Tally {
  readonly claims: Record<Severity, number>;
  atRisk: Money;
  latest: { readonly offset: number; readonly severity: Severity } | null;
}

export function newTally(): Tally {
  return { claims: { error: 0, warning: 0, info: 0 }, atRisk: noMoney, latest: null };
}

/** Counts a claim of which something is said; false where it is the latest again: what is said of one comes together. */
export function countClaim(tally: Tally, claim: ClaimInfo, severity: Severity): boolean {
  const { offset } = claim.position;
  const before = tally.latest?.offset === offset ? tally.latest.severity : null;
  if (before !== null && severities.indexOf(before) <= severities.indexOf(severity)) return false;
  if (before !== null) tally.claims[before] -= 1;
  tally.claims[severity] += 1;
  if (severity === 'error') tally.atRisk = addMoney(tally.atRisk, parseMoney(claim.charge) ?? noMoney);
  tally.latest = { offset, severity };
  return before === null;
}

export function worst(tally: Tally): Severity | null {
  return severities.find((severity) => tally.claims[severity] > 0) ?? null;
}
