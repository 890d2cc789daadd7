import type { Verdict } from '../check/file-checker';
import type { ClaimRuleId, Outcome } from '../finding';
import { claimRule } from '../rules/catalogue';

/** STC01: category, status, entity. */
export type Status = readonly string[];

/** The sender of the acknowledgement: NM101 of loop 2000A. */
export type Source = 'PR' | 'AY';

/**
 * Why a claim is rejected; empty if it is accepted. A claim before any billing provider has no taxonomy either. A claim
 * with only warnings, or out of scope, is accepted.
 */
export function rejectionsOf(outcome: Outcome, verdict: Verdict | null): readonly Status[] {
  if (outcome === 'unplaced') return statusesOf(['taxonomy-missing']);
  if (outcome !== 'flagged') return [];
  return statusesOf(
    verdict!.judgements.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
  );
}

function statusesOf(rules: readonly ClaimRuleId[]): Status[] {
  const statuses = new Set(rules.map((rule) => claimRule(rule).status ?? 'A8:145:85'));
  return [...statuses].map((status) => status.split(':'));
}

/** The status of a clean claim (DOMAIN.md §5): a clearinghouse forwards it, a payer accepts it. */
export function acceptanceOf(source: Source): Status {
  return source === 'PR' ? ['A2', '20', 'PR'] : ['A0', '16', 'PR'];
}

/** The status of a whole set or provider: it was received; the claims below have their own status. */
export function receiptOf(source: Source): Status {
  return ['A1', '19', source];
}
