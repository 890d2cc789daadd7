import { jsonLine } from '../json-line';
import type { AuditReport } from './audit-report';

/** One document, `{"type":"audit","schema":1,"registry":…,"asOf":…,"items":[…],"totals":{…}}`, one item per line. */
export function auditJson(): AuditReport {
  let separator = '\n';
  return {
    begin: ({ registry, asOf }) =>
      `${jsonLine({ type: 'audit', schema: 1, registry, asOf }).slice(0, -1)},"items":[`,
    item(item) {
      const text = separator + jsonLine(item);
      separator = ',\n';
      return text;
    },
    end: (totals) => `\n],\n"totals":${jsonLine(totals)}}\n`,
  };
}
