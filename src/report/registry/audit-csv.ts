import type { AuditItem } from '../../enrollment/audit/audit';
import { type Cell, cells, csvMark, csvRow } from '../csv';
import type { AuditReport } from './audit-report';

const columns = {
  severity: (item) => item.severity,
  kind: (item) => item.kind,
  npi: (item) => item.npi,
  medicaid_ids: (item) => item.medicaidIds.join('; '),
  name: (item) => item.name,
  tax_id: (item) => item.taxId,
  date: (item) => item.date,
  days: (item) => item.days,
  message: (item) => item.message,
  hint: (item) => item.hint,
} satisfies Record<string, (item: AuditItem) => Cell>;

/** One row per item, for a spreadsheet, each with the day of the audit. Begins with a byte order mark for Excel. */
export function auditCsv(): AuditReport {
  const all = Object.values(columns);
  let day = '';
  return {
    begin({ asOf }) {
      day = asOf;
      return csvMark + csvRow(['as_of', ...Object.keys(columns)]);
    },
    item: (item) => `${day},${cells(all, item)}\r\n`,
    end: () => '',
  };
}
