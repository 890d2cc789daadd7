import type { Verdict } from '../check/file-checker';
import type { ClaimRuleId, Outcome } from '../finding';

/** STC01: category, status, entity. */
export type Status = readonly [category: string, status: string, entity: string];

/** The sender of the acknowledgement: NM101 of loop 2000A. */
export type Source = 'PR' | 'AY';

const missing: Status = ['A6', '145', '85'];
const invalid: Status = ['A7', '145', '85'];
/** The provider's NPI is missing or invalid. */
const npi: Status = ['A7', '562', '85'];
const contradicting: Status = ['A8', '145', '85'];

/** The status for each error on the billing provider's taxonomy (DOMAIN.md §5). */
const rejections: Readonly<Record<ClaimRuleId, Status>> = {
  'taxonomy-missing': missing,
  'taxonomy-misplaced': invalid,
  'taxonomy-malformed': invalid,
  'taxonomy-not-enrolled': invalid,
  'taxonomy-unknown': invalid,
  // Errors only if the user's settings make them so: the provider's identifiers contradict each other.
  'taxonomy-ambiguous': contradicting,
  'npi-unregistered': contradicting,
  'npi-invalid': contradicting,
  'npi-misplaced': npi,
  'npi-missing': contradicting,
  'enrollment-inactive': contradicting,
  'revalidation-past-due': contradicting,
  'license-expired': contradicting,
  'payer-inactive': contradicting,
  'service-date-unreadable': contradicting,
};

/**
 * Why a claim is rejected; empty if it is accepted. A claim before any billing provider has no taxonomy either. A claim
 * with only warnings, or out of scope, is accepted.
 */
export function rejectionsOf(outcome: Outcome, verdict: Verdict | null): readonly Status[] {
  if (outcome === 'unplaced') return [missing];
  if (outcome !== 'flagged') return [];
  const errors = verdict!.judgements.filter(({ severity }) => severity === 'error');
  return [...new Set(errors.map(({ rule }) => rejections[rule]))];
}

/** The status of a clean claim (DOMAIN.md §5): a clearinghouse forwards it, a payer accepts it. */
export function acceptanceOf(source: Source): Status {
  return source === 'PR' ? ['A2', '20', 'PR'] : ['A0', '16', 'PR'];
}

/** The status of a whole set or provider: it was received; the claims below have their own status. */
export function receiptOf(source: Source): Status {
  return ['A1', '19', source];
}
