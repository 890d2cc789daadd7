import { type Day, dayOf, isDay, isoDay } from '../dates';
import { npiNumber } from './codes';
import { type Columns, findColumns, unusedColumns } from './columns';
import type { PackedRegistry } from './packed';
import { Packer, type RowValues } from './packer';
import { RegistryError, type RowProblem } from './registry';

/** How to read a registry. */
export interface RegistryReaderOptions {
  /** Headers of the user's file by field (`npi`, `medicaid_id`, …), where they go by other names. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Leave bad rows out and count them, instead of refusing the registry. */
  readonly skipBadRows?: boolean;
}

/** Bad rows that an error names; the rest are counted. */
const PROBLEMS_SHOWN = 10;
const WARNINGS_KEPT = 100;
/** Cells repeat their dates. Longer ones are not kept: they can keep alive the text that they were cut from. */
const DAYS_KEPT = 10_000;
const DAY_LENGTH = 10;

const TAXONOMY = /^[0-9A-Z]{10}$/;
const dateFields = ['effective_date', 'end_date', 'revalidation_date', 'license_expiration'] as const;

/**
 * Turns a CSV's header and cells into a registry: `header` once, `row` for each row, then `finish`. It does not care who
 * splits the lines, so it works wherever rows come from.
 * Bad rows are gathered, so that one run names them all.
 */
export class RegistryReader {
  private columns: Columns | null = null;
  private width = 0;
  private readonly packer = new Packer();
  private readonly problems: RowProblem[] = [];
  private readonly warnings: string[] = [];
  private readonly days = new Map<string, Day | null>();
  private duplicateRows = 0;

  constructor(private readonly options: RegistryReaderOptions = {}) {}

  /**
   * The first line.
   * @throws RegistryError when a required column is absent
   */
  header(cells: readonly string[]): void {
    this.columns = findColumns(cells, this.options.columns ?? {});
    const unused = unusedColumns(cells, this.columns);
    if (unused.length > 0) this.warn(`Columns that are not used: ${unused.join(', ')}.`);
    this.width = cells.length;
  }

  /**
   * A line below it. A bad row is kept for `finish` to tell.
   * @param line the 1-based line on which the row begins
   */
  row(cells: readonly string[], line: number): void {
    if (cells.every((cell) => cell.trim() === '')) return;
    const values = this.values(cells, line);
    if (typeof values === 'string') this.problems.push({ line, reason: values });
    else if (!this.packer.add(values)) this.duplicateRows++;
  }

  /**
   * The registry.
   * @throws RegistryError when rows were bad and are not to be skipped, or when there is no row at all
   */
  finish(): PackedRegistry {
    const { packer, problems, duplicateRows, warnings } = this;
    if (this.columns === null) throw new RegistryError('The registry is empty: it has no header line.');
    if (problems.length > 0 && !this.options.skipBadRows)
      throw new RegistryError(badRows(problems), problems);
    if (packer.count === 0)
      throw new RegistryError('The registry has a header line but no enrollment below it.');
    return packer.pack((twins) => {
      this.warnOfLeadingZeros(twins);
      return { duplicateRows, skippedRows: problems, warnings };
    });
  }

  /** What the row holds, or the reason why it cannot be used. */
  private values(cells: readonly string[], line: number): RowValues | string {
    if (cells.length > this.width && cells.slice(this.width).some((cell) => cell.trim() !== '')) {
      return `it has ${cells.length} cells and the header has ${this.width}; a value with a comma needs quotes`;
    }
    const columns = this.columns!;
    const cell = (at: number | undefined): string => (at === undefined ? '' : value(cells[at] ?? ''));
    const npiCell = cell(columns.npi);
    const npi = npiNumber(npiCell);
    if (npiCell === '') return 'it has no NPI';
    if (npi === null) return `its NPI "${npiCell.slice(0, 20)}" is not ten digits`;
    const medicaidId = cell(columns.medicaid_id);
    if (medicaidId === '') return 'it has no Medicaid ID';
    if (/^\d(\.\d+)?e\+\d+$/i.test(medicaidId)) {
      return `its Medicaid ID "${medicaidId}" was rounded by a spreadsheet; format that column as text`;
    }
    const dates = { effective_date: 0, end_date: 0, revalidation_date: 0, license_expiration: 0 };
    for (const field of dateFields) {
      const day = this.day(cell(columns[field]));
      if (day === null) {
        return `its ${field} "${cell(columns[field]).slice(0, 20)}" is no date (write 2026-01-31, 20260131 or 1/31/2026)`;
      }
      dates[field] = day;
    }
    const { effective_date: from, end_date: to } = dates;
    if (from !== 0 && to !== 0 && to < from)
      return `its end date ${isoDay(to)} is before its effective date ${isoDay(from)}`;
    const providerType = normalType(cell(columns.provider_type));
    if (providerType === '') this.warn(`Line ${line}: it has no provider type; only its Medicaid ID counts.`);
    const zip = digitsIn(cell(columns.zip));
    return {
      npi,
      medicaidId,
      providerType,
      taxonomies: this.taxonomies(cell(columns.taxonomy), line),
      from,
      to,
      name: cell(columns.name),
      zip: zip.length === 5 || zip.length === 9 ? zip : '',
      taxId: cell(columns.tax_id),
      revalidation: dates.revalidation_date,
      license: dates.license_expiration,
    };
  }

  /** The day that a cell names, 0 where it is empty; null when it is no date. */
  private day(text: string): Day | null {
    if (text === '') return 0;
    const known = this.days.get(text);
    if (known !== undefined) return known;
    const day = readDay(text);
    if (this.days.size < DAYS_KEPT && text.length <= DAY_LENGTH) this.days.set(text, day);
    return day;
  }

  private taxonomies(cell: string, line: number): string {
    if (TAXONOMY.test(cell)) return cell;
    const codes = cell
      .toUpperCase()
      .split(/[;|,\s]+/)
      .filter((code) => code !== '');
    for (const code of codes) {
      if (!TAXONOMY.test(code))
        this.warn(`Line ${line}: taxonomy "${code.slice(0, 20)}" is not ten letters or digits.`);
    }
    return codes.join(' ');
  }

  /** Medicaid IDs that differ by leading zeros alone: a spreadsheet dropped them from one. */
  private warnOfLeadingZeros(twins: Iterable<readonly [string, string]>): void {
    for (const [one, other] of twins) {
      if (this.warnings.length === WARNINGS_KEPT) return;
      this.warn(
        `Medicaid IDs ${one} and ${other} differ by leading zeros alone: a spreadsheet may have dropped them.`,
      );
    }
  }

  private warn(message: string): void {
    if (this.warnings.length < WARNINGS_KEPT && !this.warnings.includes(message)) this.warnings.push(message);
  }
}

/** A cell without padding and without what spreadsheets put around text that looks like a number. */
function value(cell: string): string {
  if (isBare(cell)) return cell;
  return cell
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
}

/** Whether a cell begins with a letter or digit and ends with one, so that there is nothing to take off. */
function isBare(cell: string): boolean {
  return (
    cell === '' || (isAlphanumeric(cell.charCodeAt(0)) && isAlphanumeric(cell.charCodeAt(cell.length - 1)))
  );
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function digitsIn(text: string): string {
  return /^\d*$/.test(text) ? text : text.replace(/\D/g, '');
}

/** One digit is padded to two; `82` and `829` differ: the trailing 9 marks the group (domain.md §1). */
function normalType(text: string): string {
  const type = text.toUpperCase();
  return type.length === 1 && /^\d$/.test(type) ? `0${type}` : type;
}

/** The day of a date; null when it is none. A time of day after it does not matter. */
function readDay(text: string): Day | null {
  const date = text.replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date);
  const [year, month, dayOfMonth] = iso ? iso.slice(1) : us ? [us[3], us[1], us[2]] : [];
  if (year === undefined) return null;
  const day = dayOf(`${year}-${month!.padStart(2, '0')}-${dayOfMonth!.padStart(2, '0')}`);
  return isDay(day) ? day : null;
}

function badRows(problems: readonly RowProblem[]): string {
  const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`  and ${more} more`);
  const count = problems.length === 1 ? '1 bad row' : `${problems.length} bad rows`;
  return [
    `The registry has ${count}, and a registry read by half would call claims clean:`,
    ...lines,
    'Mend them, or leave them out with --skip-bad-rows.',
  ].join('\n');
}
