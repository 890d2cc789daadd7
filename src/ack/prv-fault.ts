import type { Prv } from '../claim/claim';
import type { Verdict } from '../file-checker';

/** A PRV in a billing loop that is not as the guide wants it. */
export interface PrvFault {
  readonly prv: Prv;
  readonly isMisplaced: boolean;
  readonly severity: 'error' | 'warning';
}

/**
 * What a 999 reports of the PRV that a claim is judged by; null: nothing. A PRV without a code is an error in any guide,
 * whether or not a taxonomy is required; other faults are as grave as the rules find them.
 */
export function prvFaultOf(verdict: Verdict | null): PrvFault | null {
  if (verdict === null) return null;
  const { taxonomy } = verdict.given;
  const { state, prv } = taxonomy;
  if (prv === null) return null;
  const isMisplaced = state === 'misplaced';
  if (state === 'missing') return { prv, isMisplaced, severity: 'error' };
  const rule = isMisplaced ? 'taxonomy-misplaced' : 'taxonomy-malformed';
  const severity = verdict.judgements.find((judgement) => judgement.rule === rule)?.severity ?? 'info';
  return severity === 'info' ? null : { prv, isMisplaced, severity };
}
