import { correctPrv, placeOfPrv } from './advice';
import { prvFacts } from './prv-facts';
import { taxonomySegment } from './remedy';
import type { ClaimRule } from './rule';
import { twoCodes } from './taxonomy';

export const taxonomyMisplaced: ClaimRule = {
  id: 'taxonomy-misplaced',
  severity: 'error',
  title: 'The taxonomy stands in the wrong place',
  why:
    'The PRV segment stands after the billing provider name (NM1*85), where the guide has no place for it. ' +
    'A receiver that reads by the guide does not see it, or rejects the file.',
  fix: 'Move the PRV segment to right after the billing provider HL (HL03 = 20), before CUR and NM1*85.',
  snip: 2,
  acknowledgement: '277CA A7:145:85, 999 IK3*PRV*n**7',
  label: 'Taxonomy is in the wrong place',
  remedy: { act: 'Have your software move the', at: taxonomySegment },
  status: 'A7:145:85',
  check(given) {
    const { taxonomy } = given;
    if (taxonomy.state !== 'misplaced') return null;

    const { prv } = taxonomy;
    const { code, second } = prv;
    const rival = second !== null && second.code !== code ? second : null;
    const advice = correctPrv(given, prv, rival !== null, `Move it to ${placeOfPrv(given)}:`);
    return {
      message: `The taxonomy (PRV) stands after the billing provider name (NM1*85), where it does not count${rival === null ? '' : `: ${twoCodes(prv, rival)}`}.`,
      hint: advice.hint,
      facts: prvFacts(taxonomy, advice),
      position: prv.position,
      loop: '2000A',
      severity: given.required ? 'error' : 'warning',
    };
  },
};
