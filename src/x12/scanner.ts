import type { Machine } from '../wasm/machine';
import { CR, LF, SPACE, TAB } from './bytes';
import type { Delimiters } from './header';

/**
 * Finds segments in bytes. This is the hot loop, kept behind one small interface: the plain scanner is the reference,
 * and the fallback where the fast one cannot run.
 */
export interface SegmentScanner {
  /**
   * One record for each segment that the last scan delivers, from index `first` on, of three numbers: start, end
   * (without the terminator), and how many terminators were found before its own. A record may begin with the white
   * space after the previous terminator; one of white space alone is not a segment.
   */
  readonly records: Int32Array;
  readonly first: number;
  /** The number of terminators that the last scan found, and the offset after the last of them. */
  readonly taken: number;
  readonly resume: number;
  /** Whether it scanned all bytes: what begins at `resume` then has no terminator in them. */
  readonly isDone: boolean;
  /** Scans bytes[from, to), at most SLICE of them; a segment may start at `from`. Returns the number of records. */
  scan(bytes: Uint8Array, from: number, to: number, delimiters: Delimiters): number;
}

/** The most bytes per scan. */
export const SLICE = 262_144;

/** Numbers per record. */
export const RECORD = 3;

const CAPACITY = 64;

/** Delivers every segment, a few at a time. */
export function plainScanner(): SegmentScanner {
  return new PlainScanner();
}

class PlainScanner implements SegmentScanner {
  readonly records = new Int32Array(RECORD * CAPACITY);
  readonly first = 0;
  taken = 0;
  resume = 0;
  isDone = false;

  scan(bytes: Uint8Array, from: number, to: number, { terminator }: Delimiters): number {
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

/** Delivers every segment except those that begin with one of a list of ids and the element separator. */
export class VectorScanner implements SegmentScanner {
  /** The address that the numbers of a record are relative to. */
  base = 0;
  readonly records: Int32Array;
  readonly first: number;
  taken = 0;
  resume = 0;
  isDone = false;
  /** The separator that its table of ids was made for, and the multiplier of the hashes. */
  private separator = -1;
  private multiplier = 0;

  /** @param passed the ids of two or three characters to skip */
  constructor(
    private readonly machine: Machine,
    private readonly passed: readonly string[],
  ) {
    this.records = machine.words;
    this.first = machine.FOUND.value >> 2;
  }

  scan(bytes: Uint8Array, from: number, to: number, { element, terminator }: Delimiters): number {
    const { machine } = this;
    if (tableOwner !== this || this.separator !== element) this.fillTable(element);
    const inMemory = bytes.buffer === machine.bytes.buffer;
    const base = inMemory ? bytes.byteOffset : machine.SLICE.value - from;
    if (!inMemory) machine.bytes.set(bytes.subarray(from, to), machine.SLICE.value);
    this.base = base;
    const found = machine.scan(base + from, base + to, terminator, base, element, this.multiplier);
    this.taken = machine.taken.value;
    this.isDone = machine.reached.value === base + to;
    this.resume = machine.resume.value - base;
    return found;
  }

  /** Writes the hash table of the ids with their separator, each in its own slot, so that one lookup decides. */
  private fillTable(separator: number): void {
    const { machine, passed } = this;
    const { PASSED, PASSED_SLOTS } = machine;
    const slots = PASSED_SLOTS.value;
    const table = machine.words.subarray(PASSED.value >> 2, (PASSED.value >> 2) + slots);
    const words = passed.map((id) => wordOf(id, separator));
    const shift = 32 - Math.log2(slots);
    const slotOf = (word: number) => Math.imul(word, this.multiplier) >>> shift;
    // Takes a few tries at most: there are about twenty times as many slots as ids.
    this.multiplier = FIRST_MULTIPLIER;
    while (new Set(words.map(slotOf)).size < words.length) this.multiplier = (this.multiplier + 2) | 0;
    // Fill an empty slot with a word that belongs in another slot: it equals no word that is looked up here.
    const [one, other] = words as [number, number];
    for (let slot = 0; slot < slots; slot++) table[slot] = slotOf(one) === slot ? other : one;
    for (const word of words) table[slotOf(word)] = word;
    this.separator = separator;
    tableOwner = this;
  }
}

/** The scanner whose ids are in the machine's table. */
let tableOwner: VectorScanner | null = null;

const FIRST_MULTIPLIER = 0x9e3779b1 | 0;

/** The first bytes of a segment with that id as a little-endian number: three or four, including the separator. */
function wordOf(id: string, separator: number): number {
  return [...id].reduceRight((word, char) => (word << 8) | char.charCodeAt(0), separator) | 0;
}
