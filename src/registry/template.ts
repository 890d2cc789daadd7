import { type Field, fields } from './columns';

/** Fictitious enrollments; the first NPI has two Medicaid IDs, so that its claims need a taxonomy. */
const examples: readonly Partial<Record<Field, string>>[] = [
  {
    npi: '1234567893',
    medicaid_id: '7100000001',
    provider_type: '31',
    taxonomy: '261QF0400X',
    effective_date: '2024-01-01',
    name: 'EXAMPLE CLINIC (replace this row)',
    zip: '402021234',
  },
  {
    npi: '1234567893',
    medicaid_id: '7100000002',
    provider_type: '30',
    taxonomy: '261QM0801X',
    effective_date: '2024-07-01',
    name: 'EXAMPLE CLINIC (replace this row)',
    zip: '402021234',
  },
  {
    npi: '1558598797',
    medicaid_id: '7100000003',
    provider_type: '82',
    taxonomy: '1041C0700X;101YM0800X',
    effective_date: '2020-01-01',
    end_date: '2025-12-31',
    name: 'EXAMPLE SOCIAL WORKER (replace this row)',
    zip: '40202',
  },
];

/** A registry to start from: the header with every column, and example rows to replace. */
export const templateRows: readonly (readonly string[])[] = [
  fields,
  ...examples.map((example) => fields.map((field) => example[field] ?? '')),
];
