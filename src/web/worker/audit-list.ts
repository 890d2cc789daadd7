import { type AuditItem, type AuditKind, auditKinds, auditRegistry } from '../../enrollment/audit/audit';
import type { PackedRegistry } from '../../registry/packed/packed';
import { isTurnDue, turn } from '../../values/turn';
import type { ListAudit } from '../protocol';

const ITEMS_SHOWN = 10;
/** A larger list takes many seconds; `prvcheck registry audit` takes any. */
const MOST_ROWS = 200_000;

/** What is wrong with a list on a day, the most urgent kinds first; null for a very large list. */
export async function auditList(registry: PackedRegistry, asOf: string): Promise<ListAudit | null> {
  if (registry.rows > MOST_ROWS) return null;
  const found = new Map<AuditKind, { count: number; readonly items: AuditItem[] }>();
  for (const item of auditRegistry(registry, asOf)) {
    if (isTurnDue()) await turn();
    if (item.severity === 'info') continue;
    const group = found.get(item.kind) ?? { count: 0, items: [] };
    group.count++;
    if (group.items.length < ITEMS_SHOWN) group.items.push(item);
    found.set(item.kind, group);
  }
  const groups = (Object.keys(auditKinds) as AuditKind[]).flatMap((kind) => {
    const group = found.get(kind);
    if (group === undefined) return [];
    const { severity, title } = auditKinds[kind];
    const { count, items } = group;
    return [{ kind, severity, title, hint: items[0]!.hint, count, items }];
  });
  return { asOf, groups };
}
