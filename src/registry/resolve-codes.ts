import { type EnrollmentQuery, firstOfEach, isActive, type Resolution, sameZip } from './crosswalk';
import type { Enrollment } from './registry';

/** The parts of a row that the crosswalk uses. */
type Row = Pick<Enrollment, 'medicaidId' | 'taxonomies' | 'zip' | 'from' | 'to'>;

/** The short form of what `resolveAmong` returns for a code. */
export interface CodeResolution<E> {
  readonly outcome: Resolution['outcome'];
  /** The one that it resolves to, or the candidates, as many as were requested. */
  readonly medicaidIds: readonly string[];
  /** The first of the matching enrollments; null: none. */
  readonly first: E | null;
}

/**
 * Resolves each code that the enrollments of one NPI list, in their order. It reads the rows once, while resolving code
 * by code reads them once for each.
 * @param most how many candidate Medicaid IDs to list for a code, at least 2: there may be as many as rows
 */
export function resolveCodes<E extends Row>(
  enrollments: readonly E[],
  query: Omit<EnrollmentQuery, 'npi' | 'taxonomy'>,
  most: number,
): ReadonlyMap<string, CodeResolution<E>> {
  const { from = null, to = null } = query;
  // Mostly a code stands in one row, and an array for each is much to make: -1 stands for none.
  const listing = new Map<string, number | number[]>();
  const listingNone: number[] = [];
  let hasActive = false;
  for (let at = 0; at < enrollments.length; at++) {
    const row = enrollments[at]!;
    const active = isActive(row, from, to);
    hasActive ||= active;
    if (active && row.taxonomies.length === 0) listingNone.push(at);
    for (const code of row.taxonomies) {
      const known = listing.get(code) ?? -1;
      if (!active) listing.set(code, known);
      else if (known === -1) listing.set(code, at);
      else if (typeof known === 'number') listing.set(code, [known, at]);
      else known.push(at);
    }
  }
  const digits = (query.zip ?? '').replace(/\D/g, '');
  const isThere = (at: number) => {
    const { zip } = enrollments[at]!;
    return digits.length >= 5 && zip !== null && sameZip(zip, digits);
  };
  const idOf = (at: number) => enrollments[at]!.medicaidId;
  const none = firstOfEach(listingNone, idOf);
  const noneThere = firstOfEach(listingNone.filter(isThere), idOf);
  const resolve = (rows: readonly number[]): CodeResolution<E> => {
    const rowsThere = rows.filter(isThere);
    const isNarrowed = rowsThere.length + noneThere.length > 0;
    const found = isNarrowed ? merged(rowsThere, noneThere, idOf, most) : merged(rows, none, idOf, most);
    const [first] = found;
    if (first === undefined)
      return { outcome: hasActive ? 'not-enrolled' : 'inactive', medicaidIds: [], first: null };
    const medicaidIds = found.map(idOf);
    const outcome = medicaidIds.length === 1 ? 'resolved' : 'ambiguous';
    return { outcome, medicaidIds, first: enrollments[first]! };
  };
  const resolved = new Map<string, CodeResolution<E>>();
  for (const [code, rows] of listing)
    resolved.set(code, resolve(typeof rows !== 'number' ? rows : rows === -1 ? [] : [rows]));
  return resolved;
}

/** The first row of each Medicaid ID in two ascending lists, ascending, up to `most`. */
function merged(
  one: readonly number[],
  other: readonly number[],
  idOf: (row: number) => string,
  most: number,
): readonly number[] {
  if (one.length + other.length < 2) return one.length === 1 ? one : other;
  const rows = new Map<string, number>();
  for (let i = 0, j = 0; rows.size < most && (i < one.length || j < other.length); ) {
    const row = j === other.length || one[i]! < other[j]! ? one[i++]! : other[j++]!;
    if (!rows.has(idOf(row))) rows.set(idOf(row), row);
  }
  return [...rows.values()];
}
