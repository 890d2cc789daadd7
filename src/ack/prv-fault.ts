import type { Verdict } from '../check/file-checker';
import type { Prv } from '../claim/claim';

/** A PRV in a billing loop that is not as the guide wants it. */
export interface PrvFault {
  readonly prv: Prv;
  /** It stands after NM1*85, is one PRV too many, or has a wrong element. */
  readonly kind: 'misplaced' | 'second' | 'malformed';
  readonly severity: 'error' | 'warning';
}

/**
 * What a 999 reports of the PRV that a claim is judged by; null: nothing. A PRV without a code is an error in any guide,
 * whether or not a taxonomy is required; other faults are as grave as the rules find them.
 */
export function prvFaultOf(verdict: Verdict | null): PrvFault | null {
  const taxonomy = verdict?.given.taxonomy;
  if (!taxonomy || taxonomy.prv === null) return null;
  const { state, prv } = taxonomy;
  if (state === 'missing') return { prv, kind: 'malformed', severity: 'error' };
  const rule = state === 'misplaced' ? 'taxonomy-misplaced' : 'taxonomy-malformed';
  const severity = verdict!.judgements.find((judgement) => judgement.rule === rule)?.severity ?? 'info';
  if (severity === 'info') return null;
  if (state === 'misplaced') return { prv, kind: 'misplaced', severity };
  const { second } = prv;
  // Where the code stands twice, wrong elements are what the rule reports first.
  const isOneTooMany = second !== null && (state === 'valid' || second.code !== prv.code);
  return isOneTooMany ? { prv: second, kind: 'second', severity } : { prv, kind: 'malformed', severity };
}
