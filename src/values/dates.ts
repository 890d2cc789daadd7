/** A day as the number YYYYMMDD; 0 for none. Numbers compare like dates. */
export type Day = number;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the day exists in the calendar. */
export function isDay(day: Day): boolean {
  const year = Math.floor(day / 10_000);
  const month = Math.floor(day / 100) % 100;
  const date = day % 100;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || date < 1) return false;
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
  return date <= LENGTHS[month - 1]! + (leap ? 1 : 0);
}

/** The next day in the calendar. */
export function dayAfter(day: Day): Day {
  if (isDay(day + 1)) return day + 1;
  const nextMonth = (Math.floor(day / 100) + 1) * 100 + 1;
  return isDay(nextMonth) ? nextMonth : (Math.floor(day / 10_000) + 1) * 10_000 + 101;
}

/** The day that many days later, or earlier; 0 outside of the years 1 to 9999. */
export function daysAfter(day: Day, days: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, (day % 100) + days);
  const later = date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return isDay(later) ? later : 0;
}

/** The same date `years` later: February 28 for a leap day if that year has none, at most December 31 of 9999. */
export function yearsAfter(day: Day, years: number): Day {
  const later = Math.min(day + years * 10_000, 9999_12_31);
  return isDay(later) ? later : later - 1;
}

/** The last result: claims repeat the same days. */
let last = { day: 0, iso: '' };

/** YYYY-MM-DD; null for none. */
export function isoDay(day: Day): string | null {
  if (day === 0) return null;
  if (day !== last.day) {
    const text = String(day).padStart(8, '0');
    last = { day, iso: `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` };
  }
  return last.iso;
}

/** The day of a date YYYY-MM-DD. */
export function dayOf(iso: string): Day {
  let day = 0;
  for (let i = 0; i < iso.length; i++) {
    const digit = iso.charCodeAt(i) - 0x30;
    if (digit >= 0) day = 10 * day + digit;
  }
  return day;
}
