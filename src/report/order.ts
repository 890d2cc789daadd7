export const reportOrders = ['worst', 'last-day'] as const;
/** What comes first in a report: the worst, or what has to be filed first. */
export type ReportOrder = (typeof reportOrders)[number];

/** Earlier days first, unknown ones last; YYYY-MM-DD. */
export function compareDays(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a !== null && (b === null || a < b) ? -1 : 1;
}

/** The earlier of two days. */
export function earlier(a: string | null, b: string | null): string | null {
  return compareDays(a, b) <= 0 ? a : b;
}
