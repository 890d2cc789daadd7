import type { Position } from '../finding';
import { type Day, isDay } from '../values/dates';
import { decode, isDigit, isNewline, isWhiteSpace, LONGEST_VALUE } from './bytes';

/** Packs a segment id of two or three characters into one number, so that dispatch is a switch on integers. */
export function packId(id: string): number {
  return (id.charCodeAt(0) << 16) | (id.charCodeAt(1) << 8) | (id.length > 2 ? id.charCodeAt(2) : 0);
}

/** Several packed ids by their names. */
export function packIds<const Id extends string>(...ids: readonly Id[]): Readonly<Record<Id, number>> {
  return Object.fromEntries(ids.map((id) => [id, packId(id)])) as Record<Id, number>;
}

const HYPHEN = 0x2d;

/** What the positions of segments in bytes are relative to. */
export interface Origin {
  readonly bytes: Uint8Array;
  readonly separator: number;
  /** Offset of bytes[0] in the file. */
  readonly offset: number;
  /** The number of the first of the segments in its set. */
  readonly ordinal: number;
}

export const nothing = new Uint8Array(0);

/**
 * One segment as a window on bytes. The reader reuses the window for each segment: a caller that needs a value after
 * the callback must take it as text or keep a copy. CR and LF are not data: a line wrapped within an element or the id
 * reads as if it were not.
 */
export class Segment {
  /** Packed id (see packId); 0 if the segment does not begin with two or three capitals or digits and the separator. */
  id = 0;
  /** Offset of the first character in the file: 0-based, in bytes. */
  offset = 0;
  /** Counts from ST = 1; 0 outside a transaction set. */
  ordinal = 0;
  private bytes: Uint8Array = nothing;
  private start = 0;
  private end = 0;
  private separator = 0;

  /** Moves the window to bytes[start, end), which excludes the terminator. */
  place(bytes: Uint8Array, start: number, end: number, separator: number, offset: number): void {
    if (this.bytes !== bytes) this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.separator = separator;
    this.offset = offset;
    this.ordinal = 0;
    this.id = idOf(bytes, start, end, separator);
  }

  /** The same for a segment with a known id. @param number counted from the one at the origin, which has 1 */
  protected locate(at: Origin, start: number, end: number, number: number, id: number): void {
    if (this.bytes !== at.bytes) this.bytes = at.bytes;
    this.start = start;
    this.end = end;
    this.separator = at.separator;
    this.offset = at.offset + start;
    this.id = id;
    this.ordinal = at.ordinal + number - 1;
  }

  /** Moves the window to the position of another one. */
  protected follow(segment: Segment): void {
    this.bytes = segment.bytes;
    this.start = segment.start;
    this.end = segment.end;
    this.separator = segment.separator;
    this.offset = segment.offset;
    this.id = segment.id;
    this.ordinal = segment.ordinal;
  }

  protected isIn(bytes: Uint8Array): boolean {
    return this.bytes === bytes;
  }

  protected empty(): void {
    this.end = this.start;
  }

  /** Copies the bytes into `buffer`, or into a larger one, and moves the window there; returns the buffer used. */
  protected moveTo(buffer: Uint8Array): Uint8Array {
    const { length } = this;
    const room = length > buffer.length ? new Uint8Array(2 * Math.max(length, 64)) : buffer;
    this.copyTo(room, 0);
    this.bytes = room;
    this.start = 0;
    this.end = length;
    return room;
  }

  /** Whether any element has a non-blank character. */
  get hasData(): boolean {
    return this.hasDataFrom(1);
  }

  /** Whether element n or a later one has a non-blank character. */
  hasDataFrom(n: number): boolean {
    const { bytes, end, separator } = this;
    for (let at = this.find(n); at < end; at++) {
      if (bytes[at] !== separator && !isWhiteSpace(bytes[at])) return true;
    }
    return false;
  }

  /** Whether element n has any data. */
  has(n: number): boolean {
    let at = this.find(n);
    while (at < this.end && isNewline(this.bytes[at])) at++;
    return at < this.end && this.bytes[at] !== this.separator;
  }

  /** Length in bytes, without the terminator. */
  get length(): number {
    return this.end - this.start;
  }

  /** Copies the bytes to target from `at` on; returns the end of the copy. */
  copyTo(target: Uint8Array, at: number): number {
    const { bytes, start, end } = this;
    for (let i = start; i < end; i++) target[at + i - start] = bytes[i]!;
    return at + end - start;
  }

  /** Copies the data of element n to target from `at` on; returns its length, or -1 if it exceeds `most` bytes. */
  copyElement(n: number, target: Uint8Array, at: number, most: number): number {
    const { bytes } = this;
    const from = this.find(n);
    const end = this.endOfElement(from);
    let length = 0;
    for (let i = from; i < end; i++) {
      if (isNewline(bytes[i])) continue;
      if (length === most) return -1;
      target[at + length++] = bytes[i]!;
    }
    return length;
  }

  /**
   * Copies element n to target from `at` on, where its text has the same bytes; returns its end there, or -1 if the text
   * is longer than a value may be or has a byte that is 0 in `plain`, which must not have CR, LF or bytes above 0x7f.
   */
  copyPlain(n: number, plain: Uint8Array, target: Uint8Array, at: number): number {
    const { bytes, end, separator } = this;
    const from = this.find(n);
    const most = Math.min(end, from + LONGEST_VALUE);
    let i = from;
    for (; i < most && bytes[i] !== separator; i++) {
      if (plain[bytes[i]!] === 0) return -1;
      target[at + i - from] = bytes[i]!;
    }
    return i < end && bytes[i] !== separator ? -1 : at + i - from;
  }

  /** Element n as text, n counted as in X12 (NM109 is 9; 0 is the id); '' if absent. */
  text(n: number): string {
    const start = this.find(n);
    return decode(this.bytes, start, this.endOfElement(start));
  }

  /** The segment as text, without the terminator. */
  get whole(): string {
    return decode(this.bytes, this.start, this.end);
  }

  /** Component c, counted from 1, of element n as text; '' if absent. */
  component(n: number, c: number, separator: number): string {
    const { bytes } = this;
    let start = this.find(n);
    const last = this.endOfElement(start);
    for (let i = 1; i < c; i++) {
      while (start < last && bytes[start] !== separator) start++;
      if (start === last) return '';
      start++;
    }
    let end = start;
    while (end < last && bytes[end] !== separator) end++;
    return decode(bytes, start, end);
  }

  /** Whether element n is exactly this text; allocates no string. */
  is(n: number, text: string): boolean {
    const { bytes, end } = this;
    let at = this.find(n);
    for (let i = 0; i < text.length; i++, at++) {
      while (at < end && isNewline(bytes[at])) at++;
      if (at >= end || bytes[at] !== text.charCodeAt(i)) return false;
    }
    while (at < end && isNewline(bytes[at])) at++;
    return at >= end || bytes[at] === this.separator;
  }

  /**
   * A date in element n, written as D8 (`20260131`) or RD8 (`20260101-20260131`); surrounding blanks are ignored.
   * @param which 0 for the first date, 1 for the one after the hyphen
   * @returns 0 if there is no second date, -1 if the date is invalid
   */
  day(n: number, which: 0 | 1): Day | -1 {
    const { bytes } = this;
    let at = this.find(n);
    let end = this.endOfElement(at);
    let hyphen = at;
    while (hyphen < end && bytes[hyphen] !== HYPHEN) hyphen++;
    if (which === 0) end = hyphen;
    else if (hyphen === end) return 0;
    else at = hyphen + 1;
    while (at < end && isWhiteSpace(bytes[at])) at++;
    while (at < end && isWhiteSpace(bytes[end - 1])) end--;
    let digits = 0;
    let day = 0;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (isNewline(byte)) continue;
      if (!isDigit(byte) || digits === 8) return -1;
      digits++;
      day = day * 10 + (byte - 0x30);
    }
    return digits === 8 && isDay(day) ? day : -1;
  }

  /** The start of element n; the segment's end if absent. */
  private find(n: number): number {
    const { bytes, end, separator } = this;
    let at = this.start;
    for (let i = 0; i < n; i++) {
      while (at < end && bytes[at] !== separator) at++;
      if (at === end) return end;
      at++;
    }
    return at;
  }

  private endOfElement(start: number): number {
    let end = start;
    while (end < this.end && this.bytes[end] !== this.separator) end++;
    return end;
  }
}

export function positionOf(segment: Segment): Position {
  return { offset: segment.offset, segment: segment.ordinal };
}

/** A segment that can be used after its callback, and after its bytes are overwritten once `settle` was called. */
export class KeptSegment extends Segment {
  isKept = false;
  /** Where it was copied to last. */
  private buffer: Uint8Array = nothing;

  keep(segment: Segment): void {
    this.follow(segment);
    this.isKept = true;
  }

  /** Keeps the segment bytes[start, end), excluding the terminator, which is known to have this id. */
  keepAt(at: Origin, start: number, end: number, number: number, id: number): void {
    this.locate(at, start, end, number, id);
    this.isKept = true;
  }

  /** Copies the segment into a reused buffer, because its bytes are about to be overwritten. */
  settle(): void {
    if (this.isKept && !this.isIn(this.buffer)) this.buffer = this.moveTo(this.buffer);
  }

  /** Element n; null if it is empty or no segment is kept. */
  value(n: number): string | null {
    return this.isKept ? this.text(n) || null : null;
  }

  drop(): void {
    this.isKept = false;
    this.empty();
  }
}

function idOf(bytes: Uint8Array, start: number, end: number, separator: number): number {
  const first = bytes[start]!;
  const second = bytes[start + 1]!;
  const third = bytes[start + 2]!;
  const length = end - start;
  if (length > 1 && isIdByte(first) && isIdByte(second)) {
    if (length === 2 || third === separator) return (first << 16) | (second << 8);
    if (isIdByte(third) && (length === 3 || bytes[start + 3] === separator)) {
      return (first << 16) | (second << 8) | third;
    }
  }
  return brokenId(bytes, start, end, separator);
}

/** The packed id of a segment whose id is broken by a line wrap; 0 otherwise. */
function brokenId(bytes: Uint8Array, start: number, end: number, separator: number): number {
  let id = 0;
  let length = 0;
  for (let at = start; at < end && bytes[at] !== separator; at++) {
    const byte = bytes[at]!;
    if (isNewline(byte)) continue;
    if (!isIdByte(byte) || length === 3) return 0;
    id = (id << 8) | byte;
    length++;
  }
  return length > 1 ? id << (8 * (3 - length)) : 0;
}

function isIdByte(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39);
}
