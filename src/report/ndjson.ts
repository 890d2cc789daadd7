import { ClaimBytes } from './claim-bytes';
import { findingLines, inJson, jsonLine } from './json-line';
import type { Report } from './report';

/** One finding per line, and one summary as the last line. */
export function ndjsonReport(): Report & Required<Pick<Report, 'claimFindings'>> {
  const lineOf = findingLines();
  const claims = new ClaimBytes({ ...inJson, row: (finding) => `${lineOf(finding)}\n` });
  return {
    begin: () => '',
    finding: (finding) => `${lineOf(finding)}\n`,
    claimFindings: (found, out) => claims.write(found, out),
    endFile: () => '',
    end: (summary) => `${jsonLine(summary)}\n`,
  };
}
