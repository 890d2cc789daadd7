/** A day as the number of days since 1970-01-01; NaN if invalid. */
export type Serial = number;

const MILLISECONDS = 86_400_000;

export function serialOf(iso: string): Serial {
  return Date.parse(iso) / MILLISECONDS;
}

/** YYYY-MM-DD; '' if invalid, which only a forged registry has. */
export function isoOf(day: Serial): string {
  return Number.isFinite(day) ? new Date(day * MILLISECONDS).toISOString().slice(0, -14) : '';
}

/** The day `count` working days (Monday to Friday) before a day. Holidays are ignored. */
export function workingDaysBefore(day: Serial, count: number): Serial {
  let before = day;
  for (let left = count; left > 0; ) {
    before -= 1;
    if (isWorkingDay(before)) left -= 1;
  }
  return before;
}

/** 1970-01-01 was a Thursday. */
function isWorkingDay(day: Serial): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6;
}
