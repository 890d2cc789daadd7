import type { ClaimRule } from './rule';

export const npiMisplaced: ClaimRule = {
  id: 'npi-misplaced',
  severity: 'error',
  title: 'The billing NPI stands in the wrong element',
  why:
    'NM1*85 holds an NPI, but not in NM109 with XX in NM108, where receivers look for it. For them the billing provider has no NPI, ' +
    'and whether the claim needs a taxonomy was not judged.',
  fix: 'Write XX in NM108 and the NPI in NM109 of Loop 2010AA; count the separators before it.',
  snip: 2,
  acknowledgement: '277CA A7:562:85',
  label: 'NPI is in the wrong element',
  remedy: {
    act: 'Have your software put in its place the',
    at: { field: 'billing provider NPI', place: 'loop 2010AA NM108, NM109' },
  },
  status: 'A7:562:85',
  check({ loop, strayNpi }) {
    if (strayNpi === null) return null;
    return {
      message: `NPI ${strayNpi} stands in NM1*85, but not in NM109 with XX in NM108, so the billing provider has no NPI that counts.`,
      hint: `Write XX in NM108 and ${strayNpi} in NM109; look for a separator too many or too few before it.`,
      facts: () => ({ element: 'NM109', found: loop.npi || null, expected: [strayNpi] }),
      position: loop.namePosition ?? loop.position,
      loop: '2010AA',
    };
  },
};
