import type { Enrollment } from '../../registry/registry';
import { isRequired } from '../../rules/case';
import type { Require } from '../../rules/policy';
import { timelineOf } from '../../rules/timeline';
import { type Day, isoDay } from '../../values/dates';

/**
 * The days from which on claims are judged otherwise than the day before, YYYY-MM-DD, ascending: those after `after`
 * and not after `until`.
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
