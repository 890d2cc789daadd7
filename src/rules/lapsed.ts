import type { JudgedEnrollment, LastDay } from '../registry/registry';
import type { Case } from './case';

const LISTED = 6;

/**
 * The Medicaid IDs that the claim may be paid under whose day had passed on the service date, in words:
 * `Medicaid IDs 7100000001 (2025-12-31) and 7100000002 (2025-06-30)`; null if there are none. If an ID has several rows,
 * the latest day counts: an older one was renewed.
 */
export function lapsedBefore(given: Case, field: LastDay): string | null {
  const { to, active, taxonomy } = given;
  if (to === null || !hasLapsed(active, field, to)) return null;
  const resolution = given.resolve(taxonomy.state === 'valid' ? taxonomy.code : null);
  if (resolution.outcome !== 'resolved' && resolution.outcome !== 'ambiguous') return null;
  const latest = new Map<string, string>();
  for (const enrollment of resolution.enrollments) {
    const day = enrollment[field];
    const known = latest.get(enrollment.medicaidId) ?? '';
    if (day !== null && day > known) latest.set(enrollment.medicaidId, day);
  }
  const texts = [...latest].filter(([, day]) => isBefore(day, to)).map(([id, day]) => `${id} (${day})`);
  if (texts.length === 0) return null;
  const ids = texts.length === 1 ? 'Medicaid ID' : 'Medicaid IDs';
  if (texts.length > LISTED) texts.splice(LISTED, texts.length, `${texts.length - LISTED} more`);
  const last = texts.pop();
  return `${ids} ${texts.length === 0 ? last : `${texts.join(', ')} and ${last}`}`;
}

function hasLapsed(rows: readonly JudgedEnrollment[], field: LastDay, to: string): boolean {
  for (let n = 0; n < rows.length; n++) if (isBefore(rows[n]![field], to)) return true;
  return false;
}

function isBefore(day: string | null, other: string): boolean {
  return day !== null && day < other;
}
