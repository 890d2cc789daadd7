import Papa from 'papaparse';
import type { RowParser } from '../../input/csv-rows';

/** A row as papaparse reads it, and the offset of the next one. */
interface Row {
  readonly cells: string[];
  readonly end: number;
  readonly fault: string | undefined;
}

/** A row parser built on papaparse, for the page: fast-csv needs Node's streams. */
export async function papaParser(delimiter: string): Promise<RowParser> {
  let rest = '';
  return async (text) => {
    const taken: string[][] = [];
    rest += text;
    while (rest !== '') {
      const { rows, open, unblanked } = takeRows(rest, delimiter);
      taken.push(...rows);
      rest = unblanked ?? open;
      if (unblanked === null) break;
    }
    return taken;
  };
}

/**
 * The rows up to the first one that continues beyond the text (`open`), or that has a quoted cell after blanks. The
 * rest from there, without those blanks, is to be parsed again: fast-csv ignores the blanks, but papaparse would read
 * the quotation mark as text.
 */
function takeRows(text: string, delimiter: string) {
  const rows: string[][] = [];
  let start = 0;
  for (const { cells, end, fault } of parse(text, delimiter)) {
    if (start === text.length) break; // papaparse reports an empty row after the last line end
    const left = text.slice(start);
    const unblanked = cells.some((cell) => /^\s+"/.test(cell)) ? withoutBlanks(left, delimiter) : null;
    if (unblanked !== null) return { rows, open: '', unblanked };
    if (fault === 'MissingQuotes') return { rows, open: left, unblanked };
    if (fault !== undefined) throw new Error(`papaparse: ${fault}`);
    rows.push(cells);
    start = end;
  }
  return { rows, open: '', unblanked: null };
}

function parse(text: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors, meta }) => rows.push({ cells: data, end: meta.cursor, fault: errors[0]?.code }),
  });
  return rows;
}

/** Removes the blanks before the first quotation mark that opens a cell after blanks; null if there is none. */
function withoutBlanks(text: string, delimiter: string): string | null {
  for (const { 0: blanks, index } of text.matchAll(/[^\S\n]+(?=")/g)) {
    const from = index + 1 + blanks.lastIndexOf(delimiter);
    const before = text.slice(0, from);
    if (from < index + blanks.length && beginsCell(before, delimiter))
      return before + text.slice(index + blanks.length);
  }
  return null;
}

function beginsCell(before: string, delimiter: string): boolean {
  if (before === '') return true;
  if (!before.endsWith(delimiter) && !before.endsWith('\n')) return false;
  const last = parse(before, delimiter).at(-1)!;
  return last.fault === undefined && last.cells.at(-1) === '';
}
