import type { Enrollment } from '../../registry/registry';
import { isRequired } from '../../rules/case';
import type { Require } from '../../rules/policy';
import { timelineOf } from '../../rules/timeline';
import { type Day, isoDay } from '../../values/dates';

/**
 * The days after `after`, up to and including `until`, on which verdicts differ from the day before; YYYY-MM-DD,
 * ascending.
 */
export function verdictSteps(
  enrollments: readonly Enrollment[],
  after: Day,
  until: Day,
  require: Require,
): string[] {
  const steps: string[] = [];
  let wasActive = false;
  let wasRequired = isRequired(require, []);
  for (const { from, active, reasons } of timelineOf(enrollments)) {
    if (from > until) break;
    const isActive = active > 0;
    const required = isRequired(require, reasons);
    const differs = isActive !== wasActive || required !== wasRequired;
    if (from > after && differs) steps.push(isoDay(from)!);
    wasActive = isActive;
    wasRequired = required;
  }
  return steps;
}
