/** How dates are shown to people: 2026-01-31 or 01/31/2026. Data always has the first form. */
export const dateStyles = ['iso', 'us'] as const;
export type DateStyle = (typeof dateStyles)[number];

/** Dates as words of their own: one within a name, such as `claims-2026-01-31.837`, is not changed. */
const dates = /(?<![\w./\\-])(\d{4})-(\d\d)-(\d\d)(?![\w/\\-]|\.\w)/g;

/** A sentence with its dates in the given style. */
export function showDates(text: string, style: DateStyle): string {
  return style === 'iso' ? text : text.replace(dates, '$2/$3/$1');
}
