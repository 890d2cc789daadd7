import { csvReport } from './csv';
import { jsonReport } from './json';
import { ndjsonReport } from './ndjson';
import type { Report } from './report';
import { type TextOptions, textReport } from './text';

export type { Paint } from './paint';
export type { Report, TextOptions };
export { csvReport, jsonReport, ndjsonReport, textReport };

const reports = {
  text: textReport,
  json: jsonReport,
  ndjson: ndjsonReport,
  csv: csvReport,
} satisfies Record<string, (options: TextOptions) => Report>;

export type Format = keyof typeof reports;

export const formats = Object.keys(reports) as readonly Format[];

/** A fresh report in one format; the options matter to `text` alone. */
export function createReport(format: Format, options: TextOptions = {}): Report {
  return reports[format](options);
}
