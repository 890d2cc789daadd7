import { type Day, isoDay, yearsAfter } from '../values/dates';
import { invalid } from '../values/errors';
import { hasCheckDigit } from '../values/npi';
import {
  demand,
  flag,
  inWords,
  list,
  listOf,
  mapOf,
  objectOf,
  optional,
  type Shape,
  text,
} from '../values/options';
import { atOnce, type Steps } from '../values/steps';
import { cellText, cellValue, LONGEST_CELL, longCell, type RegistryCell } from './cell-value';
import { type Columns, doubtfulColumn, type Field, findColumns, unusedColumns, usedColumns } from './columns';
import { distinct } from './crosswalk';
import { faultOfMedicaidId } from './medicaid-id';
import { NpiColumns } from './npi-columns';
import { npiNumber } from './packed/codes';
import type { PackedRegistry } from './packed/packed';
import { Packer, type RowValues } from './packed/packer';
import { readDay } from './read-day';
import { faultOfProviderType, readProviderType } from './read-provider-type';
import { RegistryError, type RowProblem } from './registry';

/** Options of a `RegistryReader`, and of reading a CSV. */
export interface RegistryReaderOptions {
  /**
   * The headers of the file by field (`npi`, `medicaid_id`, …), if they are not recognized.
   * @default {}
   * @example
   * ```js
   * const reader = new RegistryReader({ columns: { npi: 'Billing NPI', medicaid_id: 'KY Medicaid No.' } });
   * ```
   */
  readonly columns?: Readonly<Record<string, string>>;
  /**
   * Skip and count invalid rows instead of rejecting the registry.
   * @default false
   */
  readonly skipBadRows?: boolean;
  /**
   * Accept a registry in which most of three or more NPIs fail their check digit instead of rejecting it.
   * @default false
   */
  readonly acceptInvalidNpis?: boolean;
}

/** The checks of the reader's options, for functions that pass them on. */
export function readerShape(): Shape<RegistryReaderOptions> {
  return { columns: optional(mapOf(text)), skipBadRows: optional(flag), acceptInvalidNpis: optional(flag) };
}

/** How many invalid rows an error lists; the rest are counted. */
const PROBLEMS_SHOWN = 10;
const WARNINGS_KEPT = 100;
/** With fewer NPIs, one or two mistyped ones prove nothing about the column. */
const NPIS_TO_JUDGE = 3;
/** Cells repeat their dates. Longer texts are not cached: each may keep the text that it was cut from in memory. */
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
const dateFields = /* @__PURE__ */ Object.keys(noDates) as (keyof typeof noDates)[];
/** Years from one revalidation to the next (DOMAIN.md §2). */
export const REVALIDATION_CYCLE = 5;

/**
 * Builds a registry from the cells of a CSV or a database: call `header` once, `row` for each row, then `finish`.
 * Invalid rows are collected, so that one error reports them all.
 * @example
 * ```js
 * const reader = new RegistryReader();
 * reader.header(['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'effective_date', 'end_date']);
 * for (const [at, cells] of rows.entries()) reader.row(cells, at + 2);
 * const registry = reader.finish();
 * ```
 */
export class RegistryReader {
  private head: readonly string[] = [];
  private columns: Columns | null = null;
  private readonly packer = new Packer();
  private readonly npiColumns = new NpiColumns();
  private readonly problems: RowProblem[] = [];
  private readonly warnings: string[] = [];
  private readonly days = new Map<string, Day | null>();
  private readonly blamed = new Set<BlamedField>();
  private duplicateRows = 0;

  /** @throws TypeError if the options are invalid */
  constructor(private readonly options: RegistryReaderOptions = {}) {
    demand(objectOf(readerShape()), options, 'options');
  }

  /**
   * Takes the first line: the names of the columns.
   * @throws RegistryError if a required column is missing
   * @throws TypeError if the cells are not an array of strings
   */
  header(cells: readonly string[]): void {
    demand(listOf(text), cells, 'header');
    this.columns = findColumns(cells, this.options.columns ?? {});
    const unused = unusedColumns(cells, this.columns);
    if (unused.length > 0) this.warn(`Columns that are not used: ${unused.join(', ')}.`);
    this.head = [...cells];
  }

  /**
   * Takes a row after the header, in the same column order. Invalid rows are reported by `finish`.
   * @param cells as a CSV or a database gives them
   * @param line the 1-based line on which the row begins, or another number that identifies the row
   * @throws TypeError if the cells are not an array, or if `header` was not called before
   */
  row(cells: readonly RegistryCell[], line: number): void {
    if (this.columns === null) throw invalid('RegistryReader: the header comes before the rows');
    if (!Array.isArray(cells)) demand(list, cells, `row ${line}`);
    if (!Number.isSafeInteger(line)) throw invalid(`line is ${inWords(line)} and must be a whole number`);
    const texts = cells.every((cell) => typeof cell === 'string') ? cells : this.textsOf(cells);
    if (typeof texts !== 'string') {
      if (texts.some((text) => text.length > LONGEST_CELL)) return this.badRow(line, longCell);
      if (texts.every((text) => text.trim() === '')) return;
      this.npiColumns.add(texts);
    }
    const values = typeof texts === 'string' ? texts : this.values(texts, line);
    if (typeof values === 'string') this.problems.push({ line, reason: values });
    else if (!this.packer.add(values)) this.duplicateRows++;
  }

  /** @internal Records a row that could not be split into cells. */
  badRow(line: number, reason: string): void {
    this.problems.push({ line, reason });
  }

  /**
   * Returns the registry.
   * @throws RegistryError if rows are invalid and not skipped, if there are no rows, or if most NPIs fail their check
   * digit and that is not accepted
   */
  finish(): PackedRegistry {
    return atOnce(this.finishing());
  }

  /** @internal `finish` in steps. */
  *finishing(): Steps<PackedRegistry> {
    const { packer, problems, duplicateRows, warnings } = this;
    if (this.columns === null) throw empty('The registry is empty: it has no header line.');
    if (problems.length > 0 && !this.options.skipBadRows) throw this.badRows();
    if (packer.count === 0) throw empty('The registry has a header line but no enrollment below it.');
    return yield* packer.pack((twins, npis) => {
      this.judgeNpis(npis);
      this.warnOfLeadingZeros(twins);
      return { duplicateRows, skippedRows: problems, warnings };
    });
  }

  /** The cells as text, or why one of them is invalid. Cells of unused columns may be anything. */
  private textsOf(cells: readonly RegistryCell[]): readonly string[] | string {
    const texts = cells.map(cellText);
    const bad = usedColumns(this.columns!).find((at) => texts[at] === null);
    if (bad === undefined) return texts.map((text, at) => text ?? inWords(cells[at]));
    const why = Number.isFinite(cells[bad])
      ? 'too large to be exact: give it as text'
      : 'no text, number or day';
    return `its column "${this.head[bad]}" holds ${inWords(cells[bad])}, which is ${why}`;
  }

  /** The values of the row, or why it is invalid. */
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
    const idFault = faultOfMedicaidId(medicaidId);
    if (idFault !== null) return this.blame('medicaid_id', idFault);
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
    const typeCell = cell(columns.provider_type);
    const providerType = typeCell === '' ? '' : readProviderType(typeCell);
    if (providerType === null) return this.blame('provider_type', faultOfProviderType(typeCell));
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

  /** The date in a cell, 0 if empty; null if invalid. */
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
    const codes = distinct(cell.toUpperCase().split(/[;|,\s]+/)).filter((code) => code !== '');
    for (const code of codes) {
      if (!TAXONOMY.test(code))
        this.warn(`Line ${line}: taxonomy "${code.slice(0, 20)}" is not ten letters or digits.`);
    }
    return codes.join(' ');
  }

  /** Returns the reason, and records that the field may be in the wrong column. */
  private blame(field: BlamedField, reason: string): string {
    this.blamed.add(field);
    return reason;
  }

  private badRows(): RegistryError {
    const { problems } = this;
    const { doubts, suggestedColumns } = this.doubtfulColumns();
    return new RegistryError('PRVCHECK_REGISTRY_ROWS', badRows(problems, doubts), {
      problems,
      suggestedColumns,
    });
  }

  /** Columns that were probably taken for the wrong field, as sentences and by field. */
  private doubtfulColumns() {
    const { head, columns, options } = this;
    const swapped = this.blamed.has('npi') ? this.swapped() : null;
    if (swapped !== null)
      return { doubts: [`The columns seem swapped: ${swapped.what}.`], suggestedColumns: swapped.columns };
    const doubts: string[] = [];
    const suggestedColumns: Record<string, string | null> = {};
    for (const field of this.blamed) {
      const doubt = doubtfulColumn(field, head, columns!, options.columns ?? {});
      if (doubt === null) continue;
      doubts.push(doubt.line);
      suggestedColumns[field] = doubt.likely;
    }
    return { doubts, suggestedColumns };
  }

  /** @throws RegistryError if most of them fail their check digit and that is not accepted */
  private judgeNpis(npis: Float64Array): void {
    if (npis.length < NPIS_TO_JUDGE || !mostFail(npis)) return;
    const what = `Most of the registry's ${npis.length} NPIs fail their check digit`;
    if (this.options.acceptInvalidNpis) {
      this.warnings.unshift(`${what}, and are used as they are.`);
      return;
    }
    const swapped = this.swapped();
    const why =
      swapped === null
        ? `: they are mistyped, or column "${this.nameOf(this.columns!.npi!)}" holds something else. Claims would find no enrollment under them.`
        : `, and the columns seem swapped: ${swapped.what}.`;
    throw new RegistryError('PRVCHECK_REGISTRY_NPIS', what + why, {
      suggestedColumns: swapped?.columns ?? {},
    });
  }

  /** The column that probably has the NPIs instead of the chosen one, and the mapping that corrects it. */
  private swapped(): { readonly what: string; readonly columns: Record<string, string> } | null {
    const { npi, medicaid_id } = this.columns!;
    const other = this.npiColumns.inPlaceOf(npi!);
    const name = other === null ? '' : this.nameOf(other);
    if (name === '') return null;
    const columns: Record<string, string> = { npi: name };
    if (other === medicaid_id) columns.medicaid_id = this.nameOf(npi!);
    return { what: `column "${name}" holds NPIs, and column "${this.nameOf(npi!)}" does not`, columns };
  }

  private nameOf(column: number): string {
    return this.head[column]?.trim() ?? '';
  }

  /** Warns about Medicaid IDs that differ only in leading zeros: a spreadsheet dropped them from one. */
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

function mostFail(npis: Float64Array): boolean {
  let passing = 0;
  for (const npi of npis) if (hasCheckDigit(npi) && ++passing * 2 >= npis.length) return false;
  return true;
}

function digitsIn(text: string): string {
  return /^\d*$/.test(text) ? text : text.replace(/\D/g, '');
}

function empty(message: string): RegistryError {
  return new RegistryError('PRVCHECK_REGISTRY_EMPTY', message);
}

function badRows(problems: readonly RowProblem[], doubts: readonly string[]): string[] {
  const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`  and ${more} more`);
  const count = problems.length === 1 ? '1 bad row' : `${problems.length} bad rows`;
  return [
    `The registry has ${count}, and a registry read by half would call claims clean:`,
    ...lines,
    ...doubts,
    'Mend them, or skip them.',
  ];
}
