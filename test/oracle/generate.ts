/** Arbitraries for tests that set prvcheck against the judge: files, registries and policies that meet often. */

import fc from 'fast-check';
import { assemble } from './assemble';
import { cleanModel, dirtyModel } from './dirt';
import type { RegistryRow } from './enrollments';
import { isoDay, span } from './spans';
import {
  medicaidIds,
  misspelledNpi,
  providerTypes,
  registeredNpis,
  registryZips,
  taxonomyCodes,
} from './values';

export { PLANTED } from './planted';
export { policy, ruleIds } from './policies';

/** A file with everything that goes wrong on the way from a practice to a payer. */
export function file(): fc.Arbitrary<Uint8Array> {
  return dirtyModel.map(assemble);
}

/** A file whose envelopes are sound and whose bytes are all where they belong; what it bills may be anything. */
export function cleanFile(): fc.Arbitrary<Uint8Array> {
  return cleanModel.map(assemble);
}

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
