import { type CsvOptions, csvReport } from './csv';
import { type HtmlReport, htmlReport } from './html';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { ndjsonReport } from './ndjson';
import type { Report } from './report';
import { type SarifOptions, sarifReport } from './sarif';
import { type TextOptions, textReport } from './text';

export type { Paint } from './paint';
export type { CsvOptions, HtmlReport, Report, SarifOptions, TextOptions };
export { csvReport, htmlReport, jsonReport, junitReport, ndjsonReport, sarifReport, textReport };

/** Options of `text`, `csv`, `sarif` and `html`; the other formats have none. */
export interface ReportOptions extends TextOptions, CsvOptions, SarifOptions {
  /** The empty report that the build makes of src/web. */
  readonly template?: string;
}

const reports = {
  text: textReport,
  json: jsonReport,
  ndjson: ndjsonReport,
  csv: csvReport,
  html: ({ template, dates, order }) => htmlReport(template, dates, order),
  sarif: sarifReport,
  junit: junitReport,
} satisfies Record<string, (options: ReportOptions) => Report>;

export type Format = keyof typeof reports;

export const formats = Object.keys(reports) as readonly Format[];

/** A new report in one format. */
export function createReport(format: Format, options: ReportOptions = {}): Report {
  const create: (options: ReportOptions) => Report = reports[format];
  return create(options);
}
