import { findingLines, jsonLine } from './json-line';
import type { Report } from './report';

/** One document, `{"schema":1,"findings":[…],"summary":{…}}`, one finding per line so that two runs diff well. */
export function jsonReport(): Report {
  const lineOf = findingLines();
  let separator = '\n';
  return {
    begin: () => '{"schema":1,"findings":[',
    finding(finding) {
      const text = separator + lineOf(finding);
      separator = ',\n';
      return text;
    },
    endFile: () => '',
    end: (summary) => `\n],\n"summary":${jsonLine(summary)}}\n`,
  };
}
