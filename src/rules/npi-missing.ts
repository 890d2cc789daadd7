import { billingNpi } from './remedy';
import type { ClaimRule } from './rule';

export const npiMissing: ClaimRule = {
  id: 'npi-missing',
  severity: 'info',
  title: 'The billing provider has no NPI',
  why: 'An atypical provider bills without an NPI (no NM108 = XX), and the taxonomy rule is about NPIs: it does not apply.',
  fix: 'Nothing, if the provider is atypical. Otherwise give its NPI in Loop 2010AA (NM108 = XX, NM109).',
  snip: 7,
  acknowledgement: null,
  label: 'No billing NPI',
  remedy: { act: 'Unless the provider is atypical, enter the', at: billingNpi },
  check({ loop, strayNpi }) {
    if (loop.npi !== null || loop.namePosition === null || strayNpi !== null) return null;
    return {
      message: 'The billing provider has no NPI (no NM108 = XX), so the taxonomy rule does not apply.',
      hint: 'Nothing to do if this is an atypical provider; otherwise give its NPI in Loop 2010AA.',
      facts: () => ({ element: 'NM109' }),
      position: loop.namePosition,
      loop: '2010AA',
    };
  },
};
