import { isNewline, isWhiteSpace } from '../x12/bytes';
import type { Delimiters } from '../x12/header';
import { nothing } from '../x12/segment';

/** One change of a file's bytes, at the segment that begins at `offset`. */
export interface Splice {
  /** 0-based, in bytes of the original file. */
  readonly offset: number;
  readonly delimiters: Delimiters;
  readonly work: Work;
  /** Called with the offset in the written file of the new text, or of what follows the removed one. */
  readonly landed?: (offset: number) => void;
}

/** The edit: insert a segment after this one, rewrite some of its elements, or remove it. */
export type Work =
  | { readonly kind: 'insert'; readonly text: string }
  | { readonly kind: 'rewrite'; readonly elements: ReadonlyMap<number, string> }
  | { readonly kind: 'remove' };

/** Receives the written bytes, valid until the call returns. */
export type Write = (bytes: Uint8Array) => void;

/** The longest line break with padding that is recognized after a terminator. */
const MAX_GAP = 16;

/** One byte per character: delimiters may be any byte, the rest is ASCII. */
function encode(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Copies a file with splices applied: chunks in, chunks out. All other bytes are unchanged. An inserted segment ends
 * like the one before it: with the terminator, and with the same line break, if any.
 */
export class Splicer {
  /** How many splices are done. */
  landed = 0;
  private at = 0;
  private written = 0;
  private readonly splices: Splice[] = [];
  /** The splice whose segment is being copied. */
  private current: Splice | null = null;
  /** Its terminator was copied, and what follows may be its line break. */
  private inGap = false;
  private kept: Uint8Array = nothing;
  private keptLength = 0;

  constructor(private readonly write: Write) {}

  /** Call before its bytes are pushed, in order of offset. */
  add(splice: Splice): void {
    this.splices.push(splice);
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      if (this.current === null) from = this.copy(bytes, from);
      else if (this.inGap) from = this.passGap(bytes, from, this.current);
      else from = this.passSegment(bytes, from, this.current);
    }
    this.at += bytes.length;
  }

  /** Call at the end of the file. */
  end(): void {
    if (this.current === null) return;
    if (this.inGap) this.finish(this.current);
    else this.out(this.takeKept());
  }

  private copy(bytes: Uint8Array, from: number): number {
    const next = this.splices[0];
    const to = next === undefined ? bytes.length : Math.min(bytes.length, next.offset - this.at);
    if (to > from) this.out(bytes.subarray(from, to));
    if (next !== undefined && next.offset - this.at === to) this.current = this.splices.shift()!;
    return to;
  }

  /** Handles the segment up to its terminator. */
  private passSegment(bytes: Uint8Array, from: number, { delimiters, work, landed }: Splice): number {
    const found = bytes.indexOf(delimiters.terminator, from);
    const to = found === -1 ? bytes.length : found + 1;
    if (work.kind === 'insert') this.out(bytes.subarray(from, to));
    if (work.kind === 'rewrite') this.keep(bytes.subarray(from, to));
    if (found === -1) return to;
    if (work.kind === 'rewrite') {
      landed?.(this.written);
      this.out(rewritten(this.takeKept(), delimiters.element, work.elements));
      this.done();
    } else this.inGap = true;
    return to;
  }

  private passGap(bytes: Uint8Array, from: number, splice: Splice): number {
    const { terminator } = splice.delimiters;
    let to = from;
    const last = Math.min(bytes.length, from + MAX_GAP - this.keptLength);
    while (to < last && isWhiteSpace(bytes[to]) && bytes[to] !== terminator) to++;
    this.keep(bytes.subarray(from, to));
    if (to < bytes.length) this.finish(splice);
    return to;
  }

  private finish({ work, delimiters, landed }: Splice): void {
    const gap = this.takeKept();
    this.done();
    if (work.kind === 'insert') {
      this.out(gap);
      landed?.(this.written);
      this.out(encode(work.text));
      this.out(Uint8Array.of(delimiters.terminator));
      this.out(gap);
    } else landed?.(this.written);
  }

  private done(): void {
    this.current = null;
    this.inGap = false;
    this.landed++;
  }

  private keep(bytes: Uint8Array): void {
    const length = this.keptLength + bytes.length;
    if (length > this.kept.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.kept.subarray(0, this.keptLength));
      this.kept = larger;
    }
    this.kept.set(bytes, this.keptLength);
    this.keptLength = length;
  }

  private takeKept(): Uint8Array {
    const kept = this.kept.slice(0, this.keptLength);
    this.keptLength = 0;
    return kept;
  }

  private out(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.written += bytes.length;
    this.write(bytes);
  }
}

/** A segment, including its terminator, with some elements replaced; missing ones are appended. */
function rewritten(
  segment: Uint8Array,
  separator: number,
  elements: ReadonlyMap<number, string>,
): Uint8Array {
  const parts: Uint8Array[] = [];
  const end = segment.length - 1;
  let from = 0;
  for (let n = 0; from <= end; n++) {
    const found = segment.indexOf(separator, from);
    const to = found === -1 ? end : found;
    const part = segment.subarray(from, to);
    const text = elements.get(n);
    parts.push(text === undefined || hasText(part, text) ? part : encode(text));
    from = to + 1;
  }
  for (let n = parts.length; n <= Math.max(...elements.keys()); n++) {
    parts.push(encode(elements.get(n) ?? ''));
  }
  return joined(parts, separator, segment[end]!);
}

/** Whether an element already has this text, ignoring a line break in it. */
function hasText(element: Uint8Array, text: string): boolean {
  return (
    String.fromCharCode(...element.filter((byte) => !isNewline(byte)).subarray(0, text.length + 1)) === text
  );
}

function joined(parts: readonly Uint8Array[], separator: number, terminator: number): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length + 1, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
    bytes[at++] = separator;
  }
  bytes[length - 1] = terminator;
  return bytes;
}
