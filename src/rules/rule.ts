import type { ClaimRuleId, EnvelopeRuleId, Position, Severity } from '../finding';
import type { Case } from './case';

/** What there is to know of a rule before anything is checked. */
export interface RuleText {
  /** The severity unless the rule or the policy says otherwise. */
  readonly severity: Severity;
  /** What it says, in a few words. */
  readonly title: string;
  /** Why that matters. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  /** WEDI SNIP type of the edit. */
  readonly snip: 1 | 2 | 5 | 7;
  /** How a 277CA (STC01), a 999 or a TA1 answers it; null where none does. */
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

/** A rule on claims. */
export interface ClaimRule extends RuleText {
  readonly id: ClaimRuleId;
  /**
   * What it says of a case: one thing at most.
   * @internal
   */
  check(given: Case): Statement | null;
}

/** A rule on the envelope; reading itself finds these. */
export interface EnvelopeRule extends RuleText {
  readonly id: EnvelopeRuleId;
}

/** A rule, on claims or on the envelope. */
export type Rule = ClaimRule | EnvelopeRule;
