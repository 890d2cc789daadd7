import { type Day, isoDay, yearsAfter } from '../values/dates';
import { cellValue, quoted } from './cell-value';
import { type Columns, candidateColumn, type Field } from './columns';
import { distinct } from './crosswalk';
import { faultOfMedicaidId } from './medicaid-id';
import { npiNumber } from './packed/codes';
import type { RowValues } from './packed/packer';
import { isNoDay, isOpenEnd, readSerialDay, readWrittenDay } from './read-day';
import { faultOfProviderType, readProviderType } from './read-provider-type';
import { readStatus } from './read-status';
import type { RowNotes } from './row-notes';

/** Years from one revalidation to the next (DOMAIN.md §2). */
export const REVALIDATION_CYCLE = 5;

/** Why a row cannot be used, worded to follow its line, and the field at fault. */
export interface RowFault {
  readonly reason: string;
  readonly field: Field | typeof candidateColumn | null;
}

const noDates = {
  effective_date: 0,
  end_date: 0,
  revalidation_date: 0,
  last_revalidation_date: 0,
  license_expiration: 0,
  application_activity_date: 0,
};
export type DateField = keyof typeof noDates;
export const dateFields = /* @__PURE__ */ Object.keys(noDates) as DateField[];

/** Cells repeat their dates. Longer texts are not cached: each may keep the text that it was cut from in memory. */
const DAYS_KEPT = 10_000;
const DAY_LENGTH = 10;

const TAXONOMY = /^[0-9A-Z]{10}$/;
/** What follows a code and a dash, up to what may be another code. */
const meaning = /(\b\d[0-9A-Z]{9})\s*[-–—:(][^;|]*?(?=[;|]|[,\s]+\d|$)/g;
const incomplete =
  'it is a candidate, not a confirmed enrollment; fill in its Medicaid ID and provider type from the partner portal, then see that its cell in the column "candidate" is empty';
const unconfirmed =
  'it is a candidate, not a confirmed enrollment; confirm it in the partner portal, then empty its cell in the column "candidate"';

/** Reads the cells of rows, all with the same columns. */
export class RowReader {
  /** Columns whose dates are numbers: the day numbers of a spreadsheet. */
  readonly serialColumns = new Map<DateField, string>();
  /** Rows that ended, without an end date. */
  endedRows = 0;
  private readonly days = new Map<string, Day | null>();
  private readonly textColumns = new Set<DateField>();

  /** @param notes receives what is doubtful about a row */
  constructor(
    private readonly width: number,
    private readonly columns: Columns,
    private readonly notes: RowNotes,
  ) {}

  /** The NPI in a row, as ten digits if it is one. */
  npiIn(cells: readonly string[]): string {
    return npiText(this.cell(cells, this.columns.npi));
  }

  /** The Medicaid ID in a row, as it is written; '' if it has none. */
  medicaidIdIn(cells: readonly string[]): string {
    return withoutDecimals(this.cell(cells, this.columns.medicaid_id));
  }

  /**
   * The values of a row, or why it is invalid; null if it has ended and does not say when, so that it never counts.
   * @param npiCell in place of its own cell
   */
  read(cells: readonly string[], line: number, npiCell: string): RowValues | RowFault | null {
    if (cells.length > this.width && cells.slice(this.width).some((cell) => cell.trim() !== ''))
      return fault(
        null,
        `it has ${cells.length} cells and the header has ${this.width}; a value with a comma needs quotes`,
      );
    const { columns } = this;
    if (this.cell(cells, columns.candidate) !== '') {
      const toFillIn = [columns.medicaid_id, columns.provider_type];
      const isIncomplete = toFillIn.some((at) => this.cell(cells, at) === '');
      return fault(candidateColumn, isIncomplete ? incomplete : unconfirmed);
    }
    const npi = npiNumber(npiCell);
    if (npi === null) return fault('npi', faultOfNpi(npiCell));
    const medicaidId = this.medicaidIdIn(cells);
    if (medicaidId === '') return fault('medicaid_id', 'it has no Medicaid ID');
    const idFault = faultOfMedicaidId(medicaidId);
    if (idFault !== null) return fault('medicaid_id', idFault);
    const dates = { ...noDates };
    for (const field of dateFields) {
      const text = this.cell(cells, columns[field]);
      if (text === '') continue;
      const day = this.dayIn(field, text);
      if (typeof day !== 'number') return day;
      dates[field] = day;
    }
    const { effective_date: from, end_date: to, last_revalidation_date: last } = dates;
    if (from !== 0 && to !== 0 && to < from)
      return fault(null, `its end date ${isoDay(to)} is before its effective date ${isoDay(from)}`);
    const typeCell = this.cell(cells, columns.provider_type);
    const providerType = typeCell === '' ? '' : readProviderType(typeCell);
    if (providerType === null) return fault('provider_type', faultOfProviderType(typeCell));
    const status = readStatus(this.cell(cells, columns.status));
    if (typeof status !== 'boolean') return fault('status', status);
    if (!status && to === 0) {
      this.endedRows++;
      return null;
    }
    if (providerType === '') this.note(line, 'it has no provider type; only its Medicaid ID counts');
    const zip = digitsIn(this.cell(cells, columns.zip));
    return {
      npi,
      medicaidId,
      providerType,
      taxonomies: this.taxonomies(columns.taxonomy.map((at) => this.cell(cells, at)).join(' '), line),
      from,
      to,
      name: this.cell(cells, columns.name),
      zip: zip.length === 5 || zip.length === 9 ? zip : '',
      taxId: this.cell(cells, columns.tax_id),
      revalidation: dates.revalidation_date || (last === 0 ? 0 : yearsAfter(last, REVALIDATION_CYCLE)),
      license: dates.license_expiration,
      applicationStatus: this.cell(cells, columns.application_status),
      applicationActivity: dates.application_activity_date,
    };
  }

  private cell(cells: readonly string[], at: number | undefined): string {
    return at === undefined ? '' : cellValue(cells[at] ?? '');
  }

  /** The date in a cell, 0 if it says that there is none. */
  private dayIn(field: DateField, text: string): Day | RowFault {
    const day = this.dayOfText(text);
    if (field === 'end_date' && isOpenEnd(text, day)) return 0;
    if (day !== null) {
      const serial = this.serialColumns.get(field);
      if (serial === undefined) this.textColumns.add(field);
      else return fault(field, `its ${field} ${quoted(text)} is a date, and rows above ${serialsAs(serial)}`);
      return day;
    }
    if (isNoDay(text)) return 0;
    const serial = readSerialDay(text);
    if (serial === null)
      return fault(
        field,
        `its ${field} ${quoted(text)} is no date (write 2026-01-31, 1/31/2026 or 31-Jan-2026)`,
      );
    if (this.textColumns.has(field))
      return fault(field, `its ${field} ${serialsAs(text)}, and rows above have dates`);
    if (!this.serialColumns.has(field)) this.serialColumns.set(field, text);
    return serial;
  }

  private dayOfText(text: string): Day | null {
    const known = this.days.get(text);
    if (known !== undefined) return known;
    const day = readWrittenDay(text);
    if (this.days.size < DAYS_KEPT && text.length <= DAY_LENGTH) this.days.set(text, day);
    return day;
  }

  /** The codes in a cell. A cell may say what they mean: `261QF0400X - Clinic/Center`. */
  private taxonomies(cell: string, line: number): string {
    if (TAXONOMY.test(cell)) return cell;
    const words = cell
      .toUpperCase()
      .replace(meaning, '$1')
      .split(/[;|,\s]+/);
    const codes = distinct(words).filter((code) => code !== '');
    for (const code of codes) {
      if (!TAXONOMY.test(code))
        this.note(line, `its taxonomy "${code.slice(0, 20)}" is not ten letters or digits`);
    }
    return codes.join(' ');
  }

  private note(line: number, reason: string): void {
    this.notes.add({ line, reason });
  }
}

function fault(field: RowFault['field'], reason: string): RowFault {
  return { field, reason };
}

/** For a column with both dates and day numbers: one of them is not what it seems. */
function serialsAs(serial: string): string {
  return `holds a spreadsheet's day number, ${quoted(serial)}`;
}

/** What spreadsheets and databases make of ten digits: `1002417305.0`, `100 241 7305`, `1.002417305E+09`. */
function npiText(cell: string): string {
  if (cell.length === 10) return cell; // the common case
  const power = /^(\d)\.(\d+)E\+?0*(\d+)$/i.exec(cell);
  if (power !== null) return power[2]!.length === Number(power[3]) ? power[1]! + power[2]! : cell;
  const digits = withoutDecimals(cell).replace(/[\s-]/g, '');
  return npiNumber(digits) === null ? cell : digits;
}

function faultOfNpi(cell: string): string {
  if (cell === '') return 'it has no NPI';
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(cell))
    return `its NPI ${quoted(cell)} was rounded by a spreadsheet: format the column as text, and enter it again`;
  return `its NPI ${quoted(cell.slice(0, 20))} is not ten digits`;
}

function withoutDecimals(cell: string): string {
  return cell.endsWith('0') ? cell.replace(/^(\d*[1-9]\d*)\.0+$/, '$1') : cell;
}

function digitsIn(text: string): string {
  const whole = withoutDecimals(text);
  return /^\d*$/.test(whole) ? whole : whole.replace(/\D/g, '');
}
