/** What the user sets, as the judge reads it: what counts for a claim is that of its payer, else that of the policy. */

import type { Payer, Policy } from '../../src/rules/policy';

/** The payer with this ID, whatever blanks and case it is written in; an unknown payer is none of those listed. */
export function payerOf(claimed: string, { payers }: Policy): Payer | null {
  if (claimed === '') return null;
  return payers.find((payer) => idsOf(payer).some((id) => plain(id) === plain(claimed))) ?? null;
}

export function idsOf({ id, ids = [] }: Payer): readonly string[] {
  return id === undefined ? ids : [id, ...ids];
}

function plain(id: string): string {
  return id.trim().toLowerCase();
}

/** A payer's own settings go before those of the policy, its roles one by one; null days to file are unknown ones. */
export function settingsFor(payer: Payer | null, policy: Policy): Policy {
  return {
    ...policy,
    require: payer?.require ?? policy.require,
    match: payer?.match ?? policy.match,
    roles: { ...policy.roles, ...payer?.roles },
    key: payer?.key ?? policy.key,
    filingDays: payer?.filingDays === undefined ? policy.filingDays : payer.filingDays,
  };
}

/** Whether somebody asks for a code that ends in X. */
export function isXAsked({ severity }: Policy): boolean {
  return (severity['taxonomy-not-x'] ?? 'off') !== 'off';
}

/** Whether the providers of a claim other than the billing one may be judged, of whatever payer. */
export function areProvidersRead(policy: Policy): boolean {
  const all = [policy, ...policy.payers].flatMap(({ roles = {} }) => [roles.rendering, roles.attending]);
  return isXAsked(policy) || all.some((setting) => setting !== undefined && setting !== 'off');
}

/** Whether the ZIP code of the billing provider may decide, for whatever payer. */
export function isZipRead(policy: Policy): boolean {
  return [policy, ...policy.payers].some(({ key = [] }) => key.includes('zip4'));
}
