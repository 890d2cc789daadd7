import type { Claim } from '../claim/claim';
import { type Day, dayOf, daysAfter } from '../values/dates';
import type { Policy } from './policy';

/** CLM05-3 of a replacement and of a void, for which other terms hold (DOMAIN.md §3). */
const corrections = ['7', '8'];

/**
 * The last day on which the payer takes the claim: some days from the first service date on, of an inpatient claim from
 * the last one (DOMAIN.md §3). 0: unknown.
 */
export function lastDayOf(claim: Claim, { filingDays }: Policy): Day {
  if (filingDays === null || claim.unreadableDate.isKept || claim.from === 0) return 0;
  if (corrections.includes(claim.frequency ?? '')) return 0;
  return daysAfter(claim.isInpatient ? claim.to : claim.from, filingDays);
}

/** The first service date that is not overdue on the day of the policy; 0: every one. */
export function firstInTime({ filingDays, asOf }: Policy): Day {
  return filingDays === null || asOf === null ? 0 : daysAfter(dayOf(asOf), -filingDays);
}
