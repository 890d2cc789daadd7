import type { Finding, Summary } from '../../src/finding';
import { createReport, type Format, type ReportOptions, type TextOptions } from '../../src/report';
import { nothing } from './findings';

/** One checked file, as far as a test cares. */
export interface File {
  name?: string | null;
  findings?: Iterable<Finding>;
  summary?: Partial<Summary>;
}

/** The whole report on these files. */
export function report(
  format: Format,
  files: readonly File[],
  total: Partial<Summary> = {},
  options: ReportOptions = {},
) {
  const { begin, finding, endFile, end } = createReport(format, options);
  let out = begin();
  for (const { name = 'a.837', findings = [], summary } of files) {
    for (const each of findings) out += finding(each);
    out += endFile(name, { ...nothing, ...summary });
  }
  return out + end({ ...nothing, files: files.length, ...total });
}

/** The text report on one file that holds these findings. */
export function text(findings: Iterable<Finding>, summary: Partial<Summary> = {}, options: TextOptions = {}) {
  const found = { claims: 9999, ...summary };
  return report('text', [{ findings, summary: found }], found, options);
}

/** A text report without its line breaks and columns. */
export const unwrapped = (out: string) => out.replaceAll(/\s+/g, ' ');
