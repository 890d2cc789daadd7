/** Random dates of service: mostly plain ones, and each way in which one is written that can be read, or cannot. */

import fc from 'fast-check';
import type { ServiceDate } from './model';
import { mostly } from './mostly';
import { dateQualifiers, days, oddDates, unreadableDates } from './values';

const day = fc.constantFrom(...days);
const plain = fc.oneof(
  { weight: 3, arbitrary: day.map((value) => ['D8', value]) },
  {
    weight: 2,
    arbitrary: fc.tuple(day, day).map(([a, b]) => ['RD8', a < b ? `${a}-${b}` : `${b}-${a}`]),
  },
  { weight: 1, arbitrary: day.map((value) => ['RD8', value]) },
);
const odd = fc.constantFrom<readonly string[]>(...oddDates, ...unreadableDates);

export const serviceDate: fc.Arbitrary<ServiceDate | null> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 36, arbitrary: plain.map((values) => ({ dates: null, values })) },
  { weight: 1, arbitrary: odd.map((values) => ({ dates: null, values })) },
);

export const unusualDate: fc.Arbitrary<ServiceDate> = fc.record({
  dates: fc.constantFrom(...dateQualifiers),
  values: mostly(plain, odd, 1),
});
