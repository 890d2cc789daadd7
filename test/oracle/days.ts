/** Dates of service, read as they come, and what they mean for a claim. */

import { trimmed } from './read';
import type { Claim, Segment } from './set';

/** The first and the last, YYYY-MM-DD. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** A day of the calendar, YYYY-MM-DD, written as eight digits; null where it is none. */
export function dayOf(value: string): string | null {
  const digits = /^(\d{4})(\d\d)(\d\d)$/.exec(trimmed(value));
  if (digits === null) return null;
  const [year, month, day] = [Number(digits[1]), Number(digits[2]), Number(digits[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (year < 1 || day < 1 || day > (lengths[month - 1] ?? 0)) return null;
  return `${digits[1]}-${digits[2]}-${digits[3]}`;
}

/** The days that a DTP names, one or two; null where it cannot be read. */
export function daysOf({ elements }: Segment): readonly string[] | null {
  const [, qualifier = '', format = '', value = ''] = elements;
  if (trimmed(qualifier) === '' || !['D8', 'RD8'].includes(trimmed(format))) return null;
  const parts = value.split('-');
  const days = parts.map(dayOf).filter((day) => day !== null);
  return parts.length <= 2 && days.length === parts.length ? days : null;
}

/** The first date of service that cannot be read. */
export function unreadableDate(claim: Claim): Segment | null {
  return claim.serviceDates.find((date) => daysOf(date) === null) ?? null;
}

/** What the claim is judged by; null where that is unknown, and then every day might be one of its days. */
export function daysOfService(claim: Claim): Days | null {
  if (unreadableDate(claim) !== null) return null;
  const days = claim.serviceDates.flatMap((date) => daysOf(date) ?? []);
  if (claim.serviceDates.length === 0) days.push(dayOf(claim.bht04) ?? '');
  days.sort();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return first === '' ? null : { first, last };
}
