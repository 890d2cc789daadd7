import { InputError } from './input-error';

/** Takes a row; `line` is the 1-based line of the file on which it begins. */
export type TakeRow = (cells: readonly string[], line: number) => void;

/** A quoted cell that runs on for longer than this was never closed. */
const maxLinesInRow = 100;
const linesAtOnce = 128;

/**
 * Turns the lines of a CSV file, from its header on, into rows; blank ones are left out. Lines with a quotation mark go
 * through a library's parser, which is another one in Node than in a page.
 */
export class CsvRows {
  /** Lines for the parser. */
  private readonly waiting: string[] = [];
  /** Lines of a row whose quoted cell goes on. */
  private open = 0;
  private parse: RowParser | null = null;

  /** @param line on which the header stands */
  constructor(
    private readonly makeParser: MakeRowParser,
    private readonly path: string,
    private readonly delimiter: string,
    private line: number,
    private readonly take: TakeRow,
  ) {}

  /** Only where the parser has work to do there is something to wait for. */
  add(text: string): Promise<void> | null {
    if (this.open > 0) return this.parseLines([text]);
    const plain = isPlain(text);
    if (!plain) this.waiting.push(text);
    else if (this.waiting.length === 0) this.give(text.split(this.delimiter), 1);
    else return this.parseWaiting().then(() => this.add(text) ?? undefined);
    return this.waiting.length < linesAtOnce ? null : this.parseWaiting();
  }

  async end(): Promise<void> {
    if (this.waiting.length > 0) await this.parseWaiting();
    if (this.open > 0) throw this.unclosedQuote();
  }

  private parseWaiting(): Promise<void> {
    return this.parseLines(this.waiting.splice(0));
  }

  /** A fault makes the parser drop the rows before it, so that all are parsed again, one by one, up to the fault. */
  private async parseLines(lines: readonly string[]): Promise<void> {
    this.parse ??= await this.makeParser(this.delimiter);
    const rows = await this.parse(`${lines.join('\n')}\n`).catch(() => null);
    if (rows !== null) return this.giveRows(rows, lines.length);
    if (lines.length === 1) throw strayQuote(this.path, this.line);
    this.parse = null;
    for (const line of lines) await this.parseLines([line]);
  }

  private giveRows(rows: readonly (readonly string[])[], lines: number): void {
    this.open += lines;
    for (const cells of rows) {
      const lines = cells.reduce((sum, cell) => sum + breaksIn(cell), 1);
      if (lines > maxLinesInRow + 1) throw this.unclosedQuote();
      this.give(cells, lines);
      this.open -= lines;
    }
    if (this.open > maxLinesInRow) throw this.unclosedQuote();
  }

  private give(cells: readonly string[], lines: number): void {
    if (cells.some((cell) => cell.trim() !== '')) this.take(cells, this.line);
    this.line += lines;
  }

  private unclosedQuote(): InputError {
    return brokenQuote(this.path, this.line, 'opens a quotation mark that is never closed');
  }
}

export function strayQuote(path: string, line: number): InputError {
  return brokenQuote(path, line, 'has a quotation mark in the middle of a cell');
}

function brokenQuote(path: string, line: number, what: string): InputError {
  return new InputError(
    `cannot use ${path}: line ${line} ${what}.\n` +
      'Remove the mark, or write it twice ("") inside a quoted cell. Saving the file again as CSV from a spreadsheet does that.',
  );
}

/** Whether the cells are what stands between delimiters, as the parsers read them too; they skip blanks that lead. */
function isPlain(line: string): boolean {
  const first = line.charCodeAt(0);
  return line === '' || (first > 0x20 && first < 0x7f && !line.includes('"'));
}

function breaksIn(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

/**
 * Takes whole lines; answers with the rows that end there, and keeps the beginning of the next.
 * It rejects where a quotation mark stands in the middle of a cell, and is not used any more.
 */
export type RowParser = (text: string) => Promise<readonly string[][]>;
export type MakeRowParser = (delimiter: string) => Promise<RowParser>;
