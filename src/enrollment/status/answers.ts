import { type EnrollmentQuery, type Resolution, resolveAmong } from '../../registry/crosswalk';
import type { Enrollment } from '../../registry/registry';
import { resolveCodes } from '../../registry/resolve-codes';
import { isTaxonomy, qualifierOf } from '../../rules/case';

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

/** Of the Medicaid IDs that one of many codes leaves to choose from. */
const IDS_NAMED = 100;

type Query = Omit<EnrollmentQuery, 'npi'>;

export function answerTo(enrollments: readonly Enrollment[], query: Query): Answer {
  const resolution = resolveAmong(enrollments, query);
  return answerOf(query.taxonomy ?? null, resolution.outcome, idsOf(resolution));
}

/** An answer for each code that the enrollments list, in their order; of very many Medicaid IDs it names the first. */
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
