import { isActive } from '../../registry/crosswalk';
import type { Enrollment } from '../../registry/registry';
import { dayAfter, dayOf } from '../../values/dates';

/** First and last day, YYYY-MM-DD; null where open. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/** What one of two registries says otherwise of an NPI: of itself, of a Medicaid ID, or of what the ID carries. */
export interface PeriodChange {
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

type Subject = PeriodChange['subject'];

/**
 * What differs between the enrollments that two registries give one NPI, by Medicaid ID. Names, ZIPs, tax IDs and
 * the order of the rows are no difference. In steps, one for each ID.
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

/** Ascending, with those that overlap or touch made one. */
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

/** The same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
