import type { Severity } from '../../finding';
import type { PackedRegistry } from '../../registry/packed/packed';
import { type AuditItem, type AuditKind, auditKinds } from './audit';

/** The counts of an audit: of the registry, and of items by severity and by kind. */
export interface AuditTotals {
  /** As in the registry: rows kept, NPIs, repeated rows dropped, invalid rows skipped. */
  readonly rows: number;
  readonly npis: number;
  readonly duplicateRows: number;
  readonly skippedRows: number;
  readonly items: Record<Severity, number>;
  /** In the order of `auditKinds`; 0 for kinds without items. */
  readonly kinds: Record<AuditKind, number>;
}

export function newTotals({ rows, npis, duplicateRows, skippedRows }: PackedRegistry): AuditTotals {
  const kinds = Object.fromEntries(Object.keys(auditKinds).map((kind) => [kind, 0]));
  return {
    rows,
    npis,
    duplicateRows,
    skippedRows: skippedRows.length,
    items: { error: 0, warning: 0, info: 0 },
    kinds: kinds as Record<AuditKind, number>,
  };
}

export function countItem(totals: AuditTotals, { severity, kind }: AuditItem): void {
  totals.items[severity] += 1;
  totals.kinds[kind] += 1;
}
