import { dayAfter, dayOf } from '../dates';
import { isActive } from '../registry/crosswalk';
import type { Enrollment } from '../registry/registry';

/** First and last day, YYYY-MM-DD; null where open. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/** What one of two registries says otherwise of an NPI: of itself, of a Medicaid ID, or of what the ID carries. */
export interface Change {
  readonly subject: 'npi' | 'medicaid-id' | 'provider-type' | 'taxonomy';
  /** Null where the NPI itself is meant. */
  readonly medicaidId: string | null;
  /** The provider type or the code; '' where the row leaves it blank, which for a taxonomy means any. Else null. */
  readonly value: string | null;
  /**
   * `added`, `removed`: only one registry has it. `began`, `ended`: both have it, one of them active on the day.
   * `dates`: its dates are others, and not for the day.
   */
  readonly change: 'added' | 'removed' | 'began' | 'ended' | 'dates';
  /** When it is in effect, by the old registry and by the new one: ascending, touching spans joined. */
  readonly before: readonly Span[];
  readonly after: readonly Span[];
}

type Item = Pick<Change, 'subject' | 'medicaidId' | 'value'>;
type Items = Map<string, { readonly item: Item; readonly spans: Span[] }>;

/**
 * What differs between the enrollments that two registries give one NPI, by Medicaid ID. Names, ZIPs, tax IDs and
 * the order of the rows are no difference.
 */
export function changesBetween(
  before: readonly Enrollment[],
  after: readonly Enrollment[],
  on: string,
): Change[] {
  const [old, now] = [itemsOf(before), itemsOf(after)];
  const items = new Map([...old, ...now]);
  const changes: Change[] = [];
  for (const [key, { item }] of items) {
    const spans = [joined(old.get(key)?.spans ?? []), joined(now.get(key)?.spans ?? [])] as const;
    const change = changeOf(...spans, on);
    if (change === null || (item.subject === 'npi' && change !== 'added' && change !== 'removed')) continue;
    changes.push({ ...item, change, before: spans[0], after: spans[1] });
  }
  return changes.sort(inOrder);
}

function itemsOf(enrollments: readonly Enrollment[]): Items {
  const items: Items = new Map();
  const add = (item: Item, { from, to }: Span) => {
    const key = JSON.stringify([item.subject, item.medicaidId, item.value]);
    const known = items.get(key);
    if (known === undefined) items.set(key, { item, spans: [{ from, to }] });
    else known.spans.push({ from, to });
  };
  for (const enrollment of enrollments) {
    const { medicaidId, providerType, taxonomies } = enrollment;
    add({ subject: 'npi', medicaidId: null, value: null }, enrollment);
    add({ subject: 'medicaid-id', medicaidId, value: null }, enrollment);
    add({ subject: 'provider-type', medicaidId, value: providerType }, enrollment);
    for (const value of taxonomies.length === 0 ? [''] : taxonomies)
      add({ subject: 'taxonomy', medicaidId, value }, enrollment);
  }
  return items;
}

/** Ascending, with those that overlap or touch made one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => compare(a.from ?? '', b.from ?? ''))) {
    const last = result.at(-1);
    if (last === undefined || isGap(last.to, span.from)) result.push(span);
    else if (last.to !== null && (span.to === null || span.to > last.to))
      result[result.length - 1] = { from: last.from, to: span.to };
  }
  return result;
}

function isGap(to: string | null, from: string | null): boolean {
  return to !== null && from !== null && dayOf(from) > dayAfter(dayOf(to));
}

function changeOf(before: readonly Span[], after: readonly Span[], on: string): Change['change'] | null {
  if (before.length === 0) return 'added';
  if (after.length === 0) return 'removed';
  const isOn = (spans: readonly Span[]) => spans.some((span) => isActive(span, on, on));
  if (isOn(before) !== isOn(after)) return isOn(after) ? 'began' : 'ended';
  return JSON.stringify(before) === JSON.stringify(after) ? null : 'dates';
}

const subjects: readonly Change['subject'][] = ['npi', 'medicaid-id', 'provider-type', 'taxonomy'];

function inOrder(a: Change, b: Change): number {
  return (
    compare(a.medicaidId ?? '', b.medicaidId ?? '') ||
    subjects.indexOf(a.subject) - subjects.indexOf(b.subject) ||
    compare(a.value ?? '', b.value ?? '')
  );
}

/** The same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
