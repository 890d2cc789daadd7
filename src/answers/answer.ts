import type { ControlNumbers, Position, ProviderRole } from '../finding';

/**
 * What comes back for claims: a 277CA (005010X214) or 277 (005010X212) with statuses, an 835 with payments, a 999, 997 or
 * TA1 on whole sets, groups and interchanges.
 */
export type AnswerKind = 'TA1' | '999' | '997' | '277CA' | '277' | '835';

/**
 * What an answer says, in one word. `received`: no decision yet. `accepted`: taken in, to be paid or denied later.
 * `partly`: some of what was answered together. `reversed`: an earlier payment or denial is taken back. `unknown`: none
 * of the others, as in an answer to a status inquiry.
 */
export type AnswerOutcome =
  | 'received'
  | 'accepted'
  | 'partly'
  | 'pending'
  | 'rejected'
  | 'denied'
  | 'paid'
  | 'reversed'
  | 'unknown';

/** One status of a 277: STC01, STC10 or STC11. */
export interface AnswerStatus {
  /** The category code, such as `A7`. */
  readonly category: string;
  /** The status code, such as `145`. */
  readonly status: string;
  /** The entity code, such as `85`; '' if absent. */
  readonly entity: string;
}

/** One adjustment of an 835: a group and a reason (CARC) of a CAS, of the claim or a service line. */
export interface AnswerAdjustment {
  /** CAS01, such as `CO`. */
  readonly group: string;
  /** The reason code (CARC). */
  readonly reason: string;
  /** In dollars, as written. */
  readonly amount: string;
}

/** A complaint about a taxonomy: a code, or a pair of codes, of the table of taxonomy answers. */
export interface TaxonomyComplaint {
  /** The code as `prvcheck explain` takes it: `277CA:A7:145:85`, `CARC16+N255`. */
  readonly code: string;
  /** Whose taxonomy it is; null if the code does not say. */
  readonly role: ProviderRole | null;
}

/** A provider as an answer names it. */
export interface AnswerProvider {
  /** '' if it is named without an NPI. */
  readonly npi: string;
  readonly name: string;
}

/** A payer as an answer names it, or who else sent it. */
export interface AnswerPayer {
  /** '' if the answer has none. */
  readonly id: string;
  readonly name: string;
}

/** A number that a payer has for a provider. */
export interface ProviderNumber {
  readonly provider: AnswerProvider;
  readonly number: string;
  /** Loop and segment in which it stands, such as `1000B REF*PQ`. */
  readonly place: string;
}

/** The fields that all answers have. `position` and the control numbers are those of the answer itself. */
export interface AnswerBase extends ControlNumbers {
  readonly kind: AnswerKind;
  /** The `file` option; null without it. */
  readonly file: string | null;
  readonly position: Position;
  /** ISA06 and GS02; GS02 is '' in a TA1. */
  readonly senders: readonly [string, string];
  /** ISA08 and GS03; GS03 is '' in a TA1. */
  readonly receivers: readonly [string, string];
  /**
   * The day of the answer, YYYY-MM-DD: BPR16 of an 835, BHT04 of a 277, else GS04, or ISA09 of a
   * TA1; null if it is not a day.
   */
  readonly day: string | null;
}

/** An answer to one claim, of a 277CA, 277 or 835. The control numbers of the claim are the only patient data in it. */
export interface ClaimAnswer extends AnswerBase {
  readonly type: 'claim-answer';
  readonly outcome: AnswerOutcome;
  /** CLM01 as it comes back: TRN02, or CLP01; '' if it is missing. */
  readonly claimId: string;
  /** The payer's number of the claim: REF\*1K, or CLP07; '' if absent. */
  readonly payerClaimId: string;
  /** BHT03 of the claims, by TRN02 of loop 2200B; '' if absent. */
  readonly reference: string;
  /** Statuses of a 277, those of service lines too. */
  readonly statuses: readonly AnswerStatus[];
  /** CLP02; '' in a 277. */
  readonly claimStatus: string;
  readonly adjustments: readonly AnswerAdjustment[];
  /** Remark codes (RARC) of MIA, MOA and LQ\*HE. */
  readonly remarks: readonly string[];
  /** In dollars, as written; '' if it is missing. */
  readonly charge: string;
  readonly paid: string;
  /** YYYY-MM-DD; null if absent. */
  readonly serviceFrom: string | null;
  readonly serviceTo: string | null;
  readonly payer: AnswerPayer;
  /** The billing provider, or the payee of an 835. */
  readonly billing: AnswerProvider;
  /** Of an 835, where it is not the payee; else null. */
  readonly rendering: AnswerProvider | null;
  /** The payer's numbers for its providers, as the set names them up to the claim. */
  readonly numbers: readonly ProviderNumber[];
  /** Whether it is about a taxonomy, and whose. */
  readonly taxonomy: readonly TaxonomyComplaint[];
}

/** A segment that a 999 or 997 finds fault with. */
export interface SegmentComplaint {
  /** IK301 or AK301. */
  readonly segment: string;
  /** Its place in the set, counted from ST = 1; 0 if it is not a number. */
  readonly position: number;
}

/**
 * An answer to many claims at once: of a TA1 to an interchange, of a 999 or 997 to a group or set, of a 277CA to a
 * submission (all claims with one BHT03) or to a billing provider in it.
 */
export interface ScopeAnswer extends AnswerBase {
  readonly type: 'scope-answer';
  readonly outcome: AnswerOutcome;
  readonly scope: 'interchange' | 'group' | 'set' | 'submission' | 'provider';
  /** The control numbers of what is answered; null where the answer names none. */
  readonly answered: ControlNumbers;
  /** The guide of the claims, AK203 or AK103; '' if the answer has none. */
  readonly guide: string;
  /** BHT03 of the claims; '' but in a 277CA. */
  readonly reference: string;
  /** Codes of the answer: TA105, IK5 or AK5, AK9. */
  readonly codes: readonly string[];
  readonly statuses: readonly AnswerStatus[];
  /** Segments with faults, of a 999 or 997; at most 1,000. */
  readonly segments: readonly SegmentComplaint[];
  readonly payer: AnswerPayer;
  readonly billing: AnswerProvider;
  readonly taxonomy: readonly TaxonomyComplaint[];
}

/** A provider that an 835 or 277CA names: the payee, or a billing provider. */
export interface ProviderAnswer extends AnswerBase {
  readonly type: 'provider';
  readonly provider: AnswerProvider;
  readonly payer: AnswerPayer;
  readonly numbers: readonly ProviderNumber[];
  /** Accepted and rejected claims that a 277CA counts for it; 0 in an 835. */
  readonly claims: number;
}

/** Something in a file of answers that could not be read, or a set of another kind. */
export interface UnreadAnswer {
  readonly type: 'unread';
  readonly file: string | null;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** 0-based, in bytes. */
  readonly offset: number;
}

/** What a file of answers says, in file order. */
export type Answer = ClaimAnswer | ScopeAnswer | ProviderAnswer | UnreadAnswer;
