import type { Verdict } from '../check/verdict';
import { entities } from '../claim/provider-loops';
import type { Outcome } from '../finding';
import { claimRule, type Judgement } from '../rules/catalogue';
import { messageText } from './values';

/** Category, status, entity: STC01 and STC10. */
export type Status = readonly string[];

/** Why a claim is rejected, as one STC says it. */
export interface Rejection {
  readonly status: Status;
  /** STC10; null: none. */
  readonly statusToo: Status | null;
  /** STC12: what to do about it. */
  readonly message: string;
}

/** The sender of the acknowledgement: NM101 of loop 2000A. */
export type Source = 'PR' | 'AY';

/** A claim before any billing provider has no taxonomy either. */
const unplaced: Rejection = {
  status: ['A6', '145', '85'],
  statusToo: null,
  message: 'The claim stands before any billing provider (Loop 2000A).',
};

/**
 * Why a claim is rejected, one for each status, with the hint of the first error that has it; empty if the claim is
 * accepted. A claim with only warnings, or out of scope, is accepted.
 */
export function rejectionsOf(outcome: Outcome, verdict: Verdict | null): readonly Rejection[] {
  if (outcome === 'unplaced') return [unplaced];
  if (outcome !== 'flagged') return [];
  const rejections = new Map<string, Rejection>();
  for (const judgement of verdict!.judgements) {
    if (judgement.severity !== 'error') continue;
    const rejection = rejectionOf(judgement);
    const key = [...rejection.status, ...(rejection.statusToo ?? [])].join(':');
    if (!rejections.has(key)) rejections.set(key, rejection);
  }
  return [...rejections.values()];
}

function rejectionOf({ rule, hint, provider }: Judgement): Rejection {
  const { status = 'A8:145:85', statusToo } = claimRule(rule);
  const [category = '', code = '', entity = ''] = status.split(':');
  return {
    status: [category, code, provider === undefined ? entity : entities[provider.role]],
    statusToo: statusToo?.split(':') ?? null,
    message: messageText(hint),
  };
}

/** The status of a clean claim (DOMAIN.md §5): a clearinghouse forwards it, a payer accepts it. */
export function acceptanceOf(source: Source): Status {
  return source === 'PR' ? ['A2', '20', 'PR'] : ['A0', '16', 'PR'];
}

/** The status of a whole set or provider: it was received; the claims below have their own status. */
export function receiptOf(source: Source): Status {
  return ['A1', '19', source];
}
