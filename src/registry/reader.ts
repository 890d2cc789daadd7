import { dayOf, isDay } from '../dates';
import { type Columns, type Field, findColumns, unusedColumns } from './columns';
import { type Enrollment, type Registry, RegistryError, type RowProblem } from './registry';

export interface RegistryReaderOptions {
  /** Headers of the user's file by field, where they go by other names. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Leave bad rows out and count them, instead of refusing the registry. */
  readonly skipBadRows?: boolean;
}

/** Bad rows that an error names; the rest are counted. */
const PROBLEMS_SHOWN = 10;
const WARNINGS_KEPT = 100;

/**
 * Turns a CSV's header and cells into a registry. Neutral: it does not care who splits the lines.
 * Bad rows are gathered, so that one run names them all.
 */
export class RegistryReader {
  private columns: Columns | null = null;
  private width = 0;
  private readonly byNpi = new Map<string, Enrollment[]>();
  private readonly seen = new Set<string>();
  private readonly problems: RowProblem[] = [];
  private readonly warnings: string[] = [];
  private rows = 0;
  private duplicateRows = 0;

  constructor(private readonly options: RegistryReaderOptions = {}) {}

  /** @throws RegistryError when a required column is absent */
  header(cells: readonly string[]): void {
    this.columns = findColumns(cells, this.options.columns ?? {});
    const unused = unusedColumns(cells, this.columns);
    if (unused.length > 0) this.warn(`Columns that are not used: ${unused.join(', ')}.`);
    this.width = cells.length;
  }

  /** @param line the 1-based line on which the row begins */
  row(cells: readonly string[], line: number): void {
    if (cells.every((cell) => cell.trim() === '')) return;
    const enrollment = this.enrollment(cells, line);
    if (typeof enrollment === 'string') {
      this.problems.push({ line, reason: enrollment });
      return;
    }
    const key = Object.values(enrollment).join('\u0000');
    if (this.seen.has(key)) {
      this.duplicateRows++;
      return;
    }
    this.seen.add(key);
    this.rows++;
    const others = this.byNpi.get(enrollment.npi);
    if (others === undefined) this.byNpi.set(enrollment.npi, [enrollment]);
    else others.push(enrollment);
  }

  /** @throws RegistryError when rows were bad and are not to be skipped, or when there is no row at all */
  finish(): Registry {
    const { byNpi, rows, duplicateRows, problems } = this;
    if (this.columns === null) throw new RegistryError('The registry is empty: it has no header line.');
    if (problems.length > 0 && !this.options.skipBadRows)
      throw new RegistryError(badRows(problems), problems);
    if (rows === 0) throw new RegistryError('The registry has a header line but no enrollment below it.');
    this.warnOfLeadingZeros();
    const none: readonly Enrollment[] = [];
    return {
      rows,
      duplicateRows,
      skippedRows: problems,
      warnings: this.warnings,
      enrollments: (npi) => byNpi.get(npi) ?? none,
    };
  }

  /** The row's enrollment, or the reason why it is none. */
  private enrollment(cells: readonly string[], line: number): Enrollment | string {
    if (cells.slice(this.width).some((cell) => cell.trim() !== '')) {
      return `it has ${cells.length} cells and the header has ${this.width}; a value with a comma needs quotes`;
    }
    const cell = (field: Field): string => {
      const at = this.columns![field];
      return at === undefined ? '' : value(cells[at] ?? '');
    };
    const npi = cell('npi');
    if (npi === '') return 'it has no NPI';
    if (!/^\d{10}$/.test(npi)) return `its NPI "${npi.slice(0, 20)}" is not ten digits`;
    const medicaidId = cell('medicaid_id');
    if (medicaidId === '') return 'it has no Medicaid ID';
    if (/^\d(\.\d+)?e\+\d+$/i.test(medicaidId)) {
      return `its Medicaid ID "${medicaidId}" was rounded by a spreadsheet; format that column as text`;
    }
    const dates: Partial<Record<Field, string | null>> = {};
    for (const field of ['effective_date', 'end_date', 'revalidation_date', 'license_expiration'] as const) {
      const date = readDate(cell(field));
      if (date === undefined) {
        return `its ${field} "${cell(field).slice(0, 20)}" is no date (write 2026-01-31, 20260131 or 1/31/2026)`;
      }
      dates[field] = date;
    }
    const from = dates.effective_date ?? null;
    const to = dates.end_date ?? null;
    if (from !== null && to !== null && to < from)
      return `its end date ${to} is before its effective date ${from}`;
    const providerType = normalType(cell('provider_type'));
    if (providerType === '') this.warn(`Line ${line}: it has no provider type; only its Medicaid ID counts.`);
    const zip = cell('zip').replace(/\D/g, '');
    return {
      npi,
      medicaidId,
      providerType,
      taxonomies: this.taxonomies(cell('taxonomy'), line),
      from,
      to,
      name: cell('name') || null,
      zip: zip.length === 5 || zip.length === 9 ? zip : null,
      taxId: cell('tax_id') || null,
      revalidationDate: dates.revalidation_date ?? null,
      licenseExpiration: dates.license_expiration ?? null,
    };
  }

  private taxonomies(cell: string, line: number): string[] {
    const codes = cell
      .toUpperCase()
      .split(/[;|,\s]+/)
      .filter((code) => code !== '');
    for (const code of codes) {
      if (!/^[0-9A-Z]{10}$/.test(code))
        this.warn(`Line ${line}: taxonomy "${code.slice(0, 20)}" is not ten letters or digits.`);
    }
    return codes;
  }

  /** Medicaid IDs that differ by leading zeros alone: a spreadsheet dropped them from one. */
  private warnOfLeadingZeros(): void {
    const byNumber = new Map<string, string>();
    for (const enrollments of this.byNpi.values()) {
      for (const { medicaidId } of enrollments) {
        const bare = medicaidId.replace(/^0+/, '');
        const twin = byNumber.get(bare);
        if (twin === undefined) byNumber.set(bare, medicaidId);
        else if (twin !== medicaidId) {
          this.warn(
            `Medicaid IDs ${twin} and ${medicaidId} differ by leading zeros alone: a spreadsheet may have dropped them.`,
          );
        }
      }
    }
  }

  private warn(message: string): void {
    if (this.warnings.length < WARNINGS_KEPT && !this.warnings.includes(message)) this.warnings.push(message);
  }
}

/** A cell without padding and without what spreadsheets put around text that looks like a number. */
function value(cell: string): string {
  return cell
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
}

/** One digit is padded to two; `82` and `829` differ: the trailing 9 marks the group (domain.md §1). */
function normalType(text: string): string {
  const type = text.toUpperCase();
  return /^\d$/.test(type) ? `0${type}` : type;
}

/** YYYY-MM-DD; null for an empty cell; undefined when it is no date. A time of day after it does not matter. */
function readDate(text: string): string | null | undefined {
  if (text === '') return null;
  const day = text.replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(day) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(day);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day);
  const [year, month, date] = iso ? iso.slice(1) : us ? [us[3], us[1], us[2]] : [];
  if (year === undefined) return undefined;
  const written = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
  return isDay(dayOf(written)) ? written : undefined;
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
