import type { Span } from '../../enrollment/diff/changes';
import type { NpiDiff } from '../../enrollment/diff/compare';
import { statusInWords } from '../../enrollment/status/words';
import { csvMark, csvRow, typeLabel } from '../csv';
import type { DiffReport } from './diff-report';

/** The cells of a row; missing ones are blank. */
interface Row {
  readonly date: string;
  readonly change: string;
  readonly medicaid_id?: string | null;
  readonly provider_type?: string | null;
  readonly taxonomy?: string | null;
  readonly before: string;
  readonly after: string;
  readonly what_to_do?: string;
}

const columns = [
  'npi',
  'name',
  'date',
  'change',
  'medicaid_id',
  'provider_type',
  'taxonomy',
  'before',
  'after',
  'what_to_do',
] as const;

/** One row per change, for a spreadsheet; begins with a byte order mark like the other CSV files. */
export function registryDiffCsv(): DiffReport {
  let on = '';
  return {
    begin(head) {
      on = head.on;
      return csvMark + csvRow(columns);
    },
    *npi(diff) {
      for (const row of rowsOf(diff, on)) {
        const cells: Partial<Record<string, string | null>> = { npi: diff.npi, name: diff.name, ...row };
        yield csvRow(columns.map((column) => cells[column] ?? null));
      }
    },
    end: () => '',
  };
}

function* rowsOf(
  { before, after, verdict, hint, changes, upcoming }: NpiDiff,
  on: string,
): Generator<Row, void, undefined> {
  if (changes.length > 0) {
    const change = verdict ?? 'verdict-unchanged';
    yield {
      date: on,
      change,
      before: statusInWords(before),
      after: statusInWords(after),
      what_to_do: hint,
    };
  }
  for (const { subject, medicaidId, value, change, before, after } of changes) {
    yield {
      date: on,
      change: `${subject}-${change}`,
      medicaid_id: medicaidId,
      provider_type: subject === 'provider-type' ? typeLabel(value ?? '') : null,
      taxonomy: subject === 'taxonomy' ? value || 'any' : null,
      before: spansInWords(before),
      after: spansInWords(after),
    };
  }
  let last = after;
  for (const { on: date, standing, hint } of upcoming) {
    yield {
      date,
      change: 'upcoming',
      before: statusInWords(last),
      after: statusInWords(standing),
      what_to_do: hint,
    };
    last = standing;
  }
}

/** `since 2026-07-01`, `2020-01-01 to 2025-12-31; since 2026-03-01`; '' for none. */
export function spansInWords(spans: readonly Span[]): string {
  return spans.map(spanInWords).join('; ');
}

function spanInWords({ from, to }: Span): string {
  if (from !== null && to !== null) return `${from} to ${to}`;
  if (from !== null) return `since ${from}`;
  return to === null ? 'without dates' : `until ${to}`;
}
