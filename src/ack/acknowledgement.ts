import type { Verdict } from '../check/verdict';
import type { Claim } from '../claim/claim';
import type { Finding, Outcome } from '../finding';
import type { SegmentListener } from '../x12/segment-listener';

/** One kind of acknowledgement, made from checker events. It writes its output as soon as possible. */
export interface Acknowledgement extends SegmentListener {
  /** Claims so far that a 277CA omits because the 999 or TA1 rejects their set, group or interchange. */
  readonly claimsLeftOut?: number;
  finding?(finding: Finding): void;
  claim?(claim: Claim, outcome: Outcome, verdict: Verdict | null): void;
}

/**
 * Takes the text of an acknowledgement, piece by piece. All of it is ASCII, so lengths are in bytes as well as
 * characters.
 */
export interface AnswerText {
  /** The length of what was added and not cut off. */
  readonly length: number;
  add(text: string): void;
  /** Cuts off everything after `length` bytes; used by the 277CA only. */
  cut(length: number): void;
}
