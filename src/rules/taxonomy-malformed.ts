import type { Prv } from '../claim/prv';
import { correctPrv } from './advice';
import { codeFacts, prvFacts } from './prv-facts';
import { taxonomySegment } from './remedy';
import type { ClaimRule, Statement } from './rule';
import { faultsInWords } from './taxonomy';

export const taxonomyMalformed: ClaimRule = {
  id: 'taxonomy-malformed',
  severity: 'error',
  title: 'The taxonomy segment is written wrongly',
  why:
    'The PRV segment stands in its place, but a qualifier is not the one of this version or the code is not ten capital letters or digits. ' +
    'The receiver cannot read the taxonomy from it.',
  fix: 'Write PRV*BI*PXC*code in version 5010, PRV*BI*ZZ*code in 4010; the code is ten capital letters or digits.',
  snip: 2,
  acknowledgement: '277CA A7:145:85 and A7:569, 999 IK3*PRV*n**8',
  label: 'Taxonomy is written wrongly',
  remedy: { act: 'Correct how your software writes the', at: taxonomySegment },
  status: 'A7:145:85',
  statusToo: 'A7:569',
  check(given) {
    const { taxonomy } = given;
    if (taxonomy.state === 'valid' && taxonomy.prv.second !== null) return repeated(taxonomy.prv.second);
    if (taxonomy.state !== 'malformed') return null;
    const { prv } = taxonomy;
    const advice = correctPrv(given, prv, prv.second !== null, 'Write');
    return {
      message: `The taxonomy (PRV) in Loop 2000A is written wrongly: ${faultsInWords(taxonomy)}.`,
      hint: advice.hint,
      facts: prvFacts(taxonomy, advice),
      position: prv.position,
      loop: '2000A',
      severity: given.required ? 'error' : 'warning',
    };
  },
};

function repeated(second: Prv): Statement {
  return {
    message: 'The taxonomy (PRV) stands twice in Loop 2000A, with the same code; the guide allows one.',
    hint: 'Remove one of the two.',
    facts: codeFacts(second.code),
    position: second.position,
    loop: '2000A',
    severity: 'warning',
  };
}
