import { delimiterOf } from '../input/csv';
import { decodeLine } from '../input/csv-lines';
import type { RowParser } from '../input/csv-rows';
import { whyNotCsv, whyNotText } from '../input/not-csv';
import { cellValue } from '../registry/cell-value';
import {
  candidatesOf,
  type NppesColumns,
  type NppesProvider,
  nppesColumns,
  providerOf,
} from '../registry/nppes';
import { npiNumber } from '../registry/packed/codes';
import { fastCsvParser } from './fast-csv-parser';
import { InputError } from './input-error';
import { readThroughBuffer } from './open-file';
import { RawRows } from './raw-rows';

export interface NppesListener {
  /** Receives an NPI of the list and its rows, with the columns of `candidateHeader`. */
  candidates(npi: string, rows: readonly (readonly string[])[], provider: NppesProvider): Promise<void>;
  /** Bytes read so far. */
  progress(bytes: number): void;
}

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Reads an NPPES data file for the candidates of some NPIs. Looks at the NPI of each row first and parses only wanted
 * rows, so that the ten gigabytes are read at the speed of the disk. Holds one chunk at a time.
 * @param npis ten digits each; any other is never found
 * @throws InputError if it is not an NPPES data file
 */
export async function readNppes(
  path: string,
  npis: ReadonlySet<string>,
  listener: NppesListener,
): Promise<void> {
  const wanted = new Set([...npis].map(npiNumber).filter((npi) => npi !== null));
  const rows = new RawRows(path);
  let file: NppesFile | null = null;
  let bytes = 0;
  let providers = 0;

  const readRows = async () => {
    file ??= await readHeader(rows, path);
    if (file === null) return;
    while (rows.next(file.columns.npi)) {
      if (rows.from === rows.to) continue;
      providers++;
      const npi = npiOf(rows.latin1(rows.cellFrom, rows.cellTo));
      if (npi === null || !wanted.has(npi)) continue;
      const cells = await readCells(rows, path, file);
      const { columns } = file;
      await listener.candidates(String(npi), candidatesOf(cells, columns), providerOf(cells, columns));
    }
  };

  for await (const chunk of readThroughBuffer(path)) {
    if (bytes === 0) refuseOther(chunk, path);
    rows.push(chunk);
    if (bytes === 0 && rows.startsWith(byteOrderMark)) rows.skip(byteOrderMark.length);
    bytes += chunk.length;
    await readRows();
    listener.progress(bytes);
  }
  if (bytes === 0) throw new InputError(`cannot use ${path}: it is empty.`);
  rows.close();
  await readRows();
  rows.finish();
  if (providers === 0) throw new InputError(`cannot use ${path}: ${noProviders}`);
}

const noProviders =
  'it has a header and no provider below it. Give the data file beside it: its name does not end in _fileheader.';

interface NppesFile {
  readonly parse: RowParser;
  readonly width: number;
  readonly columns: NppesColumns;
}

/** Reads the header from the first row that is not blank; null if there is none yet. */
async function readHeader(rows: RawRows, path: string): Promise<NppesFile | null> {
  for (let text = rows.firstLine(); text !== null; text = rows.firstLine()) {
    const delimiter = delimiterOf([text]);
    rows.delimiter = delimiter.charCodeAt(0);
    if (!rows.next(0)) return null;
    if (text.trim() === '') continue;
    const parse = await fastCsvParser(delimiter);
    const [header = []] = await parse(`${decodeLine(rows.latin1(rows.from, rows.to))}\n`);
    const columns = nppesColumns(header);
    if (typeof columns === 'string') throw new InputError(`cannot use ${path}: ${columns}`);
    return { parse, width: header.length, columns };
  }
  return null;
}

async function readCells(
  rows: RawRows,
  path: string,
  { parse, width }: NppesFile,
): Promise<readonly string[]> {
  const { line } = rows;
  const [cells = []] = await parse(`${decodeLine(rows.latin1(rows.from, rows.to))}\n`);
  if (cells.length === width) return cells;
  throw new InputError(
    `cannot use ${path}: line ${line} has ${cells.length} cells and the header has ${width}.`,
  );
}

function refuseOther(head: Uint8Array, path: string): void {
  const reason = whyNotCsv(head) ?? whyNotText(head);
  if (reason !== null) throw new InputError(`cannot use ${path}: ${reason}`);
}

/** The number in a raw cell, with or without quotes; null if it has none. */
function npiOf(raw: string): number | null {
  const text = raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
  return npiNumber(cellValue(text));
}
