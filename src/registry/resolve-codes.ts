import { type EnrollmentQuery, isActive, type Resolution, sameZip } from './crosswalk';
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
  const digits = (query.zip ?? '').replace(/\D/g, '');
  const listing = new Map<string, Candidates<E>>();
  const listingNone = new Candidates<E>(most);
  let hasActive = false;
  for (let at = 0; at < enrollments.length; at++) {
    const row = enrollments[at]!;
    const { taxonomies, zip } = row;
    const active = isActive(row, from, to);
    hasActive ||= active;
    const isThere = digits.length >= 5 && zip !== null && sameZip(zip, digits);
    if (active && taxonomies.length === 0) listingNone.add(row, at, isThere);
    for (let n = 0; n < taxonomies.length; n++) {
      const code = taxonomies[n]!;
      const candidates = listing.get(code) ?? new Candidates<E>(most);
      listing.set(code, candidates);
      if (active) candidates.add(row, at, isThere);
    }
  }
  const resolved = new Map<string, CodeResolution<E>>();
  listing.forEach((candidates, code) => {
    resolved.set(code, candidates.resolve(listingNone, hasActive));
  });
  return resolved;
}

/** A row and its place in the list. */
interface Placed<E> {
  readonly row: E;
  readonly at: number;
}

/** The first row of each Medicaid ID that a code may stand for, in order. */
class Candidates<E extends Row> {
  private anywhere: Placed<E>[] | null = null;
  /** Those at the ZIP code of the query. */
  private there: Placed<E>[] | null = null;

  /** @param most rows to keep */
  constructor(private readonly most: number) {}

  add(row: E, at: number, isThere: boolean): void {
    const placed = { row, at };
    this.anywhere = withFirst(this.anywhere, placed, this.most);
    if (isThere) this.there = withFirst(this.there, placed, this.most);
  }

  /** @param others rows that list no code and so match any */
  resolve(others: Candidates<E>, hasActive: boolean): CodeResolution<E> {
    const isNarrowed = this.there !== null || others.there !== null;
    const found = isNarrowed
      ? merged(this.there, others.there, this.most)
      : merged(this.anywhere, others.anywhere, this.most);
    if (found === null)
      return { outcome: hasActive ? 'not-enrolled' : 'inactive', medicaidIds: [], first: null };
    const first = found[0]!.row;
    return found.length === 1
      ? { outcome: 'resolved', medicaidIds: [first.medicaidId], first }
      : { outcome: 'ambiguous', medicaidIds: found.map(({ row }) => row.medicaidId), first };
  }
}

/** The list with the row, if it has room and no row of the same Medicaid ID. */
function withFirst<E extends Row>(list: Placed<E>[] | null, placed: Placed<E>, most: number): Placed<E>[] {
  if (list === null) return [placed];
  if (list.length === most) return list;
  for (let n = 0; n < list.length; n++) if (list[n]!.row.medicaidId === placed.row.medicaidId) return list;
  list.push(placed);
  return list;
}

/** The first row of each Medicaid ID in two lists. */
function merged<E extends Row>(
  one: readonly Placed<E>[] | null,
  other: readonly Placed<E>[] | null,
  most: number,
): readonly Placed<E>[] | null {
  if (one === null || other === null) return one ?? other;
  let rows: Placed<E>[] | null = null;
  for (const placed of [...one, ...other].sort((a, b) => a.at - b.at)) rows = withFirst(rows, placed, most);
  return rows;
}
