import { isTenDigits } from '../claim/provider-name';
import { hasCheckDigit } from '../values/npi';
import { billingNpi } from './remedy';
import type { ClaimRule } from './rule';

export const npiInvalid: ClaimRule = {
  id: 'npi-invalid',
  severity: 'warning',
  title: 'The billing NPI cannot be right',
  why: 'An NPI has ten digits, and the last one is a check digit over the others. This one is mistyped or made up.',
  fix: 'Correct the billing NPI (Loop 2010AA, NM109) in the practice system.',
  snip: 5,
  acknowledgement: null,
  label: 'NPI cannot be right',
  remedy: { act: 'Correct the', at: billingNpi },
  check({ loop, strayNpi }) {
    const { npi } = loop;
    if (npi === null || strayNpi !== null) return null;
    const digits = isTenDigits(npi);
    if (digits && hasCheckDigit(npi)) return null;
    const shown =
      npi === ''
        ? 'is empty'
        : `${npi.slice(0, 20)} ${digits ? 'fails its check digit' : 'is not ten digits'}`;
    return {
      message: `The billing NPI ${shown}.`,
      hint: 'Correct the billing NPI (Loop 2010AA, NM109) in the practice system.',
      facts: () => ({ element: 'NM109', found: loop.npi || null }),
      position: loop.namePosition ?? loop.position,
      loop: '2010AA',
    };
  },
};
