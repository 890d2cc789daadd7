import { parse } from 'fast-csv';
import { InputError } from './input-error';
import { whyNotCsv } from './not-csv';
import { openFile } from './open-file';

export interface CsvRow {
  readonly cells: readonly string[];
  /** 1-based line of the file on which the row begins. */
  readonly line: number;
}

/** A quoted cell that runs on for longer than this was never closed. */
const maxLinesInRow = 100;
const maxLineLength = 1_000_000;

/** The rows of a CSV file, header first, blank ones left out. */
export async function* csvRows(path: string): AsyncGenerator<CsvRow, void, undefined> {
  let parseLine: ((line: string) => Promise<string[] | null>) | null = null;
  let delimiter: string | undefined;
  let line = 0;
  let firstOfRow = 1;
  for await (const text of textLines(path)) {
    line += 1;
    if (parseLine === null) {
      const named = delimiterNamedBy(text);
      delimiter ??= named;
      if (named !== undefined || text.trim() === '') {
        firstOfRow = line + 1;
        continue;
      }
    }
    parseLine ??= rowParser(delimiter ?? delimiterOf(text));
    const cells = await parseLine(text).catch(() => {
      throw brokenQuote(path, firstOfRow, 'has a quotation mark in the middle of a cell');
    });
    if (cells === null) {
      if (line - firstOfRow < maxLinesInRow) continue;
      throw unclosedQuote(path, firstOfRow);
    }
    if (cells.some((cell) => cell.trim() !== '')) yield { cells, line: firstOfRow };
    firstOfRow = line + 1;
  }
  if (parseLine === null) throw new InputError(`cannot use ${path}: it is empty.`);
  if (firstOfRow <= line) throw unclosedQuote(path, firstOfRow);
}

/**
 * fast-csv, given one line at a time: it answers with the row that ends there, or null inside a quoted cell.
 * In larger pieces it would drop the rows before a fault, and with them the line number.
 */
function rowParser(delimiter: string): (line: string) => Promise<string[] | null> {
  const csv = parse({ delimiter });
  csv.on('error', () => {}); // told by the write that caused it
  return (line) =>
    new Promise((resolve, reject) => {
      csv.write(`${line}\n`, (error) => (error ? reject(error) : resolve(csv.read() as string[] | null)));
    });
}

/** The lines of a text file, however they end; a byte order mark is dropped. */
async function* textLines(path: string): AsyncGenerator<string, void, undefined> {
  let rest = '';
  let atStart = true;
  for await (const chunk of openFile(path)) {
    const reason = atStart ? whyNotCsv(chunk) : null;
    if (reason !== null) throw new InputError(`cannot use ${path}: ${reason}`);
    let text = rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    if (atStart && text.startsWith('\xef\xbb\xbf')) text = text.slice(3);
    atStart = false;
    const lines = text.split(/\r\n|\n|\r(?!$)/); // a CR at the very end may have its LF in the next chunk
    rest = lines.pop() ?? '';
    if (rest.length > maxLineLength) {
      throw new InputError(
        `cannot use ${path}: it has a line of more than a million characters, so it is no CSV.`,
      );
    }
    for (const line of lines) yield decode(line);
  }
  if (rest !== '') yield decode(rest.replace(/\r$/, ''));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** Bytes are UTF-8 where they are valid UTF-8, else what spreadsheets on Windows write. */
function decode(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

/** Excel's own first line, `sep=;`, which is no row. */
function delimiterNamedBy(line: string): string | undefined {
  return /^sep=([^"\w])\s*$/i.exec(line)?.[1];
}

/** The one of comma, semicolon, tab and pipe that stands most often outside quotes in the header. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

function unclosedQuote(path: string, line: number): InputError {
  return brokenQuote(path, line, 'opens a quotation mark that is never closed');
}

function brokenQuote(path: string, line: number, what: string): InputError {
  return new InputError(
    `cannot use ${path}: line ${line} ${what}.\n` +
      'Remove the mark, or write it twice ("") inside a quoted cell. Saving the file again as CSV from a spreadsheet does that.',
  );
}
