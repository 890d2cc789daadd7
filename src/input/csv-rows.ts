import { LONGEST_CELL, longCell } from '../registry/cell-value';
import { InputError } from './input-error';

/** Receives a row; `line` is the 1-based line of the file on which it begins. */
export type TakeRow = (cells: readonly string[], line: number) => void;
/** Receives a row that cannot be read, and why. The next one begins on the line after. */
export type TakeBadRow = (line: number, reason: string) => void;

/** A row of this many lines has a quotation mark that was never closed. */
export const TOO_MANY_LINES = 50;
const linesAtOnce = 128;

const openAtEnd = 'it opens a quotation mark that is never closed';
export const openQuote = `it opens a quotation mark that is not closed within ${TOO_MANY_LINES} lines`;

/**
 * Turns the lines of a CSV file, from its header on, into rows, without blank ones. Lines with a quotation mark go
 * through a library's parser, a different one in Node than in the page.
 */
export class CsvRows {
  /** Lines waiting for the parser. */
  private readonly waiting: string[] = [];
  /** Lines given to the parser, of a row whose quoted cell is still open. */
  private open: string[] = [];
  private parse: RowParser | null = null;

  /** @param line of the header */
  constructor(
    private readonly makeParser: MakeRowParser,
    private readonly path: string,
    private readonly delimiter: string,
    private line: number,
    private readonly take: TakeRow,
    private readonly takeBad: TakeBadRow,
  ) {}

  /** Returns null if there is nothing to wait for: only the parser is asynchronous. */
  add(text: string): Promise<void> | null {
    if (this.open.length > 0) return this.parseLines([text]);
    const plain = isPlain(text);
    if (!plain) this.waiting.push(text);
    else if (this.waiting.length === 0) this.give(text.split(this.delimiter), 1);
    else return this.parseWaiting().then(() => this.add(text) ?? undefined);
    return this.waiting.length < linesAtOnce ? null : this.parseWaiting();
  }

  async end(): Promise<void> {
    await this.parseWaiting();
    while (this.open.length > 0) await this.parseLines(this.giveUp(openAtEnd));
  }

  private parseWaiting(): Promise<void> {
    return this.parseLines(this.waiting.splice(0));
  }

  private async parseLines(lines: readonly string[]): Promise<void> {
    for (let next = lines; next.length > 0; ) next = await this.parseSome(next);
  }

  /**
   * Returns the lines to parse again. A fault makes the parser drop the rows before it, so all are parsed again, one by
   * one, up to the fault.
   */
  private async parseSome(lines: readonly string[]): Promise<readonly string[]> {
    this.parse ??= await this.makeParser(this.delimiter);
    const rows = await this.parse(`${lines.join('\n')}\n`).catch(() => null);
    if (rows === null) {
      if (lines.length === 1) throw strayQuote(this.path, this.line);
      this.parse = null;
      for (const line of lines) await this.parseLines([line]);
      return [];
    }
    this.open.push(...lines);
    for (const cells of rows) {
      const length = cells.reduce((sum, cell) => sum + breaksIn(cell), 1);
      if (length >= TOO_MANY_LINES) return this.giveUp(openQuote);
      this.give(cells, length);
      this.open.splice(0, length);
    }
    if (this.open.length >= TOO_MANY_LINES) return this.giveUp(openQuote);
    const characters = this.open.reduce((sum, line) => sum + line.length, 0);
    return characters > LONGEST_CELL ? this.giveUp(longCell) : [];
  }

  /** Reports the open row as unreadable. Returns its lines except the first: a row may begin on each of them. */
  private giveUp(reason: string): readonly string[] {
    const [, ...rest] = this.open;
    this.open = [];
    this.parse = null;
    this.takeBad(this.line, reason);
    this.line += 1;
    return rest;
  }

  private give(cells: readonly string[], lines: number): void {
    if (cells.some((cell) => cell.length > LONGEST_CELL)) this.takeBad(this.line, longCell);
    else if (cells.some((cell) => cell.trim() !== '')) this.take(cells, this.line);
    this.line += lines;
  }
}

export function strayQuote(path: string, line: number): InputError {
  return brokenQuote(path, line, 'has a quotation mark in the middle of a cell');
}

/** The error for a caller that cannot skip a row. */
export function badRow(path: string, line: number, reason: string): InputError {
  return brokenQuote(path, line, reason.replace(/^it /, ''));
}

function brokenQuote(path: string, line: number, what: string): InputError {
  return new InputError([
    `cannot use ${path}: line ${line} ${what}.`,
    'Remove the mark, or write it twice ("") inside a quoted cell. Saving the file again as CSV from a spreadsheet does that.',
  ]);
}

/** Whether splitting at delimiters gives the same cells as the parsers do; they skip leading blanks. */
function isPlain(line: string): boolean {
  const first = line.charCodeAt(0);
  return line === '' || (first > 0x20 && first < 0x7f && !line.includes('"'));
}

function breaksIn(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

/**
 * Takes whole lines, returns the rows that end in them and keeps the beginning of the next. Rejects if a quotation mark
 * is in the middle of a cell; do not use it after that.
 */
export type RowParser = (text: string) => Promise<readonly string[][]>;
export type MakeRowParser = (delimiter: string) => Promise<RowParser>;
