import type { Verdict } from '../check/verdict';
import type { Prv } from '../claim/prv';
import type { ClaimRuleId, ProviderRole } from '../finding';
import type { Judgement } from '../rules/catalogue';
import type { Taxonomy } from '../rules/taxonomy';
import { trimBlanks } from '../x12/bytes';

/** A PRV that violates the guide. */
export interface PrvFault {
  readonly prv: Prv;
  readonly role: ProviderRole;
  /** It comes after NM1*85, is a second PRV, or has an invalid element. */
  readonly kind: 'misplaced' | 'second' | 'malformed';
  readonly severity: 'error' | 'warning';
}

/**
 * What a 999 reports of the PRVs of a claim, in file order: that of the billing provider, and those of the rendering or
 * attending providers if the settings ask about them.
 */
export function prvFaultsOf(verdict: Verdict | null): readonly PrvFault[] {
  if (verdict === null) return [];
  const { given, own, judgements } = verdict;
  const billing = prvFaultOf('billing', given.taxonomy, judgements);
  const others = own?.isAskedFor
    ? own.providers.map(({ role, taxonomy }) => prvFaultOf(role, taxonomy, judgements))
    : [];
  return [billing, ...others].filter((fault) => fault !== null);
}

/** The faults that rules report have the severity that they give them. */
function prvFaultOf(
  role: ProviderRole,
  taxonomy: Taxonomy,
  judgements: readonly Judgement[],
): PrvFault | null {
  const { state, prv } = taxonomy;
  if (prv === null) return null;
  const { second } = prv;
  const isMisplaced = state === 'misplaced';
  // If the code is repeated, the rule reports invalid elements first.
  const isOneTooMany = second !== null && !isMisplaced && (state === 'valid' || second.code !== prv.code);
  const rule = ruleOn(role, isMisplaced);
  const place = state === 'valid' && second !== null ? second.position : prv.position;
  const found = judgements.find((one) => one.rule === rule && one.position?.offset === place.offset);
  if (found !== undefined && found.severity !== 'info') {
    const kind = isMisplaced ? 'misplaced' : isOneTooMany ? 'second' : 'malformed';
    return { prv: isOneTooMany ? second : prv, role, kind, severity: found.severity };
  }
  // A PRV without a code is an error in any guide, whether or not a taxonomy is required.
  const isEmpty = !isMisplaced && trimBlanks(prv.code) === '';
  return isEmpty ? { prv, role, kind: 'malformed', severity: 'error' } : null;
}

function ruleOn(role: ProviderRole, isMisplaced: boolean): ClaimRuleId {
  if (role !== 'billing') return `${role}-taxonomy-malformed`;
  return isMisplaced ? 'taxonomy-misplaced' : 'taxonomy-malformed';
}
