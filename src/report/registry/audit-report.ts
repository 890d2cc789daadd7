import type { AuditItem } from '../../enrollment/audit/audit';
import type { AuditTotals } from '../../enrollment/audit/totals';

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
