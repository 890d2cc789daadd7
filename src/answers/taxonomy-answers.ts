import type { ProviderRole } from '../finding';
import type { AnswerAdjustment, AnswerStatus, TaxonomyComplaint } from './answer';

/** How a payer says that a taxonomy is wrong (DOMAIN.md §5). */
export type TaxonomyCode = StatusCode | PairCode;

/** A status of a 277CA, in a category that rejects or denies. */
interface StatusCode {
  readonly status: string;
  /** null: whatever the entity is, or without one. */
  readonly entity: string | null;
  readonly role: ProviderRole | null;
}

/** A reason and a remark of one claim of an 835. */
interface PairCode {
  readonly carc: string;
  readonly rarc: string;
  readonly role: ProviderRole | null;
}

/** Every code that is about a taxonomy. */
export const taxonomyCodes: readonly TaxonomyCode[] = [
  { status: '145', entity: '85', role: 'billing' },
  { status: '145', entity: '82', role: 'rendering' },
  { status: '145', entity: '71', role: 'attending' },
  { status: '145', entity: '', role: null },
  // Said beside a status with the entity (DOMAIN.md §3).
  { status: '569', entity: null, role: null },
  { carc: '16', rarc: 'N255', role: 'billing' },
  { carc: '16', rarc: 'N288', role: 'rendering' },
  { carc: '16', rarc: 'N521', role: null },
];

/** Categories of a 277CA or 277 that turn a claim down. */
const refusals = ['A3', 'A6', 'A7', 'A8', 'F2'];

export function isRefusal(category: string): boolean {
  return refusals.includes(category);
}

/** The row for a status in any category; null if it is not about a taxonomy. */
export function taxonomyStatus({ status, entity }: Omit<AnswerStatus, 'category'>): StatusCode | null {
  for (const row of taxonomyCodes) {
    if ('status' in row && row.status === status && (row.entity === null || row.entity === entity))
      return row;
  }
  return null;
}

/** The row for a remark; null if it is not about a taxonomy. */
export function taxonomyRemark(rarc: string): PairCode | null {
  for (const row of taxonomyCodes) if ('rarc' in row && row.rarc === rarc) return row;
  return null;
}

/** What statuses say of taxonomies. */
export function complaintsOfStatuses(statuses: readonly AnswerStatus[]): TaxonomyComplaint[] {
  return statuses.flatMap((one) => {
    const row = isRefusal(one.category) ? taxonomyStatus(one) : null;
    return row === null ? [] : [{ code: `277CA:${statusText(one)}`, role: row.role }];
  });
}

/** What reasons and remarks of one claim say of taxonomies. */
export function complaintsOfPairs(
  adjustments: readonly AnswerAdjustment[],
  remarks: readonly string[],
): TaxonomyComplaint[] {
  return remarks.flatMap((remark) => {
    const row = taxonomyRemark(remark);
    if (row === null || !adjustments.some(({ reason }) => reason === row.carc)) return [];
    return [{ code: `CARC${row.carc}+${row.rarc}`, role: row.role }];
  });
}

/** `A7:145:85`, as in an STC. */
export function statusText({ category, status, entity }: AnswerStatus): string {
  return [category, status, ...(entity === '' ? [] : [entity])].join(':');
}
