import { findingLine, summaryLine } from './record';
import type { Report } from './report';

/** One finding a line, and one summary as the last line. */
export function ndjsonReport(): Report {
  return {
    begin: () => '',
    finding: (finding) => `${findingLine(finding)}\n`,
    endFile: () => '',
    end: (summary) => `${summaryLine(summary)}\n`,
  };
}
