import type { AnswerKind } from '../answers/answer';
import type { ClaimFindings } from '../check/claim-findings';
import type { Finding, Summary } from '../finding';
import type { ByteSink } from './byte-sink';

/** Turns findings into text: the caller writes the returned strings in order. */
export interface Report {
  begin(): string;
  /** May return '' while the report collects. */
  finding(finding: Finding): string;
  /** Takes all findings on a claim and writes what `finding` would return for each; may be absent. */
  claimFindings?(found: ClaimFindings, out: ByteSink): void;
  /**
   * Call after the last finding of one file; `summary` is that file's.
   * @param answer which answer it is instead of claims, if that is known
   */
  endFile(file: string | null, summary: Summary, answer?: AnswerKind | null): string;
  /** Call after the last file; `summary` is of all files. */
  end(summary: Summary): string;
}
