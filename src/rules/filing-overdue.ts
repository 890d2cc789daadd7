import { isoDay } from '../values/dates';
import type { ClaimRule } from './rule';

export const filingOverdue: ClaimRule = {
  id: 'filing-overdue',
  severity: 'warning',
  title: 'The last day to file the claim has passed',
  why:
    'The settings say in how many days from the service the payer takes a claim. On the day that the check is for, they are over. ' +
    'A rejected claim counts as not filed.',
  fix: 'Send it at once, with proof that it was filed in time if there is any; ask the payer about exceptions.',
  snip: 7,
  acknowledgement: null,
  label: 'Last day to file has passed',
  remedy: { act: 'Ask the payer about', at: { field: 'late filing', place: null } },
  checkClaim({ lastDay, asOf, position, policy }) {
    if (lastDay === 0 || asOf <= lastDay) return [];
    return [
      {
        // Without its last day, which the finding has: claims of many days are one problem.
        message: `The claim had to arrive within ${policy.filingDays} days of the service, which are over on ${isoDay(asOf)}.`,
        hint: 'Send it at once, with proof that it was filed in time if there is any; ask the payer about exceptions.',
        position,
        loop: '2300',
      },
    ];
  },
};
