import { decode } from './bytes';

/** A segment id of two or three letters packed into one number, so that dispatch is a switch on integers. */
export function packId(id: string): number {
  return (id.charCodeAt(0) << 16) | (id.charCodeAt(1) << 8) | (id.length > 2 ? id.charCodeAt(2) : 0);
}

/**
 * One segment as a window on bytes. The reader moves the same window from segment to segment: whoever wants a
 * value beyond the callback takes it as text.
 */
export class Segment {
  /** Packed id (see packId); 0 when it is not two or three characters long. */
  id = 0;
  /** 0-based byte of the first character in the file. */
  offset = 0;
  /** 1 for ST and so on; 0 outside a transaction set. */
  ordinal = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  private end = 0;
  private separator = 0;

  /** Moves the window to bytes[start, end), the terminator left out. */
  place(bytes: Uint8Array, start: number, end: number, separator: number, offset: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.separator = separator;
    this.offset = offset;
    this.ordinal = 0;
    this.id = idOf(bytes, start, end, separator);
  }

  /** Element n as text, n counted as in X12 (NM109 is 9; 0 is the id); '' where it is absent. */
  text(n: number): string {
    let start = this.start;
    for (let i = 0; i < n; i++) {
      while (start < this.end && this.bytes[start] !== this.separator) start++;
      if (start === this.end) return '';
      start++;
    }
    return decode(this.bytes, start, this.endOfElement(start));
  }

  /** Whether element n, short and plain, is exactly this text; makes no string. */
  is(n: number, text: string): boolean {
    let start = this.start;
    for (let i = 0; i < n; i++) {
      while (start < this.end && this.bytes[start] !== this.separator) start++;
      if (start === this.end) return text === '';
      start++;
    }
    for (let i = 0; i < text.length; i++) {
      if (start + i >= this.end || this.bytes[start + i] !== text.charCodeAt(i)) return false;
    }
    const end = start + text.length;
    return end === this.end || this.bytes[end] === this.separator;
  }

  private endOfElement(start: number): number {
    let end = start;
    while (end < this.end && this.bytes[end] !== this.separator) end++;
    return end;
  }
}

function idOf(bytes: Uint8Array, start: number, end: number, separator: number): number {
  const length = end - start;
  if (length < 2) return 0;
  const two = (bytes[start]! << 16) | (bytes[start + 1]! << 8);
  if (length === 2 || bytes[start + 2] === separator) return bytes[start + 1] === separator ? 0 : two;
  if (length === 3 || bytes[start + 3] === separator) return two | bytes[start + 2]!;
  return 0;
}
