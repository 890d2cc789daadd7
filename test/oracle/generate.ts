/** Arbitraries for tests that set prvcheck against the judge: files, registries and policies that meet often. */

import fc from 'fast-check';
import type { RuleId } from '../../src/finding';
import { defaultPolicy, type Policy, type SeveritySetting } from '../../src/rules/policy';
import { assemble } from './assemble';
import { cleanModel, dirtyModel } from './dirt';
import type { RegistryRow } from './judge';
import {
  days,
  medicaidIds,
  misspelledNpi,
  payers,
  providerTypes,
  receivers,
  registeredNpis,
  registryZips,
  taxonomyCodes,
} from './values';

export { PLANTED } from './planted';

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
  })
  .map(({ span: [from, to], ...rest }) => ({ ...rest, from, to }));

export function registryRows(): fc.Arbitrary<RegistryRow[]> {
  return fc.array(row, { minLength: 1, maxLength: 12, size: 'max' });
}

export const ruleIds: readonly RuleId[] = [
  'taxonomy-missing',
  'taxonomy-misplaced',
  'taxonomy-malformed',
  'taxonomy-not-enrolled',
  'taxonomy-ambiguous',
  'taxonomy-unknown',
  'npi-unregistered',
  'npi-invalid',
  'npi-missing',
  'enrollment-inactive',
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

/** The default policy half of the time. */
export function policy(): fc.Arbitrary<Policy> {
  const any: fc.Arbitrary<Policy> = fc.record({
    require: fc.constantFrom('either', 'both', 'ids', 'types', 'always'),
    match: fc.boolean(),
    payers: fc.oneof(fc.constant([]), fc.subarray([...payers])),
    receivers: fc.oneof(fc.constant([]), fc.subarray([...receivers])),
    severity: fc.oneof(fc.constant({}), severity),
    taxonomyCodes: fc.option(fc.subarray([...taxonomyCodes]).map((codes) => new Set(codes))),
  });
  return fc.oneof(fc.constant(defaultPolicy), any);
}
