import { lapsedBefore } from './lapsed';
import { portal } from './remedy';
import type { ClaimRule } from './rule';

/** Non-emergency transportation may be exempt from licensure (DOMAIN.md §2). */
const MAYBE_EXEMPT = '56';

export const licenseExpired: ClaimRule = {
  id: 'license-expired',
  severity: 'warning',
  title: "The provider's licence had expired",
  why: 'By the registry the licence of the enrollment ended before the claim was served, and no renewal has been entered.',
  fix: 'Renew the licence and enter it in the partner portal; if that is done, write the new date into the registry.',
  snip: 7,
  acknowledgement: null,
  label: 'Licence had expired',
  remedy: { act: 'Look at the', at: portal },
  check(given) {
    const lapsed = lapsedBefore(given, 'licenseExpiration');
    if (lapsed === null) return null;
    const mayBeExempt = given.active.some((enrollment) => enrollment.providerType === MAYBE_EXEMPT);
    return {
      message: `The claim was served after the licence of ${lapsed} expired.`,
      hint:
        'Renew it, or correct license_expiration in the registry if that is done.' +
        (mayBeExempt ? ' Provider type 56 may be exempt from licensure: then leave the date empty.' : ''),
      position: given.loop.namePosition ?? given.loop.position,
      loop: '2010AA',
    };
  },
};
