import type { Role } from '../claim/provider-loops';
import { carries } from '../registry/crosswalk';
import { sameClassification } from './advice';
import { providerAdvice, providerInWords } from './provider-advice';
import { prvFacts } from './prv-facts';
import { providerTaxonomy } from './remedy';
import type { ClaimRule, Statement } from './rule';

export const renderingTaxonomyNotEnrolled = /* @__PURE__ */ notEnrolledRule('rendering', {
  acknowledgement: '277CA A7:145:82',
  status: 'A7:145:82',
});

export const attendingTaxonomyNotEnrolled = /* @__PURE__ */ notEnrolledRule('attending', {
  acknowledgement: '277CA A7:145:71',
  status: 'A7:145:71',
});

function notEnrolledRule(role: Role, codes: Pick<ClaimRule, 'acknowledgement' | 'status'>): ClaimRule {
  return {
    id: `${role}-taxonomy-not-enrolled`,
    severity: 'warning',
    title: `The ${role} provider is not enrolled with this taxonomy`,
    why: `The registry lists the ${role} provider, and no enrollment that is active on the service dates carries the taxonomy code of the claim.`,
    fix: 'Use a code that the provider is enrolled with, or have the code added in the partner portal, then update the registry.',
    snip: 7,
    ...codes,
    label: `Taxonomy of the ${role} provider is not enrolled`,
    remedy: { act: 'Compare with its enrollments, and correct the', at: providerTaxonomy[role] },
    checkClaim(given) {
      if (!given.isAskedFor) return [];
      return given.providers.flatMap((provider): Statement[] => {
        const { taxonomy, active, loop, info } = provider;
        if (provider.role !== role || taxonomy.state !== 'valid') return [];
        if (active.every(({ taxonomies }) => taxonomies.length === 0)) return [];
        if (active.some((row) => carries(row, taxonomy.code))) return [];
        const advice = providerAdvice(given, provider);
        return [
          {
            message: `No active enrollment of the ${providerInWords(provider)} carries taxonomy ${taxonomy.code}.`,
            hint: () => advice.hint() + sameClassification(given, taxonomy.code, active),
            facts: prvFacts(taxonomy, advice),
            position: taxonomy.prv.position,
            loop,
            provider: info,
            severity: given.policy.match ? 'error' : 'warning',
          },
        ];
      });
    },
  };
}
