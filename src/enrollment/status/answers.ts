import { type EnrollmentQuery, type Resolution, resolveAmong } from '../../registry/crosswalk';
import type { Enrollment } from '../../registry/registry';
import { resolveCodes } from '../../registry/resolve-codes';
import { isTaxonomy, qualifierOf } from '../../rules/taxonomy';

/** The Medicaid ID that a claim with a taxonomy would resolve to. */
export interface Answer {
  /** Null: a claim without one. */
  readonly taxonomy: string | null;
  readonly outcome: Resolution['outcome'];
  /** The one that it resolves to, or the candidates. */
  readonly medicaidIds: readonly string[];
  /** The PRV for loop 2000A of a 5010 file; null if the code is unusable. */
  readonly segment: string | null;
}

/** How many candidate Medicaid IDs to list for one of many codes. */
const IDS_NAMED = 100;

type Query = Omit<EnrollmentQuery, 'npi'>;

export function answerTo(enrollments: readonly Enrollment[], query: Query): Answer {
  const resolution = resolveAmong(enrollments, query);
  return answerOf(query.taxonomy ?? null, resolution.outcome, idsOf(resolution));
}

/** An answer for each code that the enrollments list, in their order; long lists of Medicaid IDs are cut. */
export function answersOf(enrollments: readonly Enrollment[], query: Omit<Query, 'taxonomy'>): Answer[] {
  return [...resolveCodes(enrollments, query, IDS_NAMED)].map(([code, { outcome, medicaidIds }]) =>
    answerOf(code, outcome, medicaidIds),
  );
}

function answerOf(
  taxonomy: string | null,
  outcome: Resolution['outcome'],
  medicaidIds: readonly string[],
): Answer {
  const fits = taxonomy !== null && outcome === 'resolved' && isTaxonomy(taxonomy);
  const segment = fits ? `PRV*BI*${qualifierOf('5010')}*${taxonomy}~` : null;
  return { taxonomy, outcome, medicaidIds, segment };
}

function idsOf(resolution: Resolution): readonly string[] {
  if (resolution.outcome === 'resolved') return [resolution.medicaidId];
  return resolution.outcome === 'ambiguous' ? resolution.medicaidIds : [];
}
