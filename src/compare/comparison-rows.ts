import type { AnswerKind, AnswerOutcome } from '../answers/answer';
import type { ClaimRuleId, ControlNumbers, Outcome, OwnRuleId } from '../finding';
import type { ComparisonClass } from './classify';
import type { Matched } from './match';
import type { Suggestion } from './suggest';

/** An answer as a comparison shows it. Days are YYYY-MM-DD, amounts dollars. */
export interface AnswerShown {
  readonly kind: AnswerKind;
  readonly file: string | null;
  readonly day: string | null;
  readonly outcome: AnswerOutcome;
  /** Codes of the answer, such as `A7:145:85`. */
  readonly reason: string;
  readonly payerClaimId: string | null;
}

/** One claim, and what the payer answered. */
export interface ComparedClaim extends ControlNumbers {
  readonly type: 'compared-claim';
  readonly schema: 1;
  readonly class: ComparisonClass;
  readonly file: string | null;
  /** CLM01. */
  readonly id: string;
  /** CLM02 in dollars; null if it is not an amount. */
  readonly charge: string | null;
  readonly npi: string | null;
  readonly provider: string | null;
  readonly payerId: string | null;
  readonly payerName: string | null;
  readonly serviceFrom: string | null;
  readonly serviceTo: string | null;
  /** BHT04, the day of the answer that decides, and the days between. */
  readonly submitted: string | null;
  readonly answered: string | null;
  readonly days: number | null;
  /** What a check says of the claim. */
  readonly outcome: Outcome;
  /** Rules that are errors. */
  readonly rules: readonly (ClaimRuleId | OwnRuleId)[];
  /** PRV03 of Loop 2000A. */
  readonly taxonomy: string | null;
  /** Whose taxonomy the payer turned down: billing, rendering, attending; `unsaid` if it does not say. */
  readonly roles: readonly string[];
  /** What was paid, in dollars; null if nothing is known. */
  readonly paid: string | null;
  readonly answers: readonly AnswerShown[];
  readonly suggestion: Suggestion | null;
  /** Of the CLM. */
  readonly offset: number;
}

/** An answer that no claim was found for, or several. */
export interface UnmatchedAnswer {
  readonly type: 'unmatched-answer';
  readonly schema: 1;
  readonly why: Exclude<Matched, 'matched'>;
  readonly kind: AnswerKind;
  readonly file: string | null;
  /** CLM01 as it came back. */
  readonly id: string;
  readonly payerClaimId: string | null;
  readonly day: string | null;
  readonly outcome: AnswerOutcome;
  readonly reason: string;
  readonly charge: string | null;
  readonly npi: string | null;
  readonly payerId: string | null;
  readonly payerName: string | null;
  /** Of the segment with the number. */
  readonly offset: number;
}

export type ComparisonRow = ComparedClaim | UnmatchedAnswer;
