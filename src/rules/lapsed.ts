import type { LastDay } from '../registry/registry';
import type { Case } from './case';

/** A Medicaid ID and its day, which has passed. */
interface Lapsed {
  readonly medicaidId: string;
  readonly day: string;
}

/**
 * The Medicaid IDs that the claim may be paid under whose day had passed on the service date. If an ID has several
 * rows, the latest day counts: an older one was renewed.
 */
export function lapsedBefore(given: Case, field: LastDay): Lapsed[] {
  const { to, active, taxonomy } = given;
  if (to === null || !active.some((enrollment) => isBefore(enrollment[field], to))) return [];
  const resolution = given.resolve(taxonomy.state === 'valid' ? taxonomy.code : null);
  if (resolution.outcome !== 'resolved' && resolution.outcome !== 'ambiguous') return [];
  const latest = new Map<string, string>();
  for (const enrollment of resolution.enrollments) {
    const day = enrollment[field];
    const known = latest.get(enrollment.medicaidId) ?? '';
    if (day !== null && day > known) latest.set(enrollment.medicaidId, day);
  }
  return [...latest].filter(([, day]) => isBefore(day, to)).map(([medicaidId, day]) => ({ medicaidId, day }));
}

function isBefore(day: string | null, other: string): boolean {
  return day !== null && day < other;
}

const LISTED = 6;

/** `7100000001 (2025-12-31) and 7100000002 (2025-06-30)` */
export function listed(lapsed: readonly Lapsed[]): string {
  const texts = lapsed.slice(0, LISTED).map(({ medicaidId, day }) => `${medicaidId} (${day})`);
  if (lapsed.length > LISTED) texts.push(`${lapsed.length - LISTED} more`);
  const last = texts.pop();
  return texts.length === 0 ? last! : `${texts.join(', ')} and ${last}`;
}
