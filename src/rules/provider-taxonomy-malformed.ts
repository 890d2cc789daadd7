import type { Role } from '../claim/provider-loops';
import { correctProviderPrv, providerInWords } from './provider-advice';
import { codeFacts, prvFacts } from './prv-facts';
import { providerTaxonomy } from './remedy';
import type { ClaimRule, Statement } from './rule';
import { faultsInWords } from './taxonomy';

export const renderingTaxonomyMalformed = /* @__PURE__ */ malformedRule('rendering', 'PE', {
  acknowledgement: '277CA A7:145:82 and A7:569, 999 IK3*PRV*n**8',
  status: 'A7:145:82',
});

export const attendingTaxonomyMalformed = /* @__PURE__ */ malformedRule('attending', 'AT', {
  acknowledgement: '277CA A7:145:71 and A7:569, 999 IK3*PRV*n**8',
  status: 'A7:145:71',
});

function malformedRule(
  role: Role,
  code: string,
  codes: Pick<ClaimRule, 'acknowledgement' | 'status'>,
): ClaimRule {
  return {
    id: `${role}-taxonomy-malformed`,
    severity: 'error',
    title: `The taxonomy segment of the ${role} provider is written wrongly`,
    why: 'The PRV segment stands in its place, but a qualifier is not the one of this version, the code is not ten capital letters or digits, or there are two.',
    fix: `Write PRV*${code}*PXC*code in version 5010, PRV*${code}*ZZ*code in 4010; the code is ten capital letters or digits.`,
    snip: 2,
    statusToo: 'A7:569',
    ...codes,
    label: `Taxonomy of the ${role} provider is written wrongly`,
    remedy: { act: 'Correct how your software writes the', at: providerTaxonomy[role] },
    checkClaim(given) {
      if (!given.isAskedFor) return [];
      return given.providers.flatMap((provider): Statement[] => {
        const { taxonomy, loop, info } = provider;
        if (provider.role !== role) return [];
        if (taxonomy.state === 'valid' && taxonomy.prv.second !== null)
          return [
            {
              message: `The taxonomy (PRV) of the ${providerInWords(provider)} stands twice in Loop ${loop}, with the same code; the guide allows one.`,
              hint: 'Remove one of the two.',
              facts: codeFacts(taxonomy.code),
              position: taxonomy.prv.second.position,
              loop,
              provider: info,
              severity: 'warning',
            },
          ];
        if (taxonomy.state !== 'malformed') return [];
        const advice = correctProviderPrv(given, provider, taxonomy.prv);
        return [
          {
            message: `The taxonomy (PRV) of the ${providerInWords(provider)} in Loop ${loop} is written wrongly: ${faultsInWords(taxonomy)}.`,
            hint: advice.hint,
            facts: prvFacts(taxonomy, advice),
            position: taxonomy.prv.position,
            loop,
            provider: info,
            severity: provider.isRequired ? 'error' : 'warning',
          },
        ];
      });
    },
  };
}
