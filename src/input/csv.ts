import { isTurnDue, turn } from '../values/turn';
import { csvLines } from './csv-lines';
import { badRow, CsvRows, type MakeRowParser, type TakeBadRow, type TakeRow } from './csv-rows';
import { InputError } from './input-error';

/** Lines between checks whether timers and events should get a turn. */
const LINES_A_LOOK = 64;

/**
 * Reads the rows of a CSV file, header first, without blank rows.
 * @param takeBad receives rows that cannot be read; without it such a row makes the file unusable
 * @param linesToSee in how many lines to look for the delimiter, where titles may come before the header
 */
export async function readCsvRows(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  makeParser: MakeRowParser,
  take: TakeRow,
  takeBad: TakeBadRow = (line, reason) => {
    throw badRow(path, line, reason);
  },
  linesToSee = 1,
): Promise<void> {
  let rows: CsvRows | null = null;
  let delimiter: string | undefined;
  /** The first lines, up to one that shows the delimiter: titles may come before the header. */
  const first: string[] = [];
  let line = 0;
  const begin = async () => {
    rows = new CsvRows(
      makeParser,
      path,
      delimiter ?? delimiterOf(first),
      line - first.length + 1,
      take,
      takeBad,
    );
    for (const text of first) await rows.add(text);
    return rows;
  };
  for await (const lines of csvLines(chunks, path)) {
    for (const text of lines) {
      line += 1;
      if (rows === null) {
        const named = delimiterNamedBy(text);
        delimiter ??= named;
        if (first.length === 0 && (named !== undefined || text.trim() === '')) continue;
        first.push(text);
        if (first.length === linesToSee || delimiter !== undefined || cellsIn(text) > 2) rows = await begin();
        continue;
      }
      const parsing = (rows as CsvRows).add(text);
      if (parsing !== null) await parsing;
      if (line % LINES_A_LOOK === 0 && isTurnDue()) await turn();
    }
  }
  if (rows === null && first.length === 0) throw new InputError(`cannot use ${path}: it is empty.`);
  rows ??= await begin();
  await rows.end();
}

/** Excel's own first line, `sep=;`, which is not a row. */
function delimiterNamedBy(line: string): string | undefined {
  return /^sep=([^"\w])\s*$/i.exec(line)?.[1];
}

/** The most frequent of comma, semicolon, tab and pipe outside quotes, in the line with the most cells. */
export function delimiterOf(lines: readonly string[]): string {
  const [line = ''] = [...lines].sort((a, b) => cellsIn(b) - cellsIn(a));
  return delimiters.reduce((best, other) => (count(line, other) > count(line, best) ? other : best));
}

const delimiters = [',', ';', '\t', '|'];

/** The number of cells that a line has with its most frequent delimiter. */
function cellsIn(line: string): number {
  return Math.max(...delimiters.map((delimiter) => count(line, delimiter)));
}

function count(line: string, delimiter: string): number {
  return line.replace(/"[^"]*"/g, '').split(delimiter).length;
}
