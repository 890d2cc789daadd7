import type { CellValue, MergeRange, readXlsx, streamXlsxRows } from 'hucre/xlsx';
import type { RegistryCell } from '../registry/cell-value';
import type { Mapping } from '../registry/columns';
import { isHeader, ROWS_BEFORE_HEADER } from '../registry/find-header';
import { RegistryError } from '../registry/registry';
import { latin1 } from '../values/ascii';
import { isTurnDue, turn } from '../values/turn';
import { Allowance } from './allowance';
import { InputError } from './input-error';

/** The most bytes of all parts of a workbook: some million rows. */
const LARGEST = 512 * 1024 * 1024;
const ROWS_A_LOOK = 64;

/** The library that reads workbooks, as a platform loads it: on demand, or as part of a bundle. */
export type LoadXlsx = () => Promise<{
  readonly readXlsx: typeof readXlsx;
  readonly streamXlsxRows: typeof streamXlsxRows;
}>;

/** Which sheet of a workbook is read, and which headers its columns have. */
export interface WorkbookOptions {
  readonly sheet?: string;
  readonly columns?: Mapping;
}

/** Whether a file that begins with these bytes may be a workbook. */
export function isWorkbook(head: Uint8Array): boolean {
  const text = latin1(head.subarray(0, 4096));
  if (!text.startsWith('PK\x03\x04')) return false;
  const name = text.slice(30, 30 + head[26]! + 256 * head[27]!);
  return /^(?:\[Content_Types\]|_rels\/|docProps\/|xl\/)/.test(name);
}

/**
 * Reads the rows of the sheet that holds the list: the one given, or the only visible one with a header that fits.
 * Merged cells repeat their value; of formulas the last result is read.
 * @param take receives each row with its 1-based number; numbers as numbers, dates as YYYY-MM-DD
 * @throws InputError if the workbook is damaged, protected by a password, or too large
 * @throws RegistryError if it is not clear which sheet is meant
 */
export async function readWorkbook(
  bytes: Uint8Array,
  path: string,
  loadXlsx: LoadXlsx,
  options: WorkbookOptions,
  take: (cells: readonly RegistryCell[], row: number) => void,
): Promise<void> {
  checkSize(bytes, path);
  const xlsx = await loadXlsx();
  const places = new Map<string, number>();
  const { sheets } = await unlessDamaged(path, () =>
    xlsx.readXlsx(bytes, {
      maxRows: ROWS_BEFORE_HEADER,
      sheets: ({ name, index, hidden, veryHidden }) => {
        if (hidden || veryHidden) return false;
        places.set(name, index);
        return true;
      },
    }),
  );
  const heads = sheets.map(({ name, rows }) => ({ name, rows: rows.map(cellsOf) }));
  const name = chosenSheet(heads, options);
  const merges = new Merges(sheets.find((sheet) => sheet.name === name)?.merges ?? []);
  const rows = xlsx.streamXlsxRows(bytes, { sheet: places.get(name)! });
  for (let read = 1; ; read++) {
    const { done, value } = await unlessDamaged(path, () => rows.next());
    if (done) return;
    const cells = cellsOf(value.values);
    merges.fill(cells, value.index);
    take(cells, value.index + 1);
    if (read % ROWS_A_LOOK === 0 && isTurnDue()) await turn();
  }
}

/** A sheet with its first rows. */
interface Head {
  readonly name: string;
  readonly rows: readonly (readonly RegistryCell[])[];
}

function chosenSheet(all: readonly Head[], { sheet, columns = {} }: WorkbookOptions): string {
  const names = all.map(({ name }) => name);
  if (sheet !== undefined) {
    const named = names.find((name) => name.trim().toLowerCase() === sheet.trim().toLowerCase());
    if (named !== undefined) return named;
    throw unclear(`The workbook has no sheet "${sheet}".`, names);
  }
  const filled = all.filter(({ rows }) => rows.some((cells) => cells.some((cell) => cell !== '')));
  const fitting = filled.filter(({ rows }) => rows.some((cells) => isHeader(cells, columns)));
  if (fitting.length === 1) return fitting[0]!.name;
  const some = fitting.length > 0 ? fitting : filled;
  if (some.length === 0)
    throw unclear('The workbook is empty: no sheet that is shown has a filled cell.', []);
  if (some.length === 1) return some[0]!.name;
  throw unclear(
    fitting.length > 0
      ? 'Several sheets of the workbook could be the list.'
      : 'No sheet of the workbook names an NPI, a Medicaid ID and a provider type in its first rows.',
    some.map(({ name }) => name),
  );
}

function unclear(what: string, sheets: readonly string[]): RegistryError {
  const listed = sheets.map((name) => `"${name}"`).join(', ');
  const lines = sheets.length === 0 ? [what] : [`${what} Say which sheet it is: ${listed}.`];
  return new RegistryError('PRVCHECK_REGISTRY_SHEET', lines, { sheets });
}

/** A sheet's cells as those of a database. A date has no time of day. */
function cellsOf(values: readonly CellValue[]): RegistryCell[] {
  return values.map((value) => {
    if (value === null) return '';
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
    return typeof value === 'boolean' ? String(value).toUpperCase() : value;
  });
}

/** Repeats the value of merged cells, row by row. */
class Merges {
  private readonly coming: readonly MergeRange[];
  private next = 0;
  private open: { readonly range: MergeRange; readonly value: RegistryCell }[] = [];

  constructor(ranges: readonly MergeRange[]) {
    this.coming = [...ranges].sort((a, b) => a.startRow - b.startRow);
  }

  fill(cells: RegistryCell[], row: number): void {
    for (; this.next < this.coming.length && this.coming[this.next]!.startRow <= row; this.next++) {
      const range = this.coming[this.next]!;
      // If its first row is missing, all of it is empty.
      if (range.startRow === row) this.open.push({ range, value: cells[range.startCol] ?? '' });
    }
    if (this.open.length === 0) return;
    this.open = this.open.filter(({ range }) => range.endRow >= row);
    for (const { range, value } of this.open) {
      while (cells.length <= range.startCol) cells.push('');
      for (let at = range.startCol; at <= range.endCol && at <= MOST_COLUMNS; at++) cells[at] = value;
    }
  }
}

const MOST_COLUMNS = 16_383;

async function unlessDamaged<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { name } = error as Error;
    if (name === 'EncryptedFileError') throw passwordNeeded(path, error);
    throw new InputError(
      `cannot use ${path}: the workbook is damaged. Open it in Excel, save it again as .xlsx, and use that file.`,
      { cause: error },
    );
  }
}

function passwordNeeded(path: string, cause?: unknown): InputError {
  return new InputError(
    `cannot use ${path}: the workbook is protected by a password. Save a copy without one (in Excel: File, Info, Protect Workbook).`,
    { cause },
  );
}

/**
 * Refuses a workbook that would not fit into memory, by the sizes in the directory of the zip, to which the library
 * holds each part.
 */
function checkSize(bytes: Uint8Array, path: string): void {
  let unpacked = 0;
  for (const size of sizesInZip(bytes) ?? [null]) {
    if (size === null)
      throw new InputError(
        `cannot use ${path}: the workbook is damaged or cut short. Open it in Excel, save it again as .xlsx, and use that file.`,
      );
    unpacked += size;
  }
  new Allowance(path, () => bytes.length, 'workbook').use(unpacked);
  if (unpacked > LARGEST)
    throw new InputError(
      `cannot use ${path}: the workbook holds more than 512 MB. Save the sheet with the list as a CSV, and use that.`,
    );
}

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The unpacked sizes of the parts, null for one that does not say; null if there is no directory. */
function sizesInZip(bytes: Uint8Array): (number | null)[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  const first = Math.max(0, end - 0xffff);
  while (end >= first && view.getUint32(end, true) !== directoryEnd) end--;
  if (end < first) return null;
  const sizes: (number | null)[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) return null;
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    sizes.push((packed === 0) === (size === 0) && size !== 0xffffffff ? size : null);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sizes;
}
