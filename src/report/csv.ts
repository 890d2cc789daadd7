import type { ClaimFinding, EnrollmentInfo, Finding } from '../finding';
import { providerTypeName } from '../registry/provider-types';
import { asksForDays, asksForProviders, type Policy } from '../rules/policy';
import { visible } from '../values/visible';
import { ClaimBytes, type RowFormat } from './claim-bytes';
import { memoizePerLoop } from './memoize-per-loop';
import type { Report } from './report';

export type Cell = string | number | null;

const ofFinding = {
  severity: (f) => f.severity,
  rule: (f) => f.rule,
  message: (f) => f.message,
  hint: (f) => f.hint,
  file: (f) => f.file,
  interchange: (f) => f.interchange,
  group: (f) => f.group,
  transaction: (f) => f.transaction,
  loop: (f) => f.loop,
  offset: (f) => f.position.offset,
  segment: (f) => f.position.segment,
} satisfies Record<string, (finding: Finding) => Cell>;

const active = (f: ClaimFinding) => f.enrollments.filter((enrollment) => enrollment.active);

const ofBilling = {
  billing_npi: (f) => f.billing.npi,
  billing_name: (f) => f.billing.name,
  billing_hl: (f) => f.billing.hl,
  billing_taxonomy: (f) => f.billing.taxonomy,
  billing_zip: (f) => f.billing.zip,
} satisfies Record<string, (finding: ClaimFinding) => Cell>;

const ofClaim = {
  claim_id: (f) => f.claim.id,
  charge: (f) => f.claim.charge,
  kind: (f) => f.claim.kind,
  purpose: (f) => f.claim.purpose,
  frequency: (f) => f.claim.frequency,
  service_from: (f) => f.claim.serviceFrom,
  service_to: (f) => f.claim.serviceTo,
  payer_id: (f) => f.claim.payerId,
  payer_name: (f) => f.claim.payerName,
  filing: (f) => f.claim.filing,
  claim_offset: (f) => f.claim.position.offset,
  claim_segment: (f) => f.claim.position.segment,
} satisfies Record<string, (finding: ClaimFinding) => Cell>;

const ofEnrollments = {
  reasons: (f) => f.reasons.join('; '),
  // The three lists are parallel: the first type and taxonomies are those of the first ID.
  medicaid_ids: (f) => list(active(f), (enrollment) => enrollment.medicaidId),
  provider_types: (f) => list(active(f), ({ providerType }) => typeLabel(providerType)),
  enrolled_taxonomies: (f) => list(active(f), ({ taxonomies }) => taxonomies.join(' ') || 'any'),
  inactive_medicaid_ids: (f) =>
    list(
      f.enrollments.filter((enrollment) => !enrollment.active),
      (enrollment) => enrollment.medicaidId,
    ),
} satisfies Record<string, (finding: ClaimFinding) => Cell>;

function list(enrollments: readonly EnrollmentInfo[], show: (enrollment: EnrollmentInfo) => string): string {
  return enrollments.map(show).join('; ');
}

export function typeLabel(code: string): string {
  const name = providerTypeName(code);
  return name === null ? code : `${code} ${name}`;
}

/** Columns that only some settings need; without these, the file is as it always was. */
const ofProvider = {
  provider_role: (f) => f.provider?.role ?? null,
  provider_npi: (f) => f.provider?.npi ?? null,
  provider_taxonomy: (f) => f.provider?.taxonomy ?? null,
  provider_line: (f) => f.provider?.line ?? null,
} satisfies Record<string, (finding: ClaimFinding) => Cell>;
const ofFiling = {
  last_day: (f) => f.claim.lastDay ?? null,
} satisfies Record<string, (finding: ClaimFinding) => Cell>;

const findingColumns = Object.values(ofFinding);
const billingColumns = Object.values(ofBilling);
const claimColumns = Object.values(ofClaim);
const enrollmentColumns = Object.values(ofEnrollments);
const noClaim = ','.repeat(billingColumns.length + claimColumns.length + enrollmentColumns.length);

export interface CsvOptions {
  /** What was checked for: settings on other providers and on days to file add columns. */
  readonly policy?: Partial<Policy>;
}

/** One row per finding, for a spreadsheet; `ndjson` is better for programs. */
export function csvReport({ policy = {} }: CsvOptions = {}): Report {
  const added = {
    ...(asksForProviders(policy) && ofProvider),
    ...(asksForDays(policy) && ofFiling),
  };
  const addedColumns = Object.values(added);
  const addedCells = (finding: ClaimFinding) =>
    addedColumns.map((column) => `,${cell(column(finding))}`).join('');
  const noneAdded = ','.repeat(addedColumns.length);
  const cellsAround = memoizePerLoop((finding) => ({
    before: `${cells(findingColumns, finding)},${cells(billingColumns, finding)},`,
    after: `,${cells(enrollmentColumns, finding)}`,
  }));
  const claimRow = (finding: ClaimFinding) => {
    const { before, after } = cellsAround(finding);
    return `${before}${cells(claimColumns, finding)}${after}${addedCells(finding)}\r\n`;
  };
  const claims = new ClaimBytes({
    ...inCsv,
    row: claimRow,
    parts(finding) {
      const { before, after } = cellsAround(finding);
      const { kind, purpose } = finding.claim;
      return {
        before,
        between: `,${cell(kind)},${cell(purpose)},`,
        after: `${after}${addedCells(finding)}\r\n`,
      };
    },
  });
  return {
    begin: () =>
      csvMark + csvRow(Object.keys({ ...ofFinding, ...ofBilling, ...ofClaim, ...ofEnrollments, ...added })),
    finding(finding) {
      if (finding.loop === null) return `${cells(findingColumns, finding)}${noClaim}${noneAdded}\r\n`;
      return claimRow(finding);
    },
    claimFindings: (found, out) => claims.write(found, out),
    endFile: () => '',
    end: () => '',
  };
}

export function cells<T>(columns: readonly ((finding: T) => Cell)[], finding: T): string {
  let text = '';
  for (const [i, column] of columns.entries()) text += (i === 0 ? '' : ',') + cell(column(finding));
  return text;
}

const asIs = /^(?![ =+\-@])[ !#-+\--:<-~]*$/;

/** How a claim's values are written in a row. Its last day to file has a column at the end of the row. */
const inCsv: Omit<RowFormat, 'row' | 'parts'> = {
  quote: '',
  absent: '',
  labels: {
    charge: ',',
    serviceFrom: ',',
    serviceTo: ',',
    payerId: ',',
    payerName: ',',
    filing: ',',
    lastDay: ',',
    offset: ',',
    segment: ',',
  },
  hasLastDay: false,
  plain: asIs,
};

/** A row of a CSV file for spreadsheets, with its line end. */
export function csvRow(values: readonly Cell[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** Byte order mark. Without it Excel decodes the file with the code page of the machine. */
export const csvMark = '\ufeff';

function cell(value: Cell): string {
  const raw = String(value ?? '');
  if (asIs.test(raw)) return raw;
  const text = unformula(visible(raw));
  // Semicolons are quoted too: in some locales a spreadsheet would split the cell there.
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same for cells that are to be read back: invisible characters and line breaks stay as they are. */
export function exactCsvRow(values: readonly Cell[]): string {
  const cells = values.map((value) => {
    const raw = String(value ?? '');
    const text = textFormula.test(raw) ? raw : unformula(raw);
    return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(',')}\r\n`;
}

/** How spreadsheets keep the zeros of a number in a CSV: `="0071"`. */
const textFormula = /^="[^"]*"$/;

// A spreadsheet runs a cell that begins like this (half or full width) as a formula, also after leading spaces.
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const plainNumber = /^[+-]?\d+(\.\d+)?$/;

/** Adds a leading apostrophe, which keeps a spreadsheet from running data as a formula. */
function unformula(text: string): string {
  return formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}
