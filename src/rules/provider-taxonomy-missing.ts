import type { Role } from '../claim/provider-loops';
import { providerAdvice, providerInWords } from './provider-advice';
import { prvFacts } from './prv-facts';
import { providerTaxonomy } from './remedy';
import type { ClaimRule, Statement } from './rule';

export const renderingTaxonomyMissing = /* @__PURE__ */ missingRule('rendering', {
  snip: 7,
  acknowledgement: '277CA A6:145:82',
  status: 'A6:145:82',
});

export const attendingTaxonomyMissing = /* @__PURE__ */ missingRule('attending', {
  snip: 7,
  acknowledgement: '277CA A6:145:71',
  status: 'A6:145:71',
});

function missingRule(role: Role, codes: Pick<ClaimRule, 'snip' | 'acknowledgement' | 'status'>): ClaimRule {
  const { place } = providerTaxonomy[role];
  return {
    id: `${role}-taxonomy-missing`,
    severity: 'error',
    title: `The taxonomy of the ${role} provider is required and missing`,
    why: `The settings say that the payer requires the taxonomy code of the ${role} provider. It rejects or denies the claim without it.`,
    fix: `Enter the taxonomy code of the ${role} provider (${place}), right after its NM1.`,
    ...codes,
    label: `Taxonomy of the ${role} provider is missing`,
    remedy: { act: 'Enter the', at: providerTaxonomy[role] },
    checkClaim(given) {
      const { providers, missing, position } = given;
      const statements = providers.flatMap((provider): Statement[] => {
        const { taxonomy, isRequired, loop, info } = provider;
        if (taxonomy.state !== 'missing' || !isRequired || provider.role !== role) return [];
        const advice = providerAdvice(given, provider);
        const gap = taxonomy.prv === null ? 'has no PRV segment' : 'has a PRV segment without a code';
        return [
          {
            message: `The payer requires the taxonomy of the ${providerInWords(provider)}, but Loop ${loop} ${gap}.`,
            hint: advice.hint,
            facts: prvFacts(taxonomy, advice),
            position: taxonomy.prv?.position ?? provider.position,
            loop,
            provider: info,
          },
        ];
      });
      if (missing?.role !== role) return statements;
      const where = missing.hasLines ? 'some of its service lines have none' : 'it has none';
      return [
        ...statements,
        {
          message: `The payer requires the taxonomy of the ${role} provider of every claim, but ${where}.`,
          hint: `Enter the ${role} provider of the claim with its NPI and taxonomy code.`,
          facts: () => ({ element: 'PRV03' }),
          position,
          loop: '2300',
          provider: { role, npi: null, taxonomy: null, line: null },
        },
      ];
    },
  };
}
