import type { Finding, Summary } from '../finding';

/** Findings in, text out: the caller writes the strings in the order in which it gets them. */
export interface Report {
  begin(): string;
  /** May be '' while a report gathers. */
  finding(finding: Finding): string;
  /** After the last finding of one file; `summary` is that file's. */
  endFile(file: string | null, summary: Summary): string;
  /** After the last file; `summary` is of all files. */
  end(summary: Summary): string;
}
