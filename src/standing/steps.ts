import { type Day, dayAfter, dayOf, isoDay } from '../dates';
import { isActive } from '../registry/crosswalk';
import type { Enrollment } from '../registry/registry';
import type { Require } from '../rules/policy';
import { type Standing, sameVerdict, standingOf } from './standing';

/** A day from which on claims are judged otherwise than the day before. */
export interface Step {
  readonly on: string;
  readonly standing: Standing;
}

/** The days on which the verdict on an NPI changes, ascending: those after `after` and not after `until`. */
export function verdictSteps(
  enrollments: readonly Enrollment[],
  after: Day,
  until: Day,
  require: Require,
): Step[] {
  // What ended before and what begins later counts on none of the days.
  const there = enrollments.filter((enrollment) => isActive(enrollment, isoDay(after), isoDay(until)));
  const days = new Set<Day>();
  for (const { from, to } of there) {
    if (from !== null) days.add(dayOf(from));
    if (to !== null) days.add(dayAfter(dayOf(to)));
  }
  const steps: Step[] = [];
  const within = [...days].filter((day) => day > after && day <= until).sort((a, b) => a - b);
  if (within.length === 0) return steps;
  let last = standingOf(there, isoDay(after), require);
  for (const day of within) {
    const on = isoDay(day)!;
    const standing = standingOf(there, on, require);
    if (!sameVerdict(last, standing)) steps.push({ on, standing });
    last = standing;
  }
  return steps;
}
