import { csvReport } from './csv';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { ndjsonReport } from './ndjson';
import type { Report } from './report';
import { type SarifOptions, sarifReport } from './sarif';
import { type TextOptions, textReport } from './text';

export type { Paint } from './paint';
export type { Report, SarifOptions, TextOptions };
export { csvReport, jsonReport, junitReport, ndjsonReport, sarifReport, textReport };

/** What `text` and `sarif` can be told; the others are always the same. */
export interface ReportOptions extends TextOptions, SarifOptions {}

const reports = {
  text: textReport,
  json: jsonReport,
  ndjson: ndjsonReport,
  csv: csvReport,
  sarif: sarifReport,
  junit: junitReport,
} satisfies Record<string, (options: ReportOptions) => Report>;

export type Format = keyof typeof reports;

export const formats = Object.keys(reports) as readonly Format[];

/** A fresh report in one format. */
export function createReport(format: Format, options: ReportOptions = {}): Report {
  const create: (options: ReportOptions) => Report = reports[format];
  return create(options);
}
