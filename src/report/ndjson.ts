import { jsonLine } from './json-line';
import type { Report } from './report';

/** One finding a line, and one summary as the last line. */
export function ndjsonReport(): Report {
  return {
    begin: () => '',
    finding: (finding) => `${jsonLine(finding)}\n`,
    endFile: () => '',
    end: (summary) => `${jsonLine(summary)}\n`,
  };
}
