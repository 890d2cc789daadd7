import { invalid } from '../values/errors';
import { type Check, day, demand, objectOf, optional, orNull, type Shape, text } from '../values/options';
import { aRegistry, type Enrollment, type JudgedEnrollment, type Registry } from './registry';

/** The billing provider as stated in a claim. Dates are YYYY-MM-DD; without any, every enrollment is active. */
export interface EnrollmentQuery {
  readonly npi: string;
  readonly taxonomy?: string | null;
  /** 5 or 9 digits; used only if it leaves any enrollment. */
  readonly zip?: string | null;
  /** Earliest service date. */
  readonly from?: string | null;
  /** Latest service date. */
  readonly to?: string | null;
}

/**
 * Which Medicaid ID a claim would be paid under, as far as the registry can decide. `not-enrolled`: no active
 * enrollment carries the code. `inactive`: the NPI is registered, but no enrollment is active on the dates.
 */
export type Resolution<E = Enrollment> =
  | { readonly outcome: 'resolved'; readonly medicaidId: string; readonly enrollments: readonly E[] }
  | {
      readonly outcome: 'ambiguous';
      readonly medicaidIds: readonly string[];
      readonly enrollments: readonly E[];
    }
  | { readonly outcome: 'not-enrolled'; readonly enrollments: readonly E[] }
  | { readonly outcome: 'inactive'; readonly enrollments: readonly E[] }
  | { readonly outcome: 'unregistered'; readonly enrollments: readonly [] };

/**
 * The crosswalk: NPI, taxonomy, ZIP and dates to a Medicaid ID.
 * @throws TypeError if the query is invalid, such as a date in another form
 * @example
 * ```js
 * const { outcome } = resolveEnrollment(registry, { npi: '1234567893', taxonomy: '261QF0400X' });
 * ```
 */
export function resolveEnrollment(registry: Registry, query: EnrollmentQuery): Resolution {
  demand(aRegistry, registry, 'registry');
  demand(objectOf(queryShape()), query, 'query');
  const { from, to } = query;
  if (from && to && from > to) throw invalid(`query.from (${from}) is after query.to (${to})`);
  return resolveAmong(registry.enrollments(query.npi), query);
}

function queryShape(): Shape<EnrollmentQuery> {
  const orNone = (check: Check) => optional(orNull(check));
  return {
    npi: text,
    taxonomy: orNone(text),
    zip: orNone(text),
    from: orNone(day),
    to: orNone(day),
  };
}

/** The crosswalk within the enrollments of one NPI. */
export function resolveAmong<E extends JudgedEnrollment>(
  enrollments: readonly E[],
  query: Omit<EnrollmentQuery, 'npi'>,
): Resolution<E> {
  if (enrollments.length === 0) return { outcome: 'unregistered', enrollments: [] };
  const active = enrollments.filter((enrollment) =>
    isActive(enrollment, query.from ?? null, query.to ?? null),
  );
  if (active.length === 0) return { outcome: 'inactive', enrollments };
  return resolveActive(active, query.taxonomy ?? null, query.zip ?? null);
}

/** The crosswalk within enrollments of one NPI that are active on the service dates; at least one. */
export function resolveActive<E extends JudgedEnrollment>(
  active: readonly E[],
  taxonomy: string | null,
  zip: string | null,
): Resolution<E> {
  const carrying = taxonomy ? carryingAmong(active, taxonomy) : active;
  if (carrying.length === 0) return { outcome: 'not-enrolled', enrollments: active };
  const narrowed = narrowByZip(carrying, zip ?? '');
  const { medicaidId } = narrowed[0]!;
  if (narrowed.every((row) => row.medicaidId === medicaidId))
    return { outcome: 'resolved', medicaidId, enrollments: narrowed };
  const medicaidIds = distinct(narrowed.map((row) => row.medicaidId));
  return { outcome: 'ambiguous', medicaidIds, enrollments: narrowed };
}

/** The same array if all carry the code. */
function carryingAmong<E extends JudgedEnrollment>(rows: readonly E[], taxonomy: string): readonly E[] {
  for (let n = 0; n < rows.length; n++)
    if (!carries(rows[n]!, taxonomy)) return rows.filter((row) => carries(row, taxonomy));
  return rows;
}

/** Whether an enrollment's span overlaps the service dates. */
export function isActive(
  enrollment: Pick<Enrollment, 'from' | 'to'>,
  from: string | null,
  to: string | null,
): boolean {
  const first = from ?? to;
  const last = to ?? from;
  if (first === null || last === null) return true;
  return (
    (enrollment.from === null || enrollment.from <= last) &&
    (enrollment.to === null || enrollment.to >= first)
  );
}

/** A row without taxonomies matches any code. */
export function carries(enrollment: Pick<Enrollment, 'taxonomies'>, taxonomy: string): boolean {
  return enrollment.taxonomies.length === 0 || enrollment.taxonomies.includes(taxonomy);
}

/** The enrollments at the claim's ZIP, compared at the precision that both have; all of them if none matches. */
function narrowByZip<E extends JudgedEnrollment>(enrollments: readonly E[], zip: string): readonly E[] {
  if (enrollments.length === 1) return enrollments;
  const digits = zip.replace(/\D/g, '');
  if (digits.length < 5) return enrollments;
  const there = enrollments.filter(
    (enrollment) => enrollment.zip !== null && sameZip(enrollment.zip, digits),
  );
  return there.length > 0 ? there : enrollments;
}

/** The enrollments without those whose ZIP differs from the claim's in nine digits. */
export function withoutOtherZip<E extends Pick<Enrollment, 'zip'>>(
  enrollments: readonly E[],
  zip: string | null,
): readonly E[] {
  const digits = (zip ?? '').replace(/\D/g, '').slice(0, 9);
  if (digits.length < 9) return enrollments;
  return enrollments.filter((row) => row.zip === null || row.zip.length < 9 || row.zip === digits);
}

/** Whether a ZIP of 5 or 9 digits equals one of at least 5 digits, at the precision that both have. */
export function sameZip(zip: string, digits: string): boolean {
  const length = digits.length >= 9 && zip.length === 9 ? 9 : 5;
  return zip.slice(0, length) === digits.slice(0, length);
}

export function distinct(values: readonly string[]): string[] {
  return values.length < 2 ? [...values] : [...new Set(values)];
}

/** The first value of each key. */
export function firstOfEach<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  if (values.length < 2) return values;
  const keys = new Set<string>();
  return values.filter((value) => {
    const known = keys.size;
    return keys.add(keyOf(value)).size > known;
  });
}
