import { isActive } from '../../registry/crosswalk';
import type { Enrollment } from '../../registry/registry';
import { dayAfter, dayOf } from '../../values/dates';

/** First and last day, YYYY-MM-DD; null if open. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/** A difference between two registries for an NPI: of itself, of a Medicaid ID, or of what the ID carries. */
export interface PeriodChange {
  readonly subject: 'npi' | 'medicaid-id' | 'provider-type' | 'taxonomy';
  /** Null if it is about the NPI itself. */
  readonly medicaidId: string | null;
  /** The provider type or the code; '' if blank in the row, which for a taxonomy means any. Else null. */
  readonly value: string | null;
  /**
   * `added`, `removed`: only one registry has it. `began`, `ended`: both have it, but only one has it active on the
   * day. `dates`: its dates differ, without effect on the day.
   */
  readonly change: 'added' | 'removed' | 'began' | 'ended' | 'dates';
  /** When it is in effect by the old and by the new registry: ascending, touching spans joined. */
  readonly before: readonly Span[];
  readonly after: readonly Span[];
}

type Subject = PeriodChange['subject'];

/**
 * What differs between the enrollments of one NPI in two registries, by Medicaid ID. Names, ZIPs, tax IDs and the order
 * of the rows are ignored. In steps, one for each ID.
 */
export function* changesBetween(
  before: readonly Enrollment[],
  after: readonly Enrollment[],
  on: string,
): Generator<undefined, PeriodChange[], undefined> {
  const changes: PeriodChange[] = [];
  const compare = (
    subject: Subject,
    medicaidId: string | null,
    value: string | null,
    ...rows: readonly [old: readonly Span[], now: readonly Span[]]
  ) => {
    const spans = [joined(rows[0]), joined(rows[1])] as const;
    const change = changeOf(...spans, on);
    if (change === null || (subject === 'npi' && change !== 'added' && change !== 'removed')) return;
    changes.push({ subject, medicaidId, value, change, before: spans[0], after: spans[1] });
  };
  compare('npi', null, null, before, after);
  for (const [medicaidId, ...rows] of pairs(before, after, (row) => [row.medicaidId])) {
    yield;
    compare('medicaid-id', medicaidId, null, ...rows);
    for (const [type, ...spans] of pairs(...rows, (row) => [row.providerType]))
      compare('provider-type', medicaidId, type, ...spans);
    for (const [code, ...spans] of pairs(...rows, ({ taxonomies }) =>
      taxonomies.length > 0 ? taxonomies : [''],
    ))
      compare('taxonomy', medicaidId, code, ...spans);
  }
  return changes;
}

/** The rows of both by key, each key once, ascending. */
function pairs(
  before: readonly Enrollment[],
  after: readonly Enrollment[],
  keysOf: (row: Enrollment) => readonly string[],
): [key: string, before: readonly Enrollment[], after: readonly Enrollment[]][] {
  const rows = new Map<string, [string, Enrollment[], Enrollment[]]>();
  for (const [side, all] of [before, after].entries()) {
    for (const row of all) {
      for (const key of keysOf(row)) {
        const known = rows.get(key) ?? [key, [], []];
        if (!rows.has(key)) rows.set(key, known);
        (known[side + 1] as Enrollment[]).push(row);
      }
    }
  }
  return [...rows.values()].sort(([a], [b]) => compare(a, b));
}

/** Sorts the spans and joins those that overlap or touch. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => compare(a.from ?? '', b.from ?? ''))) {
    const last = result.at(-1);
    if (last === undefined || isGap(last.to, span.from)) result.push({ from: span.from, to: span.to });
    else if (last.to !== null && (span.to === null || span.to > last.to))
      result[result.length - 1] = { from: last.from, to: span.to };
  }
  return result;
}

function isGap(to: string | null, from: string | null): boolean {
  return to !== null && from !== null && dayOf(from) > dayAfter(dayOf(to));
}

function changeOf(
  before: readonly Span[],
  after: readonly Span[],
  on: string,
): PeriodChange['change'] | null {
  if (before.length === 0) return 'added';
  if (after.length === 0) return 'removed';
  const isOn = (spans: readonly Span[]) => spans.some((span) => isActive(span, on, on));
  if (isOn(before) !== isOn(after)) return isOn(after) ? 'began' : 'ended';
  return JSON.stringify(before) === JSON.stringify(after) ? null : 'dates';
}

/** Locale-independent. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
