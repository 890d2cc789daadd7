import type { Assignment } from '../repair/assignments';
import { csvMark, exactCsvRow } from './csv';

/** Assignments as `prvcheck fix --assignments` reads them. */
export function assignmentsCsv(assignments: readonly Assignment[]): string {
  const rows = assignments.map(({ npi, taxonomy, kind, zip, payer, file, billingLoop }) => [
    ...[npi, taxonomy, kind, zip, payer, file, billingLoop],
  ]);
  return csvMark + [columns, ...rows].map(exactCsvRow).join('');
}

const columns = ['npi', 'taxonomy', 'kind', 'zip', 'payer', 'file', 'billing_loop'];
