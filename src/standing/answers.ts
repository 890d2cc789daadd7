import {
  distinct,
  type EnrollmentQuery,
  isActive,
  type Resolution,
  resolveAmong,
} from '../registry/crosswalk';
import type { Enrollment } from '../registry/registry';
import { isTaxonomy, qualifierOf } from '../rules/case';

/** Which Medicaid ID a claim with a taxonomy would resolve to. */
export interface Answer {
  /** Null: the claim carries none. */
  readonly taxonomy: string | null;
  readonly outcome: Resolution['outcome'];
  /** The one that it resolves to, or those that it leaves to choose from. */
  readonly medicaidIds: readonly string[];
  /** What to write in Loop 2000A of a 5010 file; null where the code would not do. */
  readonly segment: string | null;
}

type Query = Omit<EnrollmentQuery, 'npi'>;

export function answerTo(enrollments: readonly Enrollment[], query: Query): Answer {
  const taxonomy = query.taxonomy ?? null;
  const resolution = resolveAmong(enrollments, query);
  const { outcome } = resolution;
  const fits = taxonomy !== null && outcome === 'resolved' && isTaxonomy(taxonomy);
  return {
    taxonomy,
    outcome,
    medicaidIds: idsOf(resolution),
    segment: fits ? `PRV*BI*${qualifierOf('5010')}*${taxonomy}~` : null,
  };
}

/** An answer for each code that the enrollments list, in their order. */
export function answersOf(enrollments: readonly Enrollment[], query: Omit<Query, 'taxonomy'>): Answer[] {
  const codes = distinct(enrollments.flatMap(({ taxonomies }) => taxonomies));
  // Those that are not active say nothing beside one that is: left out once, not for each code anew.
  const active = enrollments.filter((enrollment) =>
    isActive(enrollment, query.from ?? null, query.to ?? null),
  );
  const among = active.length > 0 ? active : enrollments;
  return codes.map((taxonomy) => answerTo(among, { ...query, taxonomy }));
}

function idsOf(resolution: Resolution): readonly string[] {
  if (resolution.outcome === 'resolved') return [resolution.medicaidId];
  return resolution.outcome === 'ambiguous' ? resolution.medicaidIds : [];
}
