import { lapsedBefore } from './lapsed';
import { portal } from './remedy';
import type { ClaimRule } from './rule';

export const revalidationPastDue: ClaimRule = {
  id: 'revalidation-past-due',
  severity: 'warning',
  title: 'The enrollment was due for revalidation',
  why: 'A provider revalidates every five years, and is deactivated when past due. The claim was served after that day.',
  fix: 'Revalidate in the partner portal; if that is done, write the new date into the registry.',
  snip: 7,
  acknowledgement: null,
  label: 'Revalidation was due',
  remedy: { act: 'Look at the', at: portal },
  check(given) {
    const lapsed = lapsedBefore(given, 'revalidationDate');
    if (lapsed === null) return null;
    return {
      message: `The claim was served after the revalidation of ${lapsed} was due.`,
      hint: 'A provider past due is deactivated. Revalidate in the partner portal; if that is done, correct revalidation_date in the registry.',
      position: given.loop.namePosition ?? given.loop.position,
      loop: '2010AA',
    };
  },
};
