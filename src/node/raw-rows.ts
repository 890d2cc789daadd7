import { badRow, openQuote, strayQuote, TOO_MANY_LINES } from '../input/csv-rows';
import { LONGEST_CELL, longCell } from '../registry/cell-value';
import { InputError } from './input-error';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const newline = Uint8Array.of(LF);

/** No row is longer; also the longest chunk. */
const mostBytes = 1024 * 1024;

/**
 * The rows of a CSV file as bytes, found without making text of them. Quotes are where CSV wants them, or it throws:
 * a stray one would hide the rows that follow.
 */
export class RawRows {
  /** The row that was found last, without its line end. Valid until the next chunk. */
  from = 0;
  to = 0;
  /** The cell that was asked for; empty where the row ends before it. */
  cellFrom = 0;
  cellTo = 0;
  /** The 1-based line on which the row begins. */
  line = 1;
  /** What separates cells; only then rows can be looked for. */
  delimiter = 0;
  private readonly bytes = new Uint8Array(2 * mostBytes);
  private start = 0;
  private end = 0;
  private nextLine = 1;
  /** Line ends inside the row that is looked at. */
  private breaks = 0;

  constructor(private readonly path: string) {}

  /** @throws InputError where a row is too long */
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

  /** No more chunks: the last row may have no line end. */
  close(): void {
    if (this.end > this.start) this.push(newline);
  }

  /** Passes over as many bytes. */
  skip(bytes: number): void {
    this.start += bytes;
  }

  /** The bytes at hand that begin with these. */
  startsWith(beginning: Uint8Array): boolean {
    return beginning.every((byte, i) => this.start + i < this.end && this.bytes[this.start + i] === byte);
  }

  /** The line that comes next, to find out the delimiter from; null where it is not all there. */
  firstLine(): string | null {
    const { bytes, start, end } = this;
    for (let at = start; at < end; at++) {
      if (bytes[at] === LF || bytes[at] === CR) return this.latin1(start, at);
    }
    return null;
  }

  /**
   * Goes on to the next row, and finds its cell number `column` on the way.
   * @returns whether there was a whole one
   * @throws InputError for a quote where none can be
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

  /** @throws InputError where a row was begun and never ended */
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

  /** The place after the quoted cell that begins here; the end where it does not end. */
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
