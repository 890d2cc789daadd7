import type { Severity } from '../../finding';
import { isActive } from '../../registry/crosswalk';
import type { Enrollment } from '../../registry/registry';
import { type Serial, serialOf } from './calendar';

/** What all remarks of a kind share. */
export interface KindText {
  readonly severity: Severity;
  /** What to do, as a heading. */
  readonly title: string;
  /** Why, and how. */
  readonly hint: string;
}

/** The rows of one NPI on a day. */
export interface Subject {
  readonly npi: string;
  readonly rows: readonly Enrollment[];
  /** Rows in effect on the day; and those plus the rows that begin later. */
  readonly active: readonly Enrollment[];
  readonly current: readonly Enrollment[];
  /** The day, in both forms. */
  readonly asOf: string;
  readonly today: Serial;
}

/** One remark on an NPI. */
export interface Remark<Kind extends string> {
  readonly kind: Kind;
  readonly medicaidIds: readonly string[];
  /** The date that it is about, YYYY-MM-DD. */
  readonly date?: string | null;
  /** One or two sentences, without the NPI, and without the Medicaid IDs if all are meant. */
  readonly message: string;
}

export function subjectOf(npi: string, rows: readonly Enrollment[], asOf: string): Subject {
  return {
    npi,
    rows,
    active: rows.filter((row) => isActive(row, asOf, asOf)),
    current: rows.filter((row) => row.to === null || row.to >= asOf),
    asOf,
    today: serialOf(asOf),
  };
}

/** The first row of each key, by key. */
export function firstOf(
  rows: readonly Enrollment[],
  keyOf: (row: Enrollment) => string,
): ReadonlyMap<string, Enrollment> {
  const first = new Map<string, Enrollment>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!first.has(key)) first.set(key, row);
  }
  return first;
}

/** Rows by key; each group keeps the order of the rows. */
export function grouped(
  rows: readonly Enrollment[],
  keyOf: (row: Enrollment) => string,
): ReadonlyMap<string, readonly Enrollment[]> {
  const groups = new Map<string, Enrollment[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

export const medicaidIdOf = (row: Enrollment) => row.medicaidId;

export function daysInWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** `today`, `in 3 days`, `3 days ago`. */
export function whenInWords(days: number): string {
  if (days === 0) return 'today';
  return days > 0 ? `in ${daysInWords(days)}` : `${daysInWords(-days)} ago`;
}

/** The first few texts, and how many more there are. */
export function someOf(texts: readonly string[], shown: number): string {
  const more = texts.length - shown;
  return texts.slice(0, shown).join(', ') + (more > 0 ? `, and ${more} more` : '');
}
