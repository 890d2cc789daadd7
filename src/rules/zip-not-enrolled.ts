import { firstOfEach } from '../registry/crosswalk';
import { firstFew } from './advice';
import type { ClaimRule } from './rule';

export const zipNotEnrolled: ClaimRule = {
  id: 'zip-not-enrolled',
  severity: 'error',
  title: 'The NPI is not enrolled at this ZIP code',
  why:
    'The settings say that the payer compares the nine digits of the ZIP code. Every active enrollment of the billing NPI has another one, ' +
    'so the payer finds none.',
  fix: 'Write the nine-digit ZIP code of the enrollment that is billed (Loop 2010AA, N403), or correct it in the registry.',
  snip: 7,
  acknowledgement: '277CA A8:145:85',
  label: 'ZIP code is not enrolled',
  remedy: {
    act: 'Compare with the enrollments below, and correct the',
    at: { field: 'ZIP code of the billing provider', place: 'loop 2010AA N403' },
  },
  check({ isZipUnknown, loop, active }) {
    if (!isZipUnknown) return null;
    const rows = firstOfEach(active, ({ zip }) => zip!);
    const known = firstFew(rows, ', ', ({ zip, medicaidId }) => `${zip} for Medicaid ID ${medicaidId}`);
    return {
      message: `No active enrollment of NPI ${loop.npi} has the ZIP code ${loop.zip}.`,
      hint: `Write the ZIP code of the enrollment that is billed in N403 of Loop 2010AA: ${known}.`,
      facts: () => ({ element: 'N403', found: loop.zip, expected: rows.map(({ zip }) => zip!) }),
      position: loop.namePosition ?? loop.position,
      loop: '2010AA',
    };
  },
};
