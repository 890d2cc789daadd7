import type { Dress } from '../batch/check-file';

/** How findings are shown: with their claim IDs, or with codes in place of them. */
export async function dressOf(hideClaimIds: boolean): Promise<Dress> {
  return hideClaimIds ? (await import('./hide-claim-id')).hideClaimId : (finding) => finding;
}
