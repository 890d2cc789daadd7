import { prvAdvice, sameClassification } from './advice';
import { prvFacts } from './prv-facts';
import { taxonomyCode } from './remedy';
import type { ClaimRule } from './rule';

export const taxonomyNotEnrolled: ClaimRule = {
  id: 'taxonomy-not-enrolled',
  severity: 'warning',
  title: 'The NPI is not enrolled with this taxonomy',
  why:
    'No enrollment of the billing NPI that is active on the service dates carries the taxonomy code of the claim. ' +
    'A payer that matches NPI and taxonomy with the state file denies it.',
  fix: 'Use a code that the NPI is enrolled with, or have the code added in the partner portal, then update the registry.',
  snip: 7,
  acknowledgement: '277CA A7:145:85',
  label: 'Taxonomy is not enrolled',
  remedy: { act: 'Compare with the enrollments below, and correct the', at: taxonomyCode },
  status: 'A7:145:85',
  ifCopied(kind) {
    // Dental claims have another form.
    const field = kind === 'professional' ? ' (CMS-1500: shaded 24J, ZZ in 24I)' : '';
    return `The rendering provider of this claim has the same code${field}: your system probably copies it into Loop 2000A.`;
  },
  check(given) {
    const { taxonomy, active } = given;
    if (taxonomy.state !== 'valid' || active.every((enrollment) => enrollment.taxonomies.length === 0))
      return null;
    if (given.resolve(taxonomy.code).outcome !== 'not-enrolled') return null;
    const advice = prvAdvice(given);
    return {
      message: `No active enrollment of NPI ${given.loop.npi} carries taxonomy ${taxonomy.code}.`,
      hint: () => advice.hint() + sameClassification(given, taxonomy.code, active),
      facts: prvFacts(taxonomy, advice),
      position: taxonomy.prv.position,
      loop: '2000A',
      severity: given.policy.match ? 'error' : 'warning',
    };
  },
};
