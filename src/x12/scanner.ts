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
  /** Call when the bytes of the last scan may change. */
  renew(): void;
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

  renew(): void {}

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

/** Delivers every segment except those that begin with the id of a passed kind and the element separator. */
export class VectorScanner implements SegmentScanner {
  readonly records: Int32Array;
  readonly first: number;
  taken = 0;
  resume = 0;
  isDone = false;
  /** The address of the byte at 0 of the array that was held last. */
  base = 0;
  /** Hashes the ids of the table. */
  multiplier = 0;
  /** The separator that its table of ids was made for. */
  private separator = -1;

  /** @param kinds the ids of two or three characters, with their kinds as in wasm/assembly/kinds.ts */
  constructor(
    private readonly machine: Machine,
    private readonly kinds: ReadonlyMap<string, number>,
  ) {
    this.records = machine.words;
    this.first = machine.FOUND.value >> 2;
  }

  renew(): void {
    copied = nothingCopied;
  }

  scan(bytes: Uint8Array, from: number, to: number, { element, terminator }: Delimiters): number {
    const { machine } = this;
    this.know(element);
    this.hold(bytes, from, to);
    const { base } = this;
    const found = machine.scan(base + from, base + to, terminator, base, element, this.multiplier);
    this.taken = machine.taken.value;
    this.isDone = machine.reached.value === base + to;
    this.resume = machine.resume.value - base;
    return found;
  }

  /**
   * Puts bytes[from, to), at most SLICE of them, into the memory of the machine, with as many after them as it takes.
   * Returns up to where they are there.
   */
  hold(bytes: Uint8Array, from: number, to: number): number {
    const { machine } = this;
    if (bytes.buffer === machine.bytes.buffer) {
      this.base = bytes.byteOffset;
      return bytes.length;
    }
    if (bytes !== copied.bytes || from < copied.from || to > copied.end) {
      const start = bytes.length <= SLICE ? 0 : from;
      const end = Math.min(bytes.length, start + SLICE);
      const isWhole = end - start === bytes.length;
      machine.bytes.set(isWhole ? bytes : bytes.subarray(start, end), machine.SLICE.value);
      copied = { bytes, from: start, end };
    }
    this.base = machine.SLICE.value - copied.from;
    return copied.end;
  }

  /** Makes the table of ids that of this scanner and separator. */
  know(separator: number): void {
    if (tableOwner !== this || this.separator !== separator) this.fillTable(separator);
  }

  /** Writes the hash table of the ids with their separator, each in its own slot, so that one lookup decides. */
  private fillTable(separator: number): void {
    const { machine, kinds } = this;
    const slots = machine.KINDS_SLOTS.value;
    const table = machine.words.subarray(machine.KINDS.value >> 2, (machine.KINDS.value >> 2) + 2 * slots);
    const words = [...kinds.keys()].map((id) => wordOf(id, separator));
    const shift = 32 - Math.log2(slots);
    const slotOf = (word: number) => Math.imul(word, this.multiplier) >>> shift;
    // The first one suits the usual separator; for others it takes some tries.
    this.multiplier = FIRST_MULTIPLIER;
    while (new Set(words.map(slotOf)).size < words.length) this.multiplier = (this.multiplier + 2) | 0;
    // Fill an empty slot with a word that belongs in another slot: it equals no word that is looked up here.
    const [one, other] = words as [number, number];
    for (let slot = 0; slot < slots; slot++) table[2 * slot] = slotOf(one) === slot ? other : one;
    for (const [n, kind] of [...kinds.values()].entries()) {
      const slot = 2 * slotOf(words[n]!);
      table[slot] = words[n]!;
      table[slot + 1] = kind;
    }
    this.separator = separator;
    tableOwner = this;
  }
}

/** The scanner whose ids are in the machine's table. */
let tableOwner: VectorScanner | null = null;

interface CopiedBytes {
  readonly bytes: Uint8Array | null;
  readonly from: number;
  readonly end: number;
}

const nothingCopied: CopiedBytes = { bytes: null, from: 0, end: 0 };

/** Which bytes are in the machine's slice. */
let copied = nothingCopied;

const FIRST_MULTIPLIER = 0x9e3779b1 | 0;

/** The first bytes of a segment with that id as a little-endian number: three or four, including the separator. */
function wordOf(id: string, separator: number): number {
  return [...id].reduceRight((word, char) => (word << 8) | char.charCodeAt(0), separator) | 0;
}
