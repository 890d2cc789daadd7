import type { Day } from '../values/dates';

/** Days from one to the other; null if either is unknown. */
export function daysBetween(from: Day, to: Day): number | null {
  return from === 0 || to === 0 ? null : epochDay(to) - epochDay(from);
}

function epochDay(day: Day): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / 86_400_000;
}
