/** The judge's registry as prvcheck takes it. */

import type { Registry } from '../../src/index';
import { registryFrom } from '../build';
import type { RegistryRow } from './enrollments';

export function registryOf(rows: readonly RegistryRow[]): Registry {
  const header = [
    ...['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'effective_date', 'end_date', 'zip'],
    ...['revalidation_date', 'license_expiration'],
  ];
  const cells = rows.map(({ npi, medicaidId, providerType, taxonomies, ...optional }) => {
    const { from, to, zip, revalidationDate, licenseExpiration } = optional;
    return [
      npi,
      medicaidId,
      providerType,
      taxonomies.join('|'),
      from,
      to,
      zip,
      revalidationDate,
      licenseExpiration,
    ];
  });
  return registryFrom(header, cells);
}
