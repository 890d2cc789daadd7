import { codeFacts } from './prv-facts';
import { taxonomyCode } from './remedy';
import type { ClaimRule } from './rule';

export const taxonomyUnknown: ClaimRule = {
  id: 'taxonomy-unknown',
  severity: 'warning',
  title: 'The taxonomy is not in the NUCC list',
  why: 'The code has the right shape, but the NUCC list that you gave does not have it. It may be mistyped or retired.',
  fix: 'Compare the code with the enrollment; if it is right, get a newer NUCC file.',
  snip: 5,
  acknowledgement: '277CA A7:145:85',
  label: 'Taxonomy is not in the NUCC list',
  remedy: { act: 'Look for a typing mistake in the', at: taxonomyCode },
  status: 'A7:145:85',
  check({ taxonomy, policy }) {
    if (taxonomy.state !== 'valid' || policy.taxonomyCodes === null) return null;
    if (policy.taxonomyCodes.has(taxonomy.code)) return null;
    return {
      message: `Taxonomy ${taxonomy.code} is not in the NUCC list that you gave.`,
      hint: 'Look for a mistyped character; if the code is right, get a newer NUCC file.',
      facts: codeFacts(taxonomy.code),
      position: taxonomy.prv.position,
      loop: '2000A',
    };
  },
};
