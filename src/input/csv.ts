import { isTurnDue, turn } from '../values/turn';
import { csvLines } from './csv-lines';
import { badRow, CsvRows, type MakeRowParser, type TakeBadRow, type TakeRow } from './csv-rows';
import { InputError } from './input-error';

/** Lines between checks whether timers and events should get a turn. */
const LINES_A_LOOK = 64;

/**
 * Reads the rows of a CSV file, header first, without blank rows.
 * @param takeBad receives rows that cannot be read; without it such a row makes the file unusable
 */
export async function readCsvRows(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  makeParser: MakeRowParser,
  take: TakeRow,
  takeBad: TakeBadRow = (line, reason) => {
    throw badRow(path, line, reason);
  },
): Promise<void> {
  let rows: CsvRows | null = null;
  let delimiter: string | undefined;
  let line = 0;
  for await (const lines of csvLines(chunks, path)) {
    for (const text of lines) {
      line += 1;
      if (rows === null) {
        const named = delimiterNamedBy(text);
        delimiter ??= named;
        if (named !== undefined || text.trim() === '') continue;
        rows = new CsvRows(makeParser, path, delimiter ?? delimiterOf(text), line, take, takeBad);
      }
      const parsing = rows.add(text);
      if (parsing !== null) await parsing;
      if (line % LINES_A_LOOK === 0 && isTurnDue()) await turn();
    }
  }
  if (rows === null) throw new InputError(`cannot use ${path}: it is empty.`);
  await rows.end();
}

/** Excel's own first line, `sep=;`, which is not a row. */
function delimiterNamedBy(line: string): string | undefined {
  return /^sep=([^"\w])\s*$/i.exec(line)?.[1];
}

/** The most frequent of comma, semicolon, tab and pipe outside quotes in the header. */
export function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, other) => (count(other) > count(best) ? other : best));
}
