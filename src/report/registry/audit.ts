import type { AuditItem } from '../../enrollment/audit/audit';
import type { AuditTotals } from '../../enrollment/audit/totals';
import type { TextOptions } from '../text';
import { auditCsv } from './audit-csv';
import { auditJson } from './audit-json';
import { auditText } from './audit-text';

/** What an audit covers. */
export interface AuditSubject {
  /** The registry's file, as the user named it. */
  readonly registry: string;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

/** Turns items into text: the caller writes the returned strings in order. */
export interface AuditReport {
  begin(of: AuditSubject): string;
  /** May return '' while the report collects. */
  item(item: AuditItem): string;
  end(totals: AuditTotals): string;
}

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
