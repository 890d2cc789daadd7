import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  missing,
  missingLine,
  nastyFindings,
  nothing,
  someSummary,
  summaryLine,
  truncated,
  truncatedLine,
} from './findings';
import { report } from './write';

describe('json and ndjson', () => {
  test('are the findings as they are, a line each, and the summary', () => {
    const files = [{ findings: [missing, truncated] }];
    expect(report('ndjson', files, someSummary)).toBe(`${missingLine}\n${truncatedLine}\n${summaryLine}\n`);
    expect(report('json', files, someSummary)).toBe(
      `{"schema":1,"findings":[\n${missingLine},\n${truncatedLine}\n],\n"summary":${summaryLine}}\n`,
    );
  });

  test('no findings still make one document', () => {
    expect(JSON.parse(report('json', []))).toStrictEqual({
      schema: 1,
      findings: [],
      summary: { ...nothing, files: 0 },
    });
  });

  test('whatever the data holds comes back, a finding a line', () => {
    fc.assert(
      fc.property(nastyFindings, (findings) => {
        const ndjson = report('ndjson', [{ findings }]);
        expect(ndjson).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
        const lines = ndjson.trimEnd().split('\n').slice(0, -1);
        expect(lines.map((line) => JSON.parse(line))).toStrictEqual(findings);
        expect(JSON.parse(report('json', [{ findings }])).findings).toStrictEqual(findings);
      }),
    );
  });
});
