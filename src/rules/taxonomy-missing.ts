import { prvAdvice } from './advice';
import type { Case } from './case';
import { prvFacts } from './prv-facts';
import { taxonomyCode } from './remedy';
import type { ClaimRule } from './rule';

export const taxonomyMissing: ClaimRule = {
  id: 'taxonomy-missing',
  severity: 'error',
  title: 'The billing provider taxonomy is required and missing',
  why:
    'The billing NPI is enrolled under several Kentucky Medicaid IDs or provider types. Without the taxonomy code in Loop 2000A, ' +
    'Medicaid cannot tell which enrollment to pay, and rejects or denies the claim.',
  fix:
    'Put a PRV segment with the taxonomy code right after the billing provider HL (HL03 = 20), before CUR and NM1*85: ' +
    'PRV*BI*PXC*code in version 5010, PRV*BI*ZZ*code in 4010.',
  snip: 7,
  acknowledgement: '277CA A6:145:85, 999 IK3*PRV*n**8 where PRV03 is empty',
  label: 'Taxonomy is missing',
  remedy: {
    act: 'Enter the',
    at: taxonomyCode,
    advice: { professional: 'Many systems write the PRV only if box 33b of the CMS-1500 is set to ZZ.' },
  },
  status: 'A6:145:85',
  check(given) {
    const { taxonomy } = given;
    if (taxonomy.state !== 'missing' || !given.required) return null;
    const advice = prvAdvice(given);
    const gap = taxonomy.prv === null ? 'has no PRV segment' : 'has a PRV segment without a code';
    return {
      message: () => `${whyRequired(given)}, but Loop 2000A ${gap}.`,
      hint: advice.hint,
      facts: prvFacts(taxonomy, advice),
      position: taxonomy.prv?.position ?? given.loop.position,
      loop: '2000A',
    };
  },
};

function whyRequired({ loop, active, reasons }: Case): string {
  const counts = [];
  if (reasons.includes('multiple-medicaid-ids')) {
    counts.push(`${new Set(active.map((enrollment) => enrollment.medicaidId)).size} Medicaid IDs`);
  }
  if (reasons.includes('multiple-provider-types')) {
    counts.push(`${new Set(active.map((enrollment) => enrollment.providerType)).size} provider types`);
  }
  if (counts.length === 0) return 'Your settings require a billing provider taxonomy on every claim';
  return `NPI ${loop.npi} is enrolled under ${counts.join(' and ')}, so the claim must say by taxonomy code which one to pay`;
}
