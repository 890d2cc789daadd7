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
export type Statement = Place & {
  readonly message: string;
  readonly hint: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
};

/** Where to look. The payer's NM1 is the claim's own, all else is shared by the claims of a billing loop. */
export type Place =
  | { readonly loop: '2000A' | '2010AA'; readonly position: Position }
  | { readonly loop: '2010BB'; readonly position: null };

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
