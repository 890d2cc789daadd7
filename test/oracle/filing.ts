/** The last day on which a claim may be filed. */

import { daysOf, unreadableDate } from './days';
import { isInpatient } from './inpatient';
import type { Claim } from './set';

/** YYYY-MM-DD; null where the claim has none: its day is unknown, or it replaces or voids another. */
export function lastDayOf(claim: Claim, filingDays: number | null): string | null {
  const [, , frequency = ''] = claim.facility;
  if (filingDays === null || frequency === '7' || frequency === '8') return null;
  if (unreadableDate(claim) !== null) return null;
  const days = claim.serviceDates.flatMap((date) => daysOf(date) ?? []).sort();
  const isStay = claim.providers.kind === 'institutional' && isInpatient(claim);
  const day = isStay ? days.at(-1) : days[0];
  return day === undefined ? null : after(day, filingDays);
}

/** So many days later; null after the year 9999. */
function after(day: string, days: number): string | null {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.getUTCFullYear() > 9999 ? null : date.toISOString().slice(0, 10);
}
