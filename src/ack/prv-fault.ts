import type { Verdict } from '../check/file-checker';
import type { Prv } from '../claim/prv';

/** A PRV in a billing loop that violates the guide. */
export interface PrvFault {
  readonly prv: Prv;
  /** It comes after NM1*85, is a second PRV, or has an invalid element. */
  readonly kind: 'misplaced' | 'second' | 'malformed';
  readonly severity: 'error' | 'warning';
}

/**
 * What a 999 reports of the PRV of a claim; null: nothing. A PRV without a code is an error in any guide, whether or
 * not a taxonomy is required; other faults have the severity that the rules give them.
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
  // If the code is repeated, the rule reports invalid elements first.
  const isOneTooMany = second !== null && (state === 'valid' || second.code !== prv.code);
  return isOneTooMany ? { prv: second, kind: 'second', severity } : { prv, kind: 'malformed', severity };
}
