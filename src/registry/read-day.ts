import { type Day, dayOf, isDay } from '../values/dates';

/** Parses a date written as 2026-01-31, 20260131 or 1/31/2026; null if invalid. A time of day after it is ignored. */
export function readDay(text: string): Day | null {
  const date = text.replace(timeOfDay, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  if (iso !== null) return dayFrom(iso[1]!, iso[2]!, iso[3]!);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date);
  return us === null ? null : dayFrom(us[3]!, us[1]!, us[2]!);
}

const timeOfDay = /[T ]\d{1,2}:\d{2}.*$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const dayNumber = '(\\d{1,2})(?:st|nd|rd|th)?';
const year = "'?(\\d{4}|\\d{2})";
/** `1-Jan-24`, `01 JAN 2020`. */
const dayFirst = /* @__PURE__ */ new RegExp(`^${dayNumber}[ /-]${monthName}[ /,-]+${year}$`, 'i');
/** `January 1, 2020`, `Jan-01-2020`. */
const monthFirst = /* @__PURE__ */ new RegExp(`^${monthName}[ /-]+${dayNumber}(?:,? +|[/-])${year}$`, 'i');
const weekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[., ]+/i;

/**
 * Parses a date as people and spreadsheets write it, such as `1-Jan-24`, `January 1, 2020`, `1/1/20`; null if invalid.
 * The day comes before the month only if the month is a word.
 */
export function readWrittenDay(text: string): Day | null {
  const usual = readDay(text);
  if (usual !== null) return usual;
  const date = text.replace(timeOfDay, '').replace(weekday, '');
  const named = dayFirst.exec(date);
  if (named !== null) return dayFrom(named[3]!, monthNumber(named[2]!), named[1]!);
  const american = monthFirst.exec(date);
  if (american !== null) return dayFrom(american[3]!, monthNumber(american[1]!), american[2]!);
  const yearFirst = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(date);
  if (yearFirst !== null) return dayFrom(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const numbers = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(date);
  // 01-02-03 could begin with the year.
  if (numbers === null || (numbers[2] === '-' && numbers[4]!.length === 2)) return null;
  return dayFrom(numbers[4]!, numbers[1]!, numbers[3]!);
}

/** Words for a date that is not known, or does not exist. */
const noDay = /^(?:n\/?a|none|null|nil|-+|—|–|0+|0{1,2}\/0{1,2}\/0{4}|0{4}-0{2}-0{2})$/i;
const noEnd = /^(?:open|open[ -]?ended|active|present|current)$/i;
/** Last days that systems write for "no end". */
const farEnds: ReadonlySet<Day> = /* @__PURE__ */ new Set([9999_12_31, 2299_12_31]);

/** Whether a non-empty cell says that there is no date. */
export function isNoDay(text: string): boolean {
  return noDay.test(text);
}

/** Whether a non-empty cell says that an enrollment has no end. */
export function isOpenEnd(text: string, day: Day | null): boolean {
  if (day === null) return noEnd.test(text);
  return farEnds.has(day) || (day === 1999_12_31 && !text.includes('1999'));
}

/** A day as spreadsheets count them: days since 1899-12-30; null unless it is a whole number from 1954 to 2119. */
export function readSerialDay(text: string): Day | null {
  if (!/^[2-7]\d{4}(?:\.0+)?$/.test(text)) return null;
  const date = new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

function monthNumber(name: string): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

/** Years of two digits: 00 to 49 are 2000 to 2049, the others 1950 to 1999. */
function dayFrom(year: string, month: string, dayOfMonth: string): Day | null {
  const century = year.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  const day = dayOf(`${century}${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`);
  return isDay(day) ? day : null;
}
