/** Random days and spans of days, YYYY-MM-DD. */

import fc from 'fast-check';
import { days } from './values';

export const isoDay = fc.constantFrom(
  ...days.map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
);

/** No span, one with an open end, or both ends in order. */
export const span: fc.Arbitrary<readonly [string | null, string | null]> = fc.oneof(
  fc.constant([null, null] as const),
  isoDay.map((from) => [from, null] as const),
  isoDay.map((to) => [null, to] as const),
  fc.tuple(isoDay, isoDay).map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const))),
);
