import { type Day, isoDay, yearsAfter } from '../dates';
import { atOnce, type Steps } from '../steps';
import { cellValue } from './cell-value';
import { npiNumber } from './codes';
import { type Columns, type Field, findColumns, otherColumn, unusedColumns } from './columns';
import type { PackedRegistry } from './packed';
import { Packer, type RowValues } from './packer';
import { readDay } from './read-day';
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
type BlamedField = Exclude<Field, 'taxonomy'>;
const unconfirmed =
  'it is a candidate, not a confirmed enrollment; confirm it in the partner portal, then empty its cell in the column "candidate"';
const noDates = {
  effective_date: 0,
  end_date: 0,
  revalidation_date: 0,
  last_revalidation_date: 0,
  license_expiration: 0,
  application_activity_date: 0,
};
const dateFields = Object.keys(noDates) as (keyof typeof noDates)[];
/** Years from one revalidation to the next (domain.md §2). */
export const REVALIDATION_CYCLE = 5;

/**
 * Turns a CSV's header and cells into a registry: `header` once, `row` for each row, then `finish`. It does not care who
 * splits the lines, so it works wherever rows come from.
 * Bad rows are gathered, so that one run names them all.
 */
export class RegistryReader {
  private head: readonly string[] = [];
  private columns: Columns | null = null;
  private readonly packer = new Packer();
  private readonly problems: RowProblem[] = [];
  private readonly warnings: string[] = [];
  private readonly days = new Map<string, Day | null>();
  private readonly blamed = new Set<BlamedField>();
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
    this.head = [...cells];
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
    return atOnce(this.finishing());
  }

  /** @internal `finish`, in steps. */
  *finishing(): Steps<PackedRegistry> {
    const { packer, problems, duplicateRows, warnings } = this;
    if (this.columns === null) throw new RegistryError('The registry is empty: it has no header line.');
    if (problems.length > 0 && !this.options.skipBadRows)
      throw new RegistryError(badRows(problems, this.otherColumns()), problems);
    if (packer.count === 0)
      throw new RegistryError('The registry has a header line but no enrollment below it.');
    return yield* packer.pack((twins) => {
      this.warnOfLeadingZeros(twins);
      return { duplicateRows, skippedRows: problems, warnings };
    });
  }

  /** What the row holds, or the reason why it cannot be used. */
  private values(cells: readonly string[], line: number): RowValues | string {
    if (cells.length > this.head.length && cells.slice(this.head.length).some((cell) => cell.trim() !== '')) {
      return `it has ${cells.length} cells and the header has ${this.head.length}; a value with a comma needs quotes`;
    }
    const columns = this.columns!;
    const cell = (at: number | undefined): string => (at === undefined ? '' : cellValue(cells[at] ?? ''));
    if (cell(columns.candidate) !== '') return unconfirmed;
    const npiCell = cell(columns.npi);
    const npi = npiNumber(npiCell);
    if (npiCell === '') return this.blame('npi', 'it has no NPI');
    if (npi === null) return this.blame('npi', `its NPI "${npiCell.slice(0, 20)}" is not ten digits`);
    const medicaidId = cell(columns.medicaid_id);
    if (medicaidId === '') return this.blame('medicaid_id', 'it has no Medicaid ID');
    if (/^\d(\.\d+)?e\+\d+$/i.test(medicaidId)) {
      return `its Medicaid ID "${medicaidId}" was rounded by a spreadsheet; format that column as text`;
    }
    const dates = { ...noDates };
    for (const field of dateFields) {
      const day = this.day(cell(columns[field]));
      if (day === null) {
        const text = cell(columns[field]).slice(0, 20);
        return this.blame(
          field,
          `its ${field} "${text}" is no date (write 2026-01-31, 20260131 or 1/31/2026)`,
        );
      }
      dates[field] = day;
    }
    const { effective_date: from, end_date: to, last_revalidation_date: last } = dates;
    if (from !== 0 && to !== 0 && to < from)
      return `its end date ${isoDay(to)} is before its effective date ${isoDay(from)}`;
    const providerType = normalType(cell(columns.provider_type));
    if (providerType === '') this.warn(`Line ${line}: it has no provider type; only its Medicaid ID counts.`);
    const zip = digitsIn(cell(columns.zip));
    return {
      npi,
      medicaidId,
      providerType,
      taxonomies: this.taxonomies(columns.taxonomy.map(cell).join(' '), line),
      from,
      to,
      name: cell(columns.name),
      zip: zip.length === 5 || zip.length === 9 ? zip : '',
      taxId: cell(columns.tax_id),
      revalidation: dates.revalidation_date || (last === 0 ? 0 : yearsAfter(last, REVALIDATION_CYCLE)),
      license: dates.license_expiration,
      applicationStatus: cell(columns.application_status),
      applicationActivity: dates.application_activity_date,
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
      .filter((code, at, all) => code !== '' && all.indexOf(code) === at);
    for (const code of codes) {
      if (!TAXONOMY.test(code))
        this.warn(`Line ${line}: taxonomy "${code.slice(0, 20)}" is not ten letters or digits.`);
    }
    return codes.join(' ');
  }

  /** Passes the reason on, and keeps in mind that the wrong column may have been taken for the field. */
  private blame(field: BlamedField, reason: string): string {
    this.blamed.add(field);
    return reason;
  }

  private otherColumns(): string[] {
    const { head, columns, options } = this;
    return [...this.blamed].flatMap(
      (field) => otherColumn(field, head, columns!, options.columns ?? {}) ?? [],
    );
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

function digitsIn(text: string): string {
  return /^\d*$/.test(text) ? text : text.replace(/\D/g, '');
}

/** One digit is padded to two; `82` and `829` differ: the trailing 9 marks the group (domain.md §1). */
export function normalType(text: string): string {
  const type = text.toUpperCase();
  return type.length === 1 && /^\d$/.test(type) ? `0${type}` : type;
}

function badRows(problems: readonly RowProblem[], otherColumns: readonly string[]): string {
  const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`  and ${more} more`);
  const count = problems.length === 1 ? '1 bad row' : `${problems.length} bad rows`;
  return [
    `The registry has ${count}, and a registry read by half would call claims clean:`,
    ...lines,
    ...otherColumns,
    'Mend them, or leave them out with --skip-bad-rows.',
  ].join('\n');
}
