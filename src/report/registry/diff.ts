import { jsonLine, jsonParts } from '../json-line';
import type { TextOptions } from '../text';
import { registryDiffCsv } from './diff-csv';
import type { DiffReport } from './diff-report';
import { registryDiffText } from './diff-text';

const reports = {
  text: registryDiffText,
  json: registryDiffJson,
  csv: registryDiffCsv,
} satisfies Record<string, (options: TextOptions) => DiffReport>;

export type DiffFormat = keyof typeof reports;

export const diffFormats = Object.keys(reports) as readonly DiffFormat[];

/** A new report in one format; only `text` uses the options. */
export function createDiffReport(format: DiffFormat, options: TextOptions = {}): DiffReport {
  return reports[format](options);
}

/** One document with one line per NPI. */
function registryDiffJson(): DiffReport {
  let separator = '\n';
  return {
    begin: (head) => `${jsonLine({ type: 'registry-diff', schema: 1, ...head }).slice(0, -1)},"npis":[`,
    *npi(diff) {
      yield separator;
      separator = ',\n';
      yield* jsonParts(diff);
    },
    end: (counts) => `\n],\n"counts":${jsonLine(counts)}}\n`,
  };
}
