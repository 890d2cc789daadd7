import { isoDay } from '../values/dates';
import { invalid } from '../values/errors';
import { hasCheckDigit } from '../values/npi';
import { countOf } from '../values/numbers';
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
import { atOnce, inBlocks, type Steps } from '../values/steps';
import { cellText, LONGEST_CELL, longCell, type RegistryCell } from './cell-value';
import {
  type Columns,
  candidateColumn,
  doubtfulColumn,
  type Field,
  findColumns,
  unusedColumns,
  usedColumns,
} from './columns';
import type { Row } from './find-header';
import { NpiColumns } from './npi-columns';
import type { Notes, PackedRegistry } from './packed/packed';
import { Packer } from './packed/packer';
import { readSerialDay } from './read-day';
import { type RowFault, RowReader } from './read-row';
import { RegistryError, type RowProblem } from './registry';
import { RowNotes } from './row-notes';

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
  /**
   * Take the NPI of the row above where the cell is blank, as merged cells look in a CSV; by default such a row is
   * invalid.
   * @default false
   */
  readonly fillDown?: boolean;
}

/** The checks of the reader's options, for functions that pass them on. */
export function readerShape(): Shape<RegistryReaderOptions> {
  return {
    columns: optional(mapOf(text)),
    skipBadRows: optional(flag),
    acceptInvalidNpis: optional(flag),
    fillDown: optional(flag),
  };
}

/** How many kinds of invalid rows an error lists; the rest are counted. */
const PROBLEMS_SHOWN = 10;
const WARNINGS_KEPT = 100;
/** With fewer NPIs, one or two mistyped ones prove nothing about the column. */
const NPIS_TO_JUDGE = 3;
/** What the last line of an export begins with if it is no enrollment. */
const closing = /^(?:(?:grand |sub)?total\b|(?:row |record )?count\b|end of (?:report|list|file)\b)/i;

const blankNpis =
  'NPIs are blank below others, as merged cells look in a CSV: write the NPI in every row, or fill it down.';

type BlamedField = Exclude<Field, 'taxonomy'>;

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
  private rows: RowReader | null = null;
  private readonly packer = new Packer();
  private readonly npiColumns = new NpiColumns();
  private readonly problems: RowProblem[] = [];
  private readonly problemNotes: RowNotes;
  private readonly rowNotes: RowNotes;
  private readonly warnings: string[] = [];
  private readonly blamed = new Set<BlamedField>();
  private duplicateRows = 0;
  private npiAbove = '';
  private hasBlankNpi = false;
  /** A row that may close the file. */
  private total: { readonly line: number; readonly begins: string } | null = null;

  /** @throws TypeError if the options are invalid */
  constructor(options?: RegistryReaderOptions);
  /** @internal @param unit how messages name the place of a row */
  constructor(options: RegistryReaderOptions, unit: 'line' | 'row');
  constructor(
    private readonly options: RegistryReaderOptions = {},
    private readonly unit: 'line' | 'row' = 'line',
  ) {
    demand(objectOf(readerShape()), options, 'options');
    this.problemNotes = new RowNotes(unit);
    this.rowNotes = new RowNotes(unit);
  }

  /**
   * Takes the first line: the names of the columns.
   * @throws RegistryError if a required column is missing
   * @throws TypeError if the cells are not an array of strings
   */
  header(cells: readonly string[]): void {
    demand(listOf(text), cells, 'header');
    this.columns = findColumns(cells, this.options.columns ?? {});
    this.rows = new RowReader(cells.length, this.columns, this.rowNotes);
    const unused = unusedColumns(cells, this.columns);
    if (unused.length > 0) this.note(`Columns that are not used: ${unused.join(', ')}.`);
    this.head = [...cells];
  }

  /**
   * Takes a row after the header, in the same column order. Invalid rows are reported by `finish`.
   * @param cells as a CSV or a database gives them
   * @param line the 1-based line on which the row begins, or another number that identifies the row
   * @throws TypeError if the cells are not an array, or if `header` was not called before
   */
  row(cells: readonly RegistryCell[], line: number): void {
    const { rows } = this;
    if (rows === null) throw invalid('RegistryReader: the header comes before the rows');
    if (!Array.isArray(cells)) demand(list, cells, `row ${line}`);
    if (!Number.isSafeInteger(line)) throw invalid(`line is ${inWords(line)} and must be a whole number`);
    const texts = cells.every((cell) => typeof cell === 'string') ? cells : this.textsOf(cells);
    if (typeof texts === 'string') return this.badRow(line, texts);
    if (texts.some((text) => text.length > LONGEST_CELL)) return this.badRow(line, longCell);
    if (texts.every((text) => text.trim() === '')) return;
    this.refuseTotal();
    if (isTotal(texts)) {
      this.total = { line, begins: texts.find((text) => text.trim() !== '')!.trim() };
      return;
    }
    const npi = rows.npiIn(texts) || this.blankNpi();
    this.npiColumns.add(texts);
    const values = rows.read(texts, line, npi);
    if (values === null) return;
    if ('reason' in values) {
      if (values.field === 'npi' && npi === '' && this.npiAbove !== '') this.hasBlankNpi = true;
      if (values.field !== null && values.field !== candidateColumn)
        this.blamed.add(values.field as BlamedField);
      this.badRow(line, values.reason, values.field);
    } else if (!this.packer.add(values)) this.duplicateRows++;
    this.npiAbove = npi;
  }

  /** @internal Records a row that could not be split into cells. */
  badRow(line: number, reason: string, field: RowFault['field'] = null): void {
    const problem = { line, reason, ...(field !== null && { field }) };
    this.problems.push(problem);
    this.problemNotes.add(problem);
  }

  /** @internal Notes the rows above the header. */
  titles(rows: readonly Row[]): void {
    const first = rows[0]!.line;
    const last = rows[rows.length - 1]!.line;
    const place = first === last ? `${this.unit} ${first}` : `${this.unit}s ${first} to ${last}`;
    this.note(
      `The names of the columns come after ${countOf(rows.length, 'other row')} (${place}), which are not read.`,
    );
  }

  /** Adds to the warnings. */
  private note(warning: string): void {
    if (this.warnings.length < WARNINGS_KEPT && !this.warnings.includes(warning)) this.warnings.push(warning);
  }

  /**
   * Returns the registry.
   * @throws RegistryError if rows are invalid and not skipped, if there are no rows, or if most NPIs fail their check
   * digit and that is not accepted
   */
  finish(): PackedRegistry {
    return atOnce(this.finishing());
  }

  /** @internal `finish` in steps. @param mayBeEmpty whether all rows may be bad, if bad rows are skipped */
  *finishing(mayBeEmpty = false): Steps<PackedRegistry> {
    const { packer, problems, rows } = this;
    if (rows === null) throw empty('The registry is empty: it has no header line.');
    if (problems.length > 0 && !this.options.skipBadRows) throw this.badRows();
    const { endedRows } = rows;
    if (packer.count === 0 && !(mayBeEmpty && problems.length > 0))
      throw empty(
        endedRows === 0
          ? 'The registry has a header line but no enrollment below it.'
          : `The registry has no active enrollment: each of its ${countOf(endedRows, 'row')} has ended.`,
      );
    if (problems.length > packer.count) for (const doubt of this.doubts().lines) this.note(doubt);
    this.noteWholeFile(rows);
    return yield* packer.pack((twins, npis) => this.describe(twins, npis));
  }

  /** What is to be said about the whole registry. */
  private *describe(twins: Iterable<readonly [string, string]>, npis: Float64Array): Steps<Notes> {
    const { duplicateRows, problems: skippedRows, warnings } = this;
    if (npis.length >= NPIS_TO_JUDGE && (yield* mostFail(npis))) this.doubtNpis(npis.length);
    this.warnOfLeadingZeros(twins);
    return { duplicateRows, skippedRows, warnings };
  }

  private noteWholeFile({ endedRows, serialColumns }: RowReader): void {
    const { total } = this;
    if (endedRows > 0)
      this.note(
        `${countOf(endedRows, 'row')} never ${endedRows === 1 ? 'counts' : 'count'}: the status says that the enrollment has ended, and there is no end date.`,
      );
    for (const [field, example] of serialColumns) {
      const day = isoDay(readSerialDay(example)!);
      this.note(
        `Column "${this.nameOf(this.columns![field]!)}" holds the day numbers of a spreadsheet, such as ${example} for ${day}.`,
      );
    }
    if (total !== null)
      this.note(
        `${capitalized(this.unit)} ${total.line}, the last one, is no enrollment: "${total.begins.slice(0, 20)}".`,
      );
    for (const note of this.rowNotes) this.note(`${capitalized(note)}.`);
  }

  /** The NPI above for a blank one, if that is wanted. */
  private blankNpi(): string {
    return this.options.fillDown === true ? this.npiAbove : '';
  }

  /** A row that seemed to close the file is invalid if another one follows. */
  private refuseTotal(): void {
    if (this.total === null) return;
    this.badRow(this.total.line, 'it begins like a total, and rows follow it');
    this.total = null;
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

  private badRows(): RegistryError {
    const { problems, hasBlankNpi } = this;
    const { lines, suggestedColumns } = this.doubts();
    return new RegistryError(
      'PRVCHECK_REGISTRY_ROWS',
      badRows(problems.length, [...this.problemNotes], lines),
      { problems, suggestedColumns, hasBlankNpi },
    );
  }

  /** Why many rows may be bad, as sentences, and the columns that were probably meant, by field. */
  private doubts() {
    const { doubts, suggestedColumns } = this.doubtfulColumns();
    return { lines: this.hasBlankNpi ? [...doubts, blankNpis] : doubts, suggestedColumns };
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

  /** Most NPIs fail their check digit. @throws RegistryError unless that is accepted */
  private doubtNpis(count: number): void {
    const what = `Most of the registry's ${count} NPIs fail their check digit`;
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
      this.note(
        `Medicaid IDs ${one} and ${other} differ by leading zeros alone: a spreadsheet may have dropped them.`,
      );
    }
  }
}

function* mostFail(npis: Float64Array): Steps<boolean> {
  let passing = 0;
  yield* inBlocks(npis.length, (from, to) => {
    for (const npi of npis.subarray(from, to)) if (hasCheckDigit(npi)) passing++;
  });
  return passing * 2 < npis.length;
}

/** Whether a row, which is not blank, has no NPI or Medicaid ID and begins like the end of a list. */
export function isTotal(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell.trim() !== '')!;
  return closing.test(first.trim()) && !cells.some((cell) => /\d{10}/.test(cell.replace(/[\s-]/g, '')));
}

function capitalized(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function empty(message: string): RegistryError {
  return new RegistryError('PRVCHECK_REGISTRY_EMPTY', message);
}

function badRows(count: number, kinds: readonly string[], doubts: readonly string[]): string[] {
  const lines = kinds.slice(0, PROBLEMS_SHOWN).map((kind) => `  ${kind}`);
  const more = kinds.length - lines.length;
  if (more > 0) lines.push(`  and ${countOf(more, 'other fault')}`);
  return [
    `The registry has ${countOf(count, 'bad row')}, and a registry read by half would call claims clean:`,
    ...lines,
    ...doubts,
    'Mend them, or skip them.',
  ];
}
