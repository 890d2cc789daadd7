import type { TextOptions } from '../text';
import { auditCsv } from './audit-csv';
import { auditJson } from './audit-json';
import type { AuditReport } from './audit-report';
import { auditText } from './audit-text';

const reports = {
  text: auditText,
  json: auditJson,
  csv: auditCsv,
} satisfies Record<string, (options: TextOptions) => AuditReport>;

export type AuditFormat = keyof typeof reports;

export const auditFormats = Object.keys(reports) as readonly AuditFormat[];

/** A new report in one format; only `text` uses the options. */
export function createAuditReport(format: AuditFormat, options: TextOptions = {}): AuditReport {
  return reports[format](options);
}
