import { isTenDigits } from '../claim/provider-name';
import type { ClaimRule } from './rule';

export const npiUnregistered: ClaimRule = {
  id: 'npi-unregistered',
  severity: 'warning',
  title: 'The billing NPI is not in the registry',
  why: 'Without the enrollments of the NPI nobody can say whether the claim needs a taxonomy: it is undecided, not clean.',
  fix: 'Add the enrollments of this NPI to the registry CSV, then check again.',
  snip: 7,
  acknowledgement: null,
  label: 'NPI is not in your list',
  remedy: { act: 'Add its enrollments to', at: { field: 'your list of enrollments', place: null } },
  check({ loop, enrollments }) {
    // An invalid NPI cannot be added to the registry; npi-invalid reports it.
    if (enrollments.length > 0 || !isTenDigits(loop.npi ?? '')) return null;
    return {
      message: `Billing NPI ${loop.npi} is not in the registry, so whether the claim needs a taxonomy is undecided.`,
      hint: 'Add its enrollments (Medicaid ID, provider type, taxonomy) to the registry CSV, then check again.',
      facts: () => ({ element: 'NM109', found: loop.npi || null }),
      position: loop.namePosition ?? loop.position,
      loop: '2010AA',
    };
  },
};
