/** Random policies over every setting, with payers that ask for more than the policy, or for less. */

import fc from 'fast-check';
import type { RuleId } from '../../src/finding';
import {
  defaultPolicy,
  type KeySetting,
  type Payer,
  type Policy,
  type Require,
  type RoleSettings,
  type SeveritySetting,
} from '../../src/rules/policy';
import { mostly } from './mostly';
import { isoDay, span } from './spans';
import { payers, receivers, respelledPayers, taxonomyCodes } from './values';

export const ruleIds: readonly RuleId[] = [
  'taxonomy-missing',
  'taxonomy-misplaced',
  'taxonomy-malformed',
  'taxonomy-not-enrolled',
  'taxonomy-ambiguous',
  'taxonomy-unknown',
  'npi-unregistered',
  'npi-invalid',
  'npi-misplaced',
  'npi-missing',
  'service-date-unreadable',
  'enrollment-inactive',
  'payer-inactive',
  'revalidation-past-due',
  'license-expired',
  'rendering-taxonomy-missing',
  'rendering-taxonomy-malformed',
  'rendering-taxonomy-not-enrolled',
  'attending-taxonomy-missing',
  'attending-taxonomy-malformed',
  'attending-taxonomy-not-enrolled',
  'taxonomy-not-x',
  'zip-not-enrolled',
  'filing-overdue',
  'x12-not-an-interchange',
  'x12-truncated',
  'x12-control-mismatch',
  'x12-count-mismatch',
  'x12-unexpected-segment',
  'x12-segment-too-long',
  'x12-isa-width',
  'x12-unexpected-data',
];

const severitySetting = fc.constantFrom<SeveritySetting>('off', 'info', 'warning', 'error');
const someSeverities = fc
  .array(fc.tuple(fc.constantFrom(...ruleIds), severitySetting), { maxLength: 4 })
  .map((settings): Policy['severity'] => Object.fromEntries(settings));

/** The rule that is off unless it has a severity, more often than others. */
const severity: fc.Arbitrary<Policy['severity']> = fc
  .tuple(fc.oneof(fc.constant({}), someSeverities), fc.option(severitySetting, { freq: 2 }))
  .map(([some, notX]) => ({ ...some, ...(notX !== null && { 'taxonomy-not-x': notX }) }));

const requirement = fc.constantFrom<Require>('either', 'both', 'ids', 'types', 'always');

const roles: fc.Arbitrary<RoleSettings> = fc.record(
  {
    rendering: fc.constantFrom('off', 'always', 'if-sent', 'if-other'),
    attending: fc.constantFrom('off', 'always', 'if-sent', 'if-other', 'inpatient', 'inpatient'),
  },
  { requiredKeys: [] },
);
const key = fc.constantFrom<readonly KeySetting[]>([], ['zip4']);

/** Days left to file, and their sum with a day of service: the last day, or the one after it. */
const filingDays = [1, 30, 365] as const;
const asOf = fc
  .tuple(isoDay, fc.constantFrom(...filingDays), fc.constantFrom(0, 1))
  .map(([day, days, more]) =>
    new Date(Date.parse(day) + (days + more) * 86_400_000).toISOString().slice(0, 10),
  );

const ownSettings: fc.Arbitrary<Payer> = fc.record(
  {
    name: fc.constant('SOME PAYER'),
    require: requirement,
    match: fc.boolean(),
    roles,
    key,
    filingDays: fc.option(fc.constantFrom(...filingDays)),
    successor: fc.constantFrom(...payers),
  },
  { requiredKeys: [] },
);

/** The IDs of one payer: one, or several, or both ways of writing them. */
function withIds(ids: readonly string[], several: boolean): Payer {
  const [id, ...others] = ids;
  if (several) return { ids };
  return others.length === 0 ? { id: id! } : { id: id!, ids: others };
}

/** The payers, some with several IDs, none twice. */
const idsOfPayers: fc.Arbitrary<readonly Payer[]> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...payers, ...respelledPayers), {
      selector: (id) => id.trim().toLowerCase(),
    }),
    fc.array(fc.record({ joins: fc.boolean(), several: fc.boolean() }), { minLength: 4, maxLength: 4 }),
  )
  .map(([ids, ways]) => {
    const groups: string[][] = [];
    for (const [n, id] of ids.entries()) {
      if (n > 0 && ways[n]!.joins) groups.at(-1)!.push(id);
      else groups.push([id]);
    }
    return groups.map((group, n) => withIds(group, ways[n]!.several));
  });

/** With days and settings of their own, or with none. */
const payersWithSettings: fc.Arbitrary<readonly Payer[]> = fc
  .tuple(idsOfPayers, fc.array(fc.tuple(ownSettings, span), { minLength: 4, maxLength: 4 }))
  .map(([ids, own]) =>
    ids.map((payer, n) => {
      const [settings, [from, to]] = own[n]!;
      return { ...payer, ...settings, ...(from !== null && { from }), ...(to !== null && { to }) };
    }),
  );

/** No list, IDs alone, or payers that ask for more. */
const payerList: fc.Arbitrary<readonly Payer[]> = fc.oneof(
  fc.constant([]),
  fc.subarray([...payers]).map((ids) => ids.map((id) => ({ id }))),
  { weight: 2, arbitrary: payersWithSettings },
);

const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  require: requirement,
  match: fc.boolean(),
  payers: payerList,
  receivers: mostly(fc.constant([]), fc.subarray([...receivers]), 1),
  severity,
  taxonomyCodes: fc.option(fc.subarray([...taxonomyCodes]).map((codes) => new Set(codes))),
  roles,
  key,
  filingDays: fc.option(fc.constantFrom(...filingDays)),
  asOf: fc.option(asOf),
});

/** The default policy now and then. */
export function policy(): fc.Arbitrary<Policy> {
  return mostly(anyPolicy, fc.constant(defaultPolicy), 2);
}
