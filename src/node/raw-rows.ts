import { badRow, openQuote, strayQuote, TOO_MANY_LINES } from '../input/csv-rows';
import { LONGEST_CELL, longCell } from '../registry/cell-value';
import { InputError } from './input-error';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const newline = Uint8Array.of(LF);

/** The longest row, and the longest chunk. */
const mostBytes = 1024 * 1024;

/**
 * Finds the rows of a CSV file as bytes, without decoding them. Throws if a quote is in an invalid place: a stray one
 * would hide the rows after it.
 */
export class RawRows {
  /** Start of the current row, without its line end. Valid until the next chunk. */
  from = 0;
  to = 0;
  /** Start of the requested cell; the cell is empty if the row ends before it. */
  cellFrom = 0;
  cellTo = 0;
  /** The 1-based line on which the row begins. */
  line = 1;
  /** The separator of cells. Set it before reading rows. */
  delimiter = 0;
  private readonly bytes = new Uint8Array(2 * mostBytes);
  private start = 0;
  private end = 0;
  private nextLine = 1;
  /** Line ends inside the current row. */
  private breaks = 0;

  constructor(private readonly path: string) {}

  /** @throws InputError if a row is too long */
  push(chunk: Uint8Array): void {
    this.bytes.copyWithin(0, this.start, this.end);
    this.end -= this.start;
    this.start = 0;
    if (this.end + chunk.length > this.bytes.length) {
      throw new InputError(
        `cannot use ${this.path}: line ${this.nextLine} begins a row of more than a million characters, so it is no CSV.`,
      );
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** Ends the input: the last row may have no line end. */
  close(): void {
    if (this.end > this.start) this.push(newline);
  }

  /** Skips a number of bytes. */
  skip(bytes: number): void {
    this.start += bytes;
  }

  /** Whether the bytes at hand begin with these. */
  startsWith(beginning: Uint8Array): boolean {
    return beginning.every((byte, i) => this.start + i < this.end && this.bytes[this.start + i] === byte);
  }

  /** The next line, for finding out the delimiter; null if it is not complete yet. */
  firstLine(): string | null {
    const { bytes, start, end } = this;
    for (let at = start; at < end; at++) {
      if (bytes[at] === LF || bytes[at] === CR) return this.latin1(start, at);
    }
    return null;
  }

  /**
   * Moves to the next row, and finds its cell number `column` on the way.
   * @returns whether there was a complete row
   * @throws InputError if a quote is in an invalid place
   */
  next(column: number): boolean {
    const { bytes, end, delimiter } = this;
    this.breaks = 0;
    this.cellFrom = this.cellTo = this.start;
    for (let at = this.start, cell = 0; ; at++, cell++) {
      const from = at;
      at = bytes[at] === QUOTE ? this.afterQuoted(at) : this.afterPlain(at);
      if (at - from > LONGEST_CELL) throw badRow(this.path, this.nextLine, longCell);
      // A CR at the very end may have its LF in the next chunk.
      if (at >= end || (bytes[at] === CR && at + 1 === end)) return false;
      if (cell === column) {
        this.cellFrom = from;
        this.cellTo = at;
      }
      if (bytes[at] !== delimiter) return this.endRow(at);
    }
  }

  /** @throws InputError if the last row is incomplete */
  finish(): void {
    if (this.start === this.end) return;
    throw new InputError(
      `cannot use ${this.path}: line ${this.nextLine} has no end: the file is cut off, or a quotation mark is never closed.`,
    );
  }

  latin1(from: number, to: number): string {
    return Buffer.from(this.bytes.buffer, from, to - from).toString('latin1');
  }

  private endRow(at: number): true {
    this.from = this.start;
    this.to = at;
    this.line = this.nextLine;
    this.nextLine += this.breaks + 1;
    this.start = at + (this.bytes[at] === CR && this.bytes[at + 1] === LF ? 2 : 1);
    return true;
  }

  /** The offset after the quoted cell that begins here; the end of the bytes if the cell is not closed. */
  private afterQuoted(start: number): number {
    const { bytes, end, delimiter } = this;
    for (let at = start + 1; at < end; at++) {
      const byte = bytes[at]!;
      if (byte > QUOTE) continue;
      if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) this.breaks++;
      if (this.breaks + 1 >= TOO_MANY_LINES) throw badRow(this.path, this.nextLine, openQuote);
      if (byte !== QUOTE) continue;
      const after = bytes[++at];
      if (at === end || after === delimiter || after === LF || after === CR) return at;
      if (after !== QUOTE) throw strayQuote(this.path, this.nextLine);
    }
    return end;
  }

  private afterPlain(start: number): number {
    const { bytes, end, delimiter } = this;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === delimiter || byte === LF || byte === CR) return at;
      if (byte === QUOTE) throw strayQuote(this.path, this.nextLine);
    }
    return end;
  }
}
