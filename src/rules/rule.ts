import type { ClaimRuleId, EnvelopeRuleId, Position, Severity } from '../finding';
import type { Case } from './case';

interface RuleText {
  /** The severity unless the rule or the policy says otherwise. */
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** WEDI SNIP type of the edit. */
  readonly snip: 1 | 2 | 5 | 7;
  /** How a 277CA (STC01) or a 999 answers it (domain.md §5); null where neither does. */
  readonly acknowledgement: string | null;
}

/** What a rule says of a case. */
export interface Statement {
  readonly message: string;
  readonly hint: string;
  readonly position: Position;
  readonly loop: '2000A' | '2010AA';
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** A rule on claims: it judges a case and has at most one thing to say. */
export interface ClaimRule extends RuleText {
  readonly id: ClaimRuleId;
  check(given: Case): Statement | null;
}

/** A rule on the envelope; reading itself finds these. */
export interface EnvelopeRule extends RuleText {
  readonly id: EnvelopeRuleId;
}

export type Rule = ClaimRule | EnvelopeRule;
