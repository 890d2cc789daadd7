import { type List, ListReader } from '../enrollment/merge/list';
import {
  HeaderFinder,
  headOf,
  type RegistryHead,
  ROWS_BEFORE_HEADER,
  type Row,
} from '../registry/find-header';
import type { PackedRegistry } from '../registry/packed/packed';
import { RegistryReader, type RegistryReaderOptions } from '../registry/reader';
import { joinBytes } from '../values/join-bytes';
import { inTurns } from '../values/steps';
import { readCsvRows } from './csv';
import { badRow, type MakeRowParser, type TakeBadRow } from './csv-rows';
import { InputError } from './input-error';
import { isWorkbook, type LoadXlsx, readWorkbook, type WorkbookOptions } from './workbook';

const rowsPerReport = 1000;
/** The most bytes of a packed workbook. */
const LARGEST_WORKBOOK = 256 * 1024 * 1024;

/** What reads the rows of files, different in Node than in the page. */
export interface RowFormats {
  readonly makeParser: MakeRowParser;
  readonly loadXlsx: LoadXlsx;
}

/** How to read a registry from a file. */
export interface RegistryFileOptions extends RegistryReaderOptions {
  /** The sheet of a workbook, if several could be the registry. */
  readonly sheet?: string;
  /** Where bad rows are skipped: return a registry without enrollments if all are bad, instead of throwing. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Reads the provider registry from a CSV or an Excel workbook, recognized by content.
 * @param onProgress called now and then with the number of rows read
 * @throws RegistryError if the registry cannot be used
 * @throws InputError if it is neither
 */
export async function readRegistryFile(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  formats: RowFormats,
  { sheet, mayBeEmpty, ...options }: RegistryFileOptions,
  onProgress?: (rows: number) => void,
): Promise<PackedRegistry> {
  const { columns = {} } = options;
  const file = await openRows(chunks, path, formats, { columns, ...(sheet !== undefined && { sheet }) });
  const reader = new RegistryReader(options, file.unit);
  const finder = new HeaderFinder(reader, columns);
  let rows = 0;
  await file.read(
    (cells, line) => {
      finder.row(cells, line);
      if (++rows % rowsPerReport === 0) onProgress?.(rows);
    },
    (line, reason) => {
      if (rows === 0) throw badRow(path, line, reason);
      reader.badRow(line, reason);
    },
  );
  finder.end();
  return inTurns(reader.finishing(mayBeEmpty));
}

/** Reads the header and the first rows of a file, with the options that were tried. */
export async function readRegistryHead(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  formats: RowFormats,
  { sheet, columns = {} }: RegistryFileOptions,
): Promise<RegistryHead> {
  const rows: Row[] = [];
  const file = await openRows(chunks, path, formats, { columns, ...(sheet !== undefined && { sheet }) });
  await file.read(
    (cells, line) => {
      if (rows.length < ROWS_BEFORE_HEADER + SAMPLES) rows.push({ cells, line });
    },
    () => {},
  );
  return headOf(rows, columns, SAMPLES);
}

/**
 * Reads a list of enrollments with all of its cells, confirmed rows or not.
 * @throws RegistryError if its columns or its sheet are not clear
 * @throws InputError if it is neither a CSV nor a workbook, or if a row of it cannot be split into cells
 */
export async function readList(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  formats: RowFormats,
  options: WorkbookOptions,
): Promise<List> {
  const { columns = {} } = options;
  const reader = new ListReader(columns);
  const finder = new HeaderFinder(reader, columns);
  const file = await openRows(chunks, path, formats, options);
  await file.read((cells, line) => finder.row(cells, line));
  finder.end();
  return reader.finish();
}

/** Values shown of each column. */
const SAMPLES = 3;

/** A file of rows whose first bytes are known. */
interface RowsOfFile {
  /** How the place of a row is called. */
  readonly unit: 'line' | 'row';
  /**
   * Reads all rows. Call it once.
   * @param takeBad receives rows of a CSV that cannot be split into cells; without it such a row makes the file unusable
   */
  read(take: HeaderFinder['row'], takeBad?: TakeBadRow): Promise<void>;
}

async function openRows(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  { makeParser, loadXlsx }: RowFormats,
  options: WorkbookOptions,
): Promise<RowsOfFile> {
  const { first, all } = await peeked(chunks);
  if (!isWorkbook(first))
    return {
      unit: 'line',
      read: (take, takeBad) => readCsvRows(all, path, makeParser, take, takeBad, ROWS_BEFORE_HEADER),
    };
  return {
    unit: 'row',
    read: async (take) => readWorkbook(await gathered(all, path), path, loadXlsx, options, take),
  };
}

/** The first chunk, and all of them. */
async function peeked(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly first: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const { done, value } = await iterator.next();
  const first = done ? new Uint8Array() : value;
  return { first, all: after(first, iterator) };
}

async function* after(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function gathered(chunks: AsyncIterable<Uint8Array>, path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > LARGEST_WORKBOOK)
      throw new InputError(
        `cannot use ${path}: the workbook has more than 256 MB. Save the sheet with the list as a CSV, and use that.`,
      );
  }
  return joinBytes(parts);
}
