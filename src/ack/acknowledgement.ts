import type { Claim } from '../claim/claim';
import type { Verdict } from '../file-checker';
import type { Finding, Outcome } from '../finding';
import type { Witness } from '../x12/witness';

/** One kind of answer, made of all that a checker tells. It writes by itself, as soon as it can. */
export interface Acknowledgement extends Witness {
  finding?(finding: Finding): void;
  claim?(claim: Claim, outcome: Outcome, verdict: Verdict | null): void;
}

/** Takes the text of an answer, piece by piece. */
export type Write = (text: string) => void;
