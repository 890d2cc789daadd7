/** What the user sets, as the judge reads it: what counts for a claim is that of its payer, else that of the policy. */

import type { RuleId } from '../../src/finding';
import type { Policy, Require, SeveritySetting } from '../../src/rules/policy';
import type { Role } from './providers';

export type RoleRuleName = `${Role}-taxonomy-${'missing' | 'malformed' | 'not-enrolled'}`;
export type RuleName = RuleId | RoleRuleName | 'taxonomy-not-x' | 'zip-not-enrolled' | 'filing-overdue';

export interface RoleSettings {
  readonly rendering?: 'off' | 'always' | 'if-sent' | 'if-other';
  readonly attending?: 'off' | 'always' | 'if-sent' | 'if-other' | 'inpatient';
}

interface OwnSettings {
  readonly roles?: RoleSettings;
  readonly key?: readonly 'zip4'[];
}

export interface Payer extends OwnSettings {
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly name?: string;
  readonly require?: Require;
  readonly match?: boolean;
  readonly filingDays?: number;
  readonly from?: string;
  readonly to?: string;
  readonly successor?: string;
}

export interface Settings extends Omit<Policy, 'payers' | 'severity'>, OwnSettings {
  readonly payers: readonly Payer[];
  readonly severity: Readonly<Partial<Record<RuleName, SeveritySetting>>>;
  readonly filingDays?: number | null;
  readonly asOf?: string | null;
}

/** The payer with this ID, whatever blanks and case it is written in; an unknown payer is none of those listed. */
export function payerOf(claimed: string, { payers }: Settings): Payer | null {
  if (claimed === '') return null;
  return payers.find((payer) => idsOf(payer).some((id) => plain(id) === plain(claimed))) ?? null;
}

export function idsOf({ id, ids = [] }: Payer): readonly string[] {
  return id === undefined ? ids : [id, ...ids];
}

function plain(id: string): string {
  return id.trim().toLowerCase();
}

/** A payer's own settings go before those of the policy, its roles one by one. */
export function settingsFor(payer: Payer | null, policy: Settings): Settings {
  return {
    ...policy,
    require: payer?.require ?? policy.require,
    match: payer?.match ?? policy.match,
    roles: { ...policy.roles, ...payer?.roles },
    key: payer?.key ?? policy.key ?? [],
    filingDays: payer?.filingDays ?? policy.filingDays ?? null,
  };
}

/** Whether somebody asks for a code that ends in X. */
export function isXAsked({ severity }: Settings): boolean {
  return (severity['taxonomy-not-x'] ?? 'off') !== 'off';
}

/** Whether the providers of a claim other than the billing one may be judged, of whatever payer. */
export function areProvidersRead(policy: Settings): boolean {
  const all = [policy, ...policy.payers].flatMap(({ roles = {} }) => [roles.rendering, roles.attending]);
  return isXAsked(policy) || all.some((setting) => setting !== undefined && setting !== 'off');
}
