import { csvReport } from './csv';
import { type HtmlReport, htmlReport } from './html';
import { jsonReport } from './json';
import { ndjsonReport } from './ndjson';
import type { Report } from './report';
import { type TextOptions, textReport } from './text';

export type { Paint } from './paint';
/** The options matter to `text` alone, the template to `html`. */
export interface ReportOptions extends TextOptions {
  /** The empty report that the build makes of src/web. */
  readonly template?: string;
}

export type { HtmlReport, Report, TextOptions };
export { csvReport, htmlReport, jsonReport, ndjsonReport, textReport };

const reports = {
  text: textReport,
  json: jsonReport,
  ndjson: ndjsonReport,
  csv: csvReport,
  html: ({ template }) => htmlReport(template),
} satisfies Record<string, (options: ReportOptions) => Report>;

export type Format = keyof typeof reports;

export const formats = Object.keys(reports) as readonly Format[];

/** A fresh report in one format. */
export function createReport(format: Format, options: ReportOptions = {}): Report {
  return reports[format](options);
}
