/** Days as numbers, YYYYMMDD; 0 for none. They compare as dates do. */
export type Day = number;

/** The day that 8 digits name; 0 when they name none. */
export function parseDay(text: string): Day {
  if (!/^\d{8}$/.test(text)) return 0;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(4, 6));
  const day = Number(text.slice(6, 8));
  return isDate(year, month, day) ? Number(text) : 0;
}

/** Whether the calendar has this day. */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= lengths[month - 1]!;
}

/** YYYY-MM-DD; null for none. */
export function isoDay(day: Day): string | null {
  if (day === 0) return null;
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}
