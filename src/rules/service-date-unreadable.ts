import type { ClaimRule } from './rule';

export const serviceDateUnreadable: ClaimRule = {
  id: 'service-date-unreadable',
  severity: 'warning',
  title: 'A service date cannot be read',
  why:
    'A service date (DTP*472, or DTP*434 in 837I) is there, but not as D8 (YYYYMMDD) or RD8 (YYYYMMDD-YYYYMMDD), or it is no day of the calendar. ' +
    'Which enrollments were active is then unknown, so all of them counted.',
  fix: 'Write the date as D8 or RD8, then check again.',
  snip: 2,
  acknowledgement: null,
  label: 'Service date cannot be read',
  remedy: { act: 'Correct the', at: { field: 'date of service', place: 'loop 2300 or 2400 DTP03' } },
  check({ hasUnreadableDate }) {
    if (!hasUnreadableDate) return null;
    return {
      message:
        'A service date (DTP) of the claim cannot be read, so every enrollment of the billing NPI counted, whatever its dates.',
      hint: 'Write it as D8 (YYYYMMDD) or RD8 (YYYYMMDD-YYYYMMDD), a day that the calendar has, then check again.',
      facts: () => ({ element: 'DTP03' }),
      position: null,
      loop: '2300',
    };
  },
};
