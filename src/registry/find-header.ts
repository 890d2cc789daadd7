import { hasCheckDigit } from '../values/npi';
import { cellText, cellValue, type RegistryCell } from './cell-value';
import { type Field, fieldsNamed, type Mapping } from './columns';
import { npiNumber } from './packed/codes';
import { readProviderType } from './read-provider-type';
import { RegistryError } from './registry';

/** Rows among which the header is looked for. */
export const ROWS_BEFORE_HEADER = 20;

/** A row with its 1-based line. */
export interface Row {
  readonly cells: readonly RegistryCell[];
  readonly line: number;
}

/** Receives the rows of a list: its header, then the titles above it, then the rows below. */
export interface ListListener {
  header(names: readonly string[]): void;
  titles(rows: readonly Row[]): void;
  row(cells: readonly RegistryCell[], line: number): void;
}

/**
 * Passes rows to a listener, from the header on: the first of the first twenty rows that names an NPI, a Medicaid ID and
 * a provider type. Rows above it are titles. If no row does, the one that names most is taken, so that the listener
 * can report what is missing.
 */
export class HeaderFinder {
  /** null once the header is found. */
  private waiting: Row[] | null = [];

  constructor(
    private readonly listener: ListListener,
    private readonly mapping: Mapping,
  ) {}

  /** Takes the next row. Blank rows are allowed. */
  row(cells: readonly RegistryCell[], line: number): void {
    const { waiting } = this;
    if (waiting === null) return this.listener.row(cells, line);
    if (textsOf(cells).every((text) => text.trim() === '')) return;
    waiting.push({ cells, line });
    if (waiting.length === ROWS_BEFORE_HEADER || isHeader(cells, this.mapping)) this.settle(waiting);
  }

  /** Call it after the last row. */
  end(): void {
    if (this.waiting !== null && this.waiting.length > 0) this.settle(this.waiting);
  }

  private settle(rows: readonly Row[]): void {
    this.waiting = null;
    if (isByPosition(this.mapping)) return this.readAll(rows);
    if (isBare(rows, this.mapping)) throw noHeader(rows);
    const at = headerAmong(rows, this.mapping);
    this.header(textsOf(rows[at]!.cells), rows.slice(at + 1));
    if (at > 0) this.listener.titles(rows.slice(0, at));
    for (const { cells, line } of rows.slice(at + 1)) this.listener.row(cells, line);
  }

  /** Where the names do not say which column is which, the values below may. */
  private header(names: readonly string[], below: readonly Row[]): void {
    try {
      this.listener.header(names);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code !== 'PRVCHECK_REGISTRY_COLUMNS') throw error;
      const likely = likelyColumns(below, (at) => names[at]?.trim() ?? '');
      const suggested = Object.entries(error.suggestedColumns).map(([field, name]) => [
        field,
        name ?? likely[field] ?? null,
      ]);
      throw new RegistryError(error.code, error.message.split('\n'), {
        suggestedColumns: Object.fromEntries(suggested),
      });
    }
  }

  /** There is no header: columns are named by their positions. */
  private readAll(rows: readonly Row[]): void {
    const width = Math.max(...rows.map(({ cells }) => cells.length));
    this.listener.header(Array.from({ length: width }, (_, at) => positionName(at)));
    for (const { cells, line } of rows) this.listener.row(cells, line);
  }
}

/** The columns of a file that may be a registry, to choose from. */
export interface RegistryHead {
  /** Their names, or positions if there is no header; without blank ones. */
  readonly header: readonly string[];
  /** The first values of each, in the same order. */
  readonly samples: readonly (readonly string[])[];
}

/** The columns among the first rows of a file, with as many values of each as wanted. */
export function headOf(rows: readonly Row[], mapping: Mapping, samples: number): RegistryHead {
  const texts = rows.map(({ cells }) => textsOf(cells).map((text) => text.trim()));
  const at = isByPosition(mapping) || isBare(rows, mapping) ? -1 : headerAmong(rows, mapping);
  const width = Math.max(0, ...texts.map((cells) => cells.length));
  const names = Array.from({ length: width }, (_, column) =>
    at === -1 ? positionName(column) : (texts[at]![column] ?? ''),
  );
  const columns = names.flatMap((name, column) => (name === '' ? [] : [{ name, column }]));
  const values = texts.slice(at + 1);
  return {
    header: columns.map(({ name }) => name),
    samples: columns.map(({ column }) => values.flatMap((cells) => cells[column] || []).slice(0, samples)),
  };
}

/** Whether the first rows have no header: the first one holds values, and none names a column. */
function isBare(rows: readonly Row[], mapping: Mapping): boolean {
  if (rows.length === 0 || !holdsValues(rows[0]!.cells)) return false;
  return fieldsNamed(textsOf(rows[headerAmong(rows, mapping)]!.cells), mapping).count === 0;
}

/** The name of a column without header, as `columns` takes it: `#1` is the first. */
export function positionName(at: number): string {
  return `#${at + 1}`;
}

/** Whether all columns are named by positions, which means that there is no header. */
export function isByPosition(mapping: Mapping): boolean {
  const names = Object.values(mapping);
  return names.length > 0 && names.every((name) => /^#[1-9]\d*$/.test(name));
}

/** Whether a row names all columns that a registry needs. */
export function isHeader(cells: readonly RegistryCell[], mapping: Mapping): boolean {
  return fieldsNamed(textsOf(cells), mapping).isHeader;
}

function holdsValues(cells: readonly RegistryCell[]): boolean {
  return textsOf(cells).some((text) => npiNumber(text.trim()) !== null);
}

function noHeader(rows: readonly Row[]): RegistryError {
  return new RegistryError(
    'PRVCHECK_REGISTRY_HEADER',
    'The registry has no line that names its columns: its first line holds values. Put a line above it with npi, ' +
      'medicaid_id, provider_type and the others, or name the columns by their positions: #1 is the first.',
    { suggestedColumns: likelyColumns(rows, positionName) },
  );
}

const looks: readonly (readonly [Field, (cell: string) => boolean])[] = [
  ['npi', (cell) => /^[12]\d{9}$/.test(cell) && hasCheckDigit(cell)],
  ['medicaid_id', (cell) => /^\d{8,12}$/.test(cell)],
  ['provider_type', (cell) => cell.length < 4 && readProviderType(cell) !== null],
  ['taxonomy', (cell) => /^\d[0-9A-Z]{8}X$/.test(cell)],
];

/** The columns whose values, all that are not blank, look like those of a field; null for no such one. */
function likelyColumns(rows: readonly Row[], nameOf: (at: number) => string): Record<string, string | null> {
  const texts = rows.map(({ cells }) => textsOf(cells).map(cellValue));
  const taken = new Set<number>();
  const likely: Record<string, string | null> = {};
  for (const [field, looksSo] of looks) {
    const at = Array.from({ length: Math.max(0, ...texts.map((cells) => cells.length)) }, (_, at) => at).find(
      (at) => {
        const values = texts.map((cells) => cells[at] ?? '').filter((value) => value !== '');
        return values.length > 0 && values.every(looksSo) && !taken.has(at) && nameOf(at) !== '';
      },
    );
    likely[field] = at === undefined ? null : nameOf(at);
    if (at !== undefined) taken.add(at);
  }
  return likely;
}

/** The index of the row that names most fields, the first one of several. */
export function headerAmong(rows: readonly Row[], mapping: Mapping): number {
  const counts = rows.map(({ cells }) => {
    const { count, isHeader } = fieldsNamed(textsOf(cells), mapping);
    return isHeader ? Number.POSITIVE_INFINITY : count;
  });
  return counts.indexOf(Math.max(...counts));
}

function textsOf(cells: readonly RegistryCell[]): string[] {
  return cells.map((cell) => cellText(cell) ?? '');
}
