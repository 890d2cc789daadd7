import { CR, LF, SPACE, TAB } from './bytes';

/**
 * Finds segments in bytes. This is the hot loop, kept behind one small interface so that a faster inside can
 * take its place.
 */
export interface SegmentScanner {
  /** Start and end (terminator left out) of each segment that the last scan found, flat: s0, e0, s1, e1, … */
  readonly offsets: Int32Array;
  /** Where the next scan begins: the first byte of the segment that the last scan saw no end of. */
  readonly resume: number;
  /**
   * Scans bytes[from, to), where `from` is a place a segment may start, for at most `most` segments.
   * White space after a terminator and empty segments are passed over.
   */
  scan(bytes: Uint8Array, from: number, to: number, terminator: number, most: number): number;
}

/** As many segments as one scan can find. */
export const SCAN_CAPACITY = 4096;

export function plainScanner(): SegmentScanner {
  return new PlainScanner();
}

class PlainScanner implements SegmentScanner {
  readonly offsets = new Int32Array(2 * SCAN_CAPACITY);
  resume = 0;

  scan(bytes: Uint8Array, from: number, to: number, terminator: number, most: number): number {
    const offsets = this.offsets;
    const last = 2 * most;
    let found = 0;
    let at = from;
    while (found < last) {
      let byte = at < to ? bytes[at]! : -1;
      while (byte === LF || byte === CR || byte === SPACE || byte === TAB || byte === terminator) {
        byte = ++at < to ? bytes[at]! : -1;
      }
      if (byte === -1) break;
      let end = at + 1;
      // Four bytes a turn: a third faster than one, and segments are rarely shorter.
      while (
        end < to - 4 &&
        bytes[end] !== terminator &&
        bytes[end + 1] !== terminator &&
        bytes[end + 2] !== terminator &&
        bytes[end + 3] !== terminator
      ) {
        end += 4;
      }
      while (end < to && bytes[end] !== terminator) end++;
      if (end === to) break;
      offsets[found++] = at;
      offsets[found++] = end;
      at = end + 1;
    }
    this.resume = at;
    return found >> 1;
  }
}
