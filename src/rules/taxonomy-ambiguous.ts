import { firstOfEach } from '../registry/crosswalk';
import { askPortal, candidateOf, described, firstFew } from './advice';
import { codeFacts } from './prv-facts';
import { taxonomyCode } from './remedy';
import type { ClaimRule } from './rule';

export const taxonomyAmbiguous: ClaimRule = {
  id: 'taxonomy-ambiguous',
  severity: 'warning',
  title: 'The taxonomy does not tell the enrollments apart',
  why:
    'Two or more active enrollments of the billing NPI carry the same taxonomy code, and the ZIP code does not tell them apart either. ' +
    'Medicaid may pay the wrong one, or none.',
  fix: 'Use a code that only one of the enrollments carries, if there is one; else ask partner portal support how to bill.',
  snip: 7,
  acknowledgement: '277CA A8:145:85',
  label: 'Taxonomy fits two enrollments',
  remedy: { act: 'Use, if there is one, a code of one enrollment alone as', at: taxonomyCode },
  check(given) {
    const { taxonomy, active } = given;
    if (taxonomy.state !== 'valid' || active.every((enrollment) => enrollment.taxonomies.length === 0))
      return null;
    const resolution = given.resolve(taxonomy.code);
    if (resolution.outcome !== 'ambiguous') return null;
    const rows = firstOfEach(resolution.enrollments, ({ medicaidId }) => medicaidId);
    return {
      message: `Taxonomy ${taxonomy.code} leaves ${rows.length} Medicaid IDs of NPI ${given.loop.npi} to choose from.`,
      hint: () =>
        `It fits ${firstFew(rows, '; ', (row) => described(given, row))}. Use a code that fits only one of them, if there is one. ${askPortal}`,
      facts: () => ({
        ...codeFacts(taxonomy.code)(),
        candidates: rows.map((row) => candidateOf(taxonomy.code, row)),
      }),
      position: taxonomy.prv.position,
      loop: '2000A',
    };
  },
};
