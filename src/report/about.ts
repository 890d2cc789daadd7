import { version } from '../../package.json';
import { idsOf, type Payer, type Policy, type RoleSettings } from '../rules/policy';
import { thousands } from '../values/numbers';
import { payerInWords } from './payers-left-out';

/** What a page or report says of the check itself. */
export interface About {
  /** When it ran, `2026-01-31 14:05` or a day alone, as the caller says; null if it does not. */
  readonly stamp: string | null;
  /** Of prvcheck. */
  readonly version: string;
  /** What the claims were checked against. */
  readonly list: CheckedList;
  /** The payers in scope, in words; empty: all. */
  readonly payers: readonly string[];
  /** All other settings that differ from the defaults, a sentence each. */
  readonly settings: readonly string[];
}

/** A list of enrollments. */
export interface CheckedList {
  /** Without folders. */
  readonly name: string;
  readonly enrollments: number;
  readonly npis: number;
}

export function aboutCheck(stamp: string | null, list: CheckedList, policy: Policy): About {
  return {
    stamp,
    version,
    list,
    payers: policy.payers.map(payerOfSettings),
    settings: settingsInWords(policy),
  };
}

const requirements: Readonly<Record<Policy['require'], string>> = {
  either: 'A taxonomy is required of an NPI with several Medicaid IDs or provider types',
  both: 'A taxonomy is required only of an NPI with several Medicaid IDs and several provider types',
  ids: 'A taxonomy is required only of an NPI with several Medicaid IDs',
  types: 'A taxonomy is required only of an NPI with several provider types',
  always: 'A taxonomy is required of every NPI',
};

function settingsInWords(policy: Policy): string[] {
  const { require, match, roles, key, filingDays, asOf } = policy;
  const { payers, receivers, severity, taxonomyCodes } = policy;
  return [
    ...(require === 'either' ? [] : [`${requirements[require]}.`]),
    ...(match ? [`${matchInWords(true)}.`] : []),
    ...rolesInWords(roles).map((sentence) => `${sentence}.`),
    ...(key.includes('zip4') ? [`${zipInWords}.`] : []),
    ...(filingDays === null ? [] : [`${filingInWords(filingDays)}.`]),
    ...(asOf === null ? [] : [`Last days to file are judged for ${asOf}.`]),
    ...payers.flatMap(ownSettings),
    ...(receivers.length === 0 ? [] : [`Only claims to receiver ${receivers.join(' or ')} are checked.`]),
    ...Object.entries(severity).flatMap(([rule, setting]) =>
      setting === undefined ? [] : `The rule ${rule} is ${settingInWords[setting]}.`,
    ),
    ...(taxonomyCodes === null
      ? []
      : [`Taxonomy codes are looked up in an NUCC list of ${thousands(taxonomyCodes.size)} codes.`]),
  ];
}

const settingInWords = { off: 'off', info: 'a note', warning: 'a warning', error: 'an error' };

function matchInWords(match: boolean): string {
  return `A taxonomy that the NPI is not enrolled with is ${match ? 'an error' : 'a warning'}`;
}

/** All settings of a role, `off` included: a payer may turn it off. */
function rolesInWords({ rendering, attending }: RoleSettings): string[] {
  const when = {
    off: 'not looked at',
    always: 'required',
    'if-sent': 'required if its NPI is sent',
    'if-other': 'required if its NPI is not the billing NPI',
    inpatient: 'required on inpatient claims',
  };
  return [
    ...(rendering === undefined ? [] : [`The taxonomy of the rendering provider is ${when[rendering]}`]),
    ...(attending === undefined ? [] : [`The taxonomy of the attending provider is ${when[attending]}`]),
  ];
}

const zipInWords = 'Enrollments count only at the nine-digit ZIP code of the claim';

function filingInWords(days: number): string {
  return `Claims have to arrive within ${days} days of the service`;
}

/** By its first ID. */
function payerOfSettings(payer: Payer): string {
  return payerInWords({ id: idsOf(payer)[0]!, name: payer.name ?? null });
}

/** What is particular to a payer, in a sentence; none if nothing is. */
export function ownSettings(payer: Payer): string[] {
  const { require, match, roles, key = [], filingDays, from, to } = payer;
  const own = [
    ...(require === undefined ? [] : [requirements[require]]),
    ...(match === undefined ? [] : [matchInWords(match)]),
    ...rolesInWords(roles ?? {}),
    ...(key.includes('zip4') ? [zipInWords] : []),
    ...(filingDays === undefined || filingDays === null ? [] : [filingInWords(filingDays)]),
    ...(from === undefined && to === undefined ? [] : [`It serves Medicaid ${spanInWords(from, to)}`]),
  ];
  return own.length === 0 ? [] : [`${payerOfSettings(payer)}: ${own.join('. ')}.`];
}

function spanInWords(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `since ${from}`;
  return from === undefined ? `until ${to}` : `from ${from} to ${to}`;
}
