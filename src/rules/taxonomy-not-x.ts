import { providerInWords } from './provider-advice';
import { codeFacts } from './prv-facts';
import { taxonomyCode } from './remedy';
import type { ClaimRule } from './rule';

export const taxonomyNotX: ClaimRule = {
  id: 'taxonomy-not-x',
  severity: 'info',
  isOptional: true,
  title: 'The taxonomy does not end in X',
  why: 'Large clearinghouses reject any taxonomy code that does not end in X, in whatever loop it stands. Few NUCC codes do not.',
  fix: 'Compare the code with the enrollment; if it is right, ask the clearinghouse.',
  snip: 7,
  acknowledgement: '277CA A7:145:85 and A7:569',
  label: 'Taxonomy does not end in X',
  remedy: { act: 'Look for a typing mistake in the', at: taxonomyCode },
  status: 'A7:145:85',
  statusToo: 'A7:569',
  check({ taxonomy }) {
    if (taxonomy.state !== 'valid' || taxonomy.code.endsWith('X')) return null;
    return { ...wordsOn(taxonomy.code), position: taxonomy.prv.position, loop: '2000A' };
  },
  checkClaim({ providers }) {
    return providers.flatMap((provider) => {
      const { taxonomy, loop, info } = provider;
      if (taxonomy.state !== 'valid' || taxonomy.code.endsWith('X')) return [];
      const whose = ` of the ${providerInWords(provider)}`;
      return { ...wordsOn(taxonomy.code, whose), position: taxonomy.prv.position, loop, provider: info };
    });
  },
};

function wordsOn(code: string, whose = '') {
  return {
    message: `Taxonomy ${code}${whose} does not end in X.`,
    facts: codeFacts(code),
    hint: 'Look for a mistyped character; if the code is right, ask your clearinghouse whether it takes it.',
  };
}
