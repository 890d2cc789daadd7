/** Arbitraries for tests that set prvcheck against the judge: files, registries and policies that meet often. */

import fc from 'fast-check';
import { defaultPolicy, type Policy, type Require, type SeveritySetting } from '../../src/rules/policy';
import { assemble } from './assemble';
import { cleanModel, dirtyModel } from './dirt';
import type { RegistryRow, RuleName } from './judge';
import {
  days,
  medicaidIds,
  misspelledNpi,
  payers,
  providerTypes,
  receivers,
  registeredNpis,
  registryZips,
  respelledPayers,
  taxonomyCodes,
} from './values';

export { PLANTED } from './planted';

type Payer = Policy['payers'][number];

/** A file with everything that goes wrong on the way from a practice to a payer. */
export function file(): fc.Arbitrary<Uint8Array> {
  return dirtyModel.map(assemble);
}

/** A file whose envelopes are sound and whose bytes are all where they belong; what it bills may be anything. */
export function cleanFile(): fc.Arbitrary<Uint8Array> {
  return cleanModel.map(assemble);
}

const isoDay = fc.constantFrom(...days.map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`));

/** No span, one with an open end, or both ends in order. */
const span: fc.Arbitrary<readonly [string | null, string | null]> = fc.oneof(
  fc.constant([null, null] as const),
  isoDay.map((from) => [from, null] as const),
  isoDay.map((to) => [null, to] as const),
  fc.tuple(isoDay, isoDay).map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const))),
);

const row: fc.Arbitrary<RegistryRow> = fc
  .record({
    npi: fc.constantFrom(...registeredNpis, ...registeredNpis, misspelledNpi),
    medicaidId: fc.constantFrom(...medicaidIds),
    providerType: fc.constantFrom(...providerTypes),
    taxonomies: fc.subarray([...taxonomyCodes], { maxLength: 3 }),
    span,
    zip: fc.option(fc.constantFrom(...registryZips)),
    revalidationDate: fc.option(isoDay, { freq: 3 }),
    licenseExpiration: fc.option(isoDay, { freq: 3 }),
  })
  .map(({ span: [from, to], ...rest }) => ({ ...rest, from, to }));

/** Most NPIs are right: a registry in which they are not is none. */
export function registryRows(): fc.Arbitrary<RegistryRow[]> {
  return fc
    .array(row, { minLength: 1, maxLength: 12, size: 'max' })
    .filter(
      (rows) => rows.length < 3 || rows.filter(({ npi }) => npi === misspelledNpi).length * 2 < rows.length,
    );
}

export const ruleIds: readonly RuleName[] = [
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
  'x12-not-an-interchange',
  'x12-truncated',
  'x12-control-mismatch',
  'x12-count-mismatch',
  'x12-unexpected-segment',
  'x12-segment-too-long',
  'x12-isa-width',
  'x12-unexpected-data',
];

const severity = fc
  .array(
    fc.tuple(
      fc.constantFrom(...ruleIds),
      fc.constantFrom<SeveritySetting>('off', 'info', 'warning', 'error'),
    ),
    {
      maxLength: 4,
    },
  )
  .map((settings): Policy['severity'] => Object.fromEntries(settings));

const requirement = fc.constantFrom<Require>('either', 'both', 'ids', 'types', 'always');

const ownSettings = fc.record(
  {
    name: fc.constant('SOME PAYER'),
    require: requirement,
    match: fc.boolean(),
    successor: fc.constantFrom(...payers),
  },
  { requiredKeys: [] },
);

/** A payer with days and settings of its own, or with none. */
const payer: fc.Arbitrary<Payer> = fc
  .tuple(fc.constantFrom(...payers, ...respelledPayers), ownSettings, span)
  .map(([id, own, [from, to]]) => ({
    id,
    ...own,
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  }));

/** No list, IDs alone, or payers that ask for more; no payer twice. */
const payerList: fc.Arbitrary<readonly Payer[]> = fc.oneof(
  fc.constant([]),
  fc.subarray([...payers]).map((ids) => ids.map((id) => ({ id }))),
  { weight: 2, arbitrary: fc.uniqueArray(payer, { selector: ({ id }) => id!.trim().toLowerCase() }) },
);

/** The default policy half of the time. */
export function policy(): fc.Arbitrary<Policy> {
  const any = fc.record({
    require: requirement,
    match: fc.boolean(),
    payers: payerList,
    receivers: fc.oneof(fc.constant([]), fc.subarray([...receivers])),
    severity: fc.oneof(fc.constant({}), severity),
    taxonomyCodes: fc.option(fc.subarray([...taxonomyCodes]).map((codes) => new Set(codes))),
  });
  return fc.oneof(
    fc.constant(defaultPolicy),
    any.map((settings): Policy => ({ ...defaultPolicy, ...settings })),
  );
}
