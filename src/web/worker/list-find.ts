import { type AuditKind, auditRegistry } from '../../enrollment/audit/audit';
import type { PackedRegistry } from '../../registry/packed/packed';
import { isTurnDue, turn } from '../../values/turn';
import type { ListedRow, ListFind, ListPage } from '../protocol';

/** A row, and the NPI that readers find in it. */
export interface SearchedRow extends ListedRow {
  readonly npi: string;
}

/** The rows that an audit names in items of one kind. */
interface Named {
  readonly npis: ReadonlySet<string>;
  readonly lines: ReadonlySet<number>;
}

/**
 * The rows that are looked for, in order.
 * @param registry what the audit is of
 */
export async function* findRows(
  rows: Iterable<SearchedRow>,
  { text, among }: ListFind,
  registry: PackedRegistry | null,
  asOf: string,
): AsyncGenerator<SearchedRow, void, undefined> {
  const wanted = text.trim().toLowerCase();
  const named =
    among === 'all' || among === 'faults' || registry === null ? null : await namedBy(registry, among, asOf);
  for (const row of rows) {
    if (isTurnDue()) await turn();
    if (among === 'faults' && row.fault === null) continue;
    if (named !== null && !named.npis.has(row.npi) && !(row.line !== null && named.lines.has(row.line)))
      continue;
    if (wanted === '' || row.npi === wanted || row.cells.some((cell) => cell.toLowerCase().includes(wanted)))
      yield row;
  }
}

async function namedBy(registry: PackedRegistry, kind: AuditKind, asOf: string): Promise<Named> {
  const npis = new Set<string>();
  const lines = new Set<number>();
  // Bad rows are named last, in the order in which they were skipped.
  let bad = 0;
  for (const item of auditRegistry(registry, asOf)) {
    if (isTurnDue()) await turn();
    const line = item.kind.startsWith('bad-row') ? registry.skippedRows[bad++]!.line : null;
    if (item.kind !== kind) continue;
    if (line !== null) lines.add(line);
    if (item.npi !== null) npis.add(item.npi);
  }
  return { npis, lines };
}

const ROWS_A_PAGE = 50;

/** @param show turns rows into what is shown of them */
export function pageOf<T>(
  rows: readonly T[],
  found: number,
  page: number,
  show: (rows: readonly T[]) => readonly ListedRow[],
): ListPage {
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  const at = Math.min(page, pages - 1);
  const some = rows.slice(at * ROWS_A_PAGE, (at + 1) * ROWS_A_PAGE);
  return { found, shown: rows.length, pages, page: at, rows: show(some) };
}
