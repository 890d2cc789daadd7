import { inBlocks, type Steps } from '../../values/steps';
import { HashSlots } from './hash-slots';

/**
 * A growing set of rows of a fixed number of 32-bit words, in one typed array. A row is identified by the number under
 * which it was first added.
 */
export class Tuples {
  count = 0;
  /** The words of the row to add. */
  readonly next: Uint32Array;
  private words: Uint32Array;
  /** Rows by their number + 1. */
  private readonly slots = new HashSlots();

  constructor(readonly width: number) {
    this.next = new Uint32Array(width);
    this.words = new Uint32Array(256 * width);
  }

  /** Returns the number of the next row, new or known. */
  add(): number {
    const { width, next, slots } = this;
    let hash = 0;
    for (let i = 0; i < width; i++) {
      hash = Math.imul(hash ^ next[i]!, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    for (let known = slots.first(hash); known !== 0; known = slots.other()) {
      if (this.isNext(known - 1)) return known - 1;
    }
    const at = this.count * width;
    if (at === this.words.length) this.words = grown(this.words);
    for (let i = 0; i < width; i++) this.words[at + i] = next[i]!;
    slots.put(++this.count);
    return this.count - 1;
  }

  word(row: number, index: number): number {
    return this.words[row * this.width + index]!;
  }

  /** All rows, one after the other. */
  all(): Uint32Array {
    return this.words.subarray(0, this.count * this.width);
  }

  /** Copies the first words of each row, in the given order or in input order. */
  copy(to: Uint32Array, width: number, order?: Uint32Array): Steps {
    const { words } = this;
    return inBlocks(this.count, (first, end) => {
      for (let place = first; place < end; place++) {
        const from = (order === undefined ? place : order[place]!) * this.width;
        for (let i = 0; i < width; i++) to[place * width + i] = words[from + i]!;
      }
    });
  }

  private isNext(row: number): boolean {
    const { words, next, width } = this;
    for (let i = 0; i < width; i++) if (words[row * width + i] !== next[i]) return false;
    return true;
  }
}

/** A copy with twice the room. */
export function grown<T extends Uint8Array | Uint32Array>(full: T): T {
  const larger = new (full.constructor as new (length: number) => T)(full.length * 2);
  larger.set(full);
  return larger;
}
