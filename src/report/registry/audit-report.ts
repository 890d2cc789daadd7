import type { AuditItem } from '../../enrollment/audit/audit';
import type { AuditTotals } from '../../enrollment/audit/totals';

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
