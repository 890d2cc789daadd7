import type { Day } from '../values/dates';

/** Service dates, from `since` on and before `until`, on which all claims with the same loop have the same result. */
export interface SteadySpan {
  readonly since: Day;
  readonly until: Day;
}
