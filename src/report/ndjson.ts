import { findingLines, jsonLine } from './json-line';
import type { Report } from './report';

/** One finding per line, and one summary as the last line. */
export function ndjsonReport(): Report {
  const lineOf = findingLines();
  return {
    begin: () => '',
    finding: (finding) => `${lineOf(finding)}\n`,
    endFile: () => '',
    end: (summary) => `${jsonLine(summary)}\n`,
  };
}
