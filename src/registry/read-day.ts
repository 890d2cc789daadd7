import { type Day, dayOf, isDay } from '../values/dates';

/** Parses a date; null if invalid. A time of day after it is ignored. */
export function readDay(text: string): Day | null {
  const date = text.replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date);
  const [year, month, dayOfMonth] = iso ? iso.slice(1) : us ? [us[3], us[1], us[2]] : [];
  if (year === undefined) return null;
  const day = dayOf(`${year}-${month!.padStart(2, '0')}-${dayOfMonth!.padStart(2, '0')}`);
  return isDay(day) ? day : null;
}
