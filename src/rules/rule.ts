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

/** Where to look: null where that is the claim's own, the payer's NM1 or the service date; all else its billing loop has. */
export type Place =
  | { readonly loop: '2000A' | '2010AA'; readonly position: Position }
  | { readonly loop: '2010BB' | '2300'; readonly position: null };

/**
 * A rule on claims. The fast path passes over claims whose loop and days are known to make no finding, by what `Case`
 * holds: a rule reads nothing else. It never decides by a position, by delimiters or by today's date. What it needs
 * beyond that goes into `LoopSegments` (claim/claim.ts, and billing.ts of wasm/) or `lastDays` (registry) first.
 */
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
