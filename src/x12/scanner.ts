import type { Machine } from '../wasm/machine';
import { CR, LF, SPACE, TAB } from './bytes';

/**
 * Finds segments in bytes. This is the hot loop, kept behind one small interface: the plain scanner is the reference,
 * and takes the place of the fast one where that cannot run.
 */
export interface SegmentScanner {
  /**
   * A record of each segment that the last scan hands over, three numbers in a row, from `first` on: start, end
   * (terminator left out), and how many terminators were found before its own. White space after a terminator may
   * still stand at the start; a segment of nothing else is none.
   */
  readonly records: Int32Array;
  readonly first: number;
  /** Terminators that the last scan found, and where it stopped after the last of them. */
  readonly taken: number;
  readonly resume: number;
  /** Whether it saw all of the bytes: what begins at `resume` then has no end in them. */
  readonly isDone: boolean;
  /** Scans bytes[from, to), at most SLICE of them, where `from` is a place a segment may start. */
  scan(bytes: Uint8Array, from: number, to: number, terminator: number): number;
}

/** As many bytes as one scan takes. */
export const SLICE = 262_144;

/** Numbers of a record. */
export const RECORD = 3;

const CAPACITY = 64;

/** Hands over every segment, a few at a time. */
export function plainScanner(): SegmentScanner {
  return new PlainScanner();
}

class PlainScanner implements SegmentScanner {
  readonly records = new Int32Array(RECORD * CAPACITY);
  readonly first = 0;
  taken = 0;
  resume = 0;
  isDone = false;

  scan(bytes: Uint8Array, from: number, to: number, terminator: number): number {
    const { records } = this;
    let found = 0;
    let at = from;
    while (found < CAPACITY) {
      let byte = at < to ? bytes[at]! : -1;
      while (byte === LF || byte === CR || byte === SPACE || byte === TAB || byte === terminator) {
        byte = ++at < to ? bytes[at]! : -1;
      }
      if (byte === -1) break;
      let end = at + 1;
      while (end < to && bytes[end] !== terminator) end++;
      if (end === to) break;
      records[RECORD * found] = at;
      records[RECORD * found + 1] = end;
      records[RECORD * found + 2] = found;
      found++;
      at = end + 1;
    }
    this.taken = found;
    this.resume = at;
    this.isDone = found < CAPACITY;
    return found;
  }
}

/** Hands over only the segments that may begin one of the ids, and those that begin with no two capitals or digits. */
export class VectorScanner implements SegmentScanner {
  /** What the numbers of a record are counted from, as an address. */
  base = 0;
  readonly records: Int32Array;
  readonly first: number;
  taken = 0;
  resume = 0;
  isDone = false;

  constructor(
    private readonly machine: Machine,
    ids: Iterable<string>,
  ) {
    const { bytes, words, WANTED, FOUND } = machine;
    this.records = words;
    this.first = FOUND.value >> 2;
    const wanted = bytes.subarray(WANTED.value, WANTED.value + 65_536).fill(machine.RECORD.value);
    const pairs = new Set([...ids].map((id) => id.slice(0, 2)));
    for (const first of ID_CHARACTERS) {
      for (const second of ID_CHARACTERS) {
        if (!pairs.has(first + second)) wanted[first.charCodeAt(0) | (second.charCodeAt(0) << 8)] = 0;
      }
    }
  }

  scan(bytes: Uint8Array, from: number, to: number, terminator: number): number {
    const { machine } = this;
    const inMemory = bytes.buffer === machine.bytes.buffer;
    const base = inMemory ? bytes.byteOffset : machine.SLICE.value - from;
    if (!inMemory) machine.bytes.set(bytes.subarray(from, to), machine.SLICE.value);
    this.base = base;
    const found = machine.scan(base + from, base + to, terminator, base);
    this.taken = machine.taken.value;
    this.isDone = machine.reached.value === base + to;
    this.resume = machine.resume.value - base;
    return found;
  }
}

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
