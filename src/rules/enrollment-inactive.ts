import { portal } from './remedy';
import type { ClaimRule } from './rule';

export const enrollmentInactive: ClaimRule = {
  id: 'enrollment-inactive',
  severity: 'warning',
  title: 'No enrollment is active on the service dates',
  why: 'The registry knows the billing NPI, but none of its enrollments covers the dates of service of the claim.',
  fix: 'Compare the dates of service with the enrollment; if it was renewed or reinstated, update the registry.',
  snip: 7,
  acknowledgement: null,
  label: 'No enrollment was active',
  remedy: { act: 'Compare the dates of service with the', at: portal },
  check({ loop, enrollments, active }) {
    if (enrollments.length === 0 || active.length > 0) return null;
    return {
      message: `No enrollment of NPI ${loop.npi} is active on the dates of service.`,
      hint: 'Compare the dates with the enrollments; if one was renewed or reinstated, update the registry.',
      facts: () => ({ element: 'NM109', found: loop.npi || null }),
      position: loop.namePosition ?? loop.position,
      loop: '2010AA',
    };
  },
};
