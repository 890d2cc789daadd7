import type { Reason } from '../../finding';
import { distinct, isActive } from '../../registry/crosswalk';
import type { Enrollment } from '../../registry/registry';
import { isRequired, reasonsOf } from '../../rules/case';
import type { Require } from '../../rules/policy';

/** The status of an NPI with Medicaid on a day, as a claim of that service date would be judged. */
export interface NpiStatus {
  /** `inactive`: registered, but no enrollment is active on the day. */
  readonly state: 'unregistered' | 'inactive' | 'active';
  /** Whether a claim without a taxonomy would be reported as needing one. */
  readonly required: boolean;
  readonly reasons: readonly Reason[];
  /** Those of the active enrollments, without duplicates. */
  readonly medicaidIds: readonly string[];
  readonly providerTypes: readonly string[];
}

/**
 * @param enrollments all those of one NPI
 * @param on YYYY-MM-DD; null: every enrollment counts, as for a claim without dates
 */
export function npiStatusOf(
  enrollments: readonly Enrollment[],
  on: string | null,
  require: Require,
): NpiStatus {
  const active = enrollments.filter((enrollment) => isActive(enrollment, on, on));
  const reasons = reasonsOf(active);
  const state = active.length > 0 ? 'active' : 'inactive';
  return {
    state: enrollments.length === 0 ? 'unregistered' : state,
    required: isRequired(require, reasons),
    reasons,
    medicaidIds: distinct(active.map(({ medicaidId }) => medicaidId)),
    providerTypes: distinct(active.map(({ providerType }) => providerType)).filter((type) => type !== ''),
  };
}
