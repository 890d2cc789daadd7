/** The judge's registry as prvcheck takes it. */

import { type Registry, RegistryReader } from '../../src/index';
import type { RegistryRow } from './judge';

export function registryOf(rows: readonly RegistryRow[]): Registry {
  const reader = new RegistryReader();
  reader.header([
    ...['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'effective_date', 'end_date', 'zip'],
    ...['revalidation_date', 'license_expiration'],
  ]);
  for (const [index, row] of rows.entries()) {
    const { npi, medicaidId, providerType, taxonomies, ...rest } = row;
    const { from, to, zip, revalidationDate, licenseExpiration } = rest;
    const optional = [from, to, zip, revalidationDate, licenseExpiration].map((cell) => cell ?? '');
    reader.row([npi, medicaidId, providerType, taxonomies.join('|'), ...optional], index + 2);
  }
  return reader.finish();
}
