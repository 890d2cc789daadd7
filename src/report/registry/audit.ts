import type { AuditItem } from '../../enrollment/audit/audit';
import type { AuditTotals } from '../../enrollment/audit/totals';
import type { TextOptions } from '../text';
import { auditCsv } from './audit-csv';
import { auditJson } from './audit-json';
import { auditText } from './audit-text';

/** What an audit is of. */
export interface AuditSubject {
  /** The registry's file, as the user named it. */
  readonly registry: string;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

/** Items in, text out: the caller writes the strings in the order in which it gets them. */
export interface AuditReport {
  begin(of: AuditSubject): string;
  /** May be '' while a report gathers. */
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

/** A fresh report in one format; the options matter to `text` alone. */
export function createAuditReport(format: AuditFormat, options: TextOptions = {}): AuditReport {
  return reports[format](options);
}
