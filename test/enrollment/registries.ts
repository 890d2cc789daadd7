import fc from 'fast-check';
import type { PackedRegistry } from '../../src/index';
import { registryFrom } from '../build';

export const npis = ['1234567893', '1558598797', '1000000004'];
/** Days on which something begins or ends, and their neighbours. */
export const days = [
  '2024-02-29',
  '2025-12-31',
  '2026-01-01',
  '2026-06-30',
  '2026-07-01',
  '2026-07-02',
  '2027-02-28',
];
export const requires = ['either', 'both', 'ids', 'types', 'always'] as const;

export interface Row {
  readonly npi: string;
  readonly medicaidId: string;
  readonly providerType: string;
  readonly taxonomies: readonly string[];
  readonly span: readonly [string | null, string | null];
  readonly zip: string;
}

const someDay = fc.option(fc.constantFrom(...days, '2299-12-31', '9999-12-31'));

/** Few values of each, so that rows meet. */
const row: fc.Arbitrary<Row> = fc.record({
  npi: fc.constantFrom(...npis),
  medicaidId: fc.constantFrom('7100000001', '7100000002', '071-x'),
  providerType: fc.constantFrom('64', '65', ''),
  taxonomies: fc.subarray(['207Q00000X', '208D00000X', 'BAD']),
  span: fc
    .tuple(someDay, someDay)
    .map(([a, b]) => (a !== null && b !== null && a > b ? ([b, a] as const) : ([a, b] as const))),
  zip: fc.constantFrom('', '40202', '402029999', '41001'),
});

export const rows = fc.array(row, { minLength: 1, maxLength: 7 });

export function registryOf(rows: readonly Row[]): PackedRegistry {
  const header = [
    ...['npi', 'medicaid_id', 'provider_type', 'taxonomy'],
    ...['effective_date', 'end_date', 'zip', 'tax_id'],
  ];
  const cells = rows.map(({ npi, medicaidId, providerType, taxonomies, span, zip }) => [
    ...[npi, medicaidId, providerType, taxonomies.join(';')],
    ...[...span, zip, '610000000'],
  ]);
  return registryFrom(header, cells);
}
