import type { Verdict } from '../check/file-checker';
import type { Claim } from '../claim/claim';
import type { Finding, Outcome } from '../finding';
import type { SegmentListener } from '../x12/segment-listener';

/** One kind of answer, made of all that a checker tells. It writes by itself, as soon as it can. */
export interface Acknowledgement extends SegmentListener {
  /** Claims, so far, that a 277CA does not answer because the 999 or TA1 rejects their set, group or interchange. */
  readonly claimsLeftOut?: number;
  finding?(finding: Finding): void;
  claim?(claim: Claim, outcome: Outcome, verdict: Verdict | null): void;
}

/** Takes the text of an answer, piece by piece. All of it is ASCII, so that lengths are in bytes as in characters. */
export interface AnswerText {
  /** Of what was added and not cut off again. */
  readonly length: number;
  add(text: string): void;
  /** Cuts off whatever comes after so many bytes; only a 277CA does. */
  cut(length: number): void;
}
