/**
 * A growing set of rows of so many 32-bit words, in one typed array. A row goes by the number under which it
 * came first.
 */
export class Tuples {
  count = 0;
  private words: Uint32Array;
  /** Where a row's hash leads: its number + 1; 0 where there is none. */
  private slots = new Uint32Array(1024);

  constructor(readonly width: number) {
    this.words = new Uint32Array(256 * width);
  }

  /** The number of the row, new or known. */
  add(row: readonly number[]): number {
    const at = this.count * this.width;
    if (at === this.words.length) this.words = grown(this.words);
    for (let i = 0; i < this.width; i++) this.words[at + i] = row[i]!;
    const slot = this.slotOf(at);
    const known = this.slots[slot]!;
    if (known !== 0) return known - 1;
    this.slots[slot] = ++this.count;
    if (this.count * 2 > this.slots.length) this.rehash();
    return this.count - 1;
  }

  word(row: number, index: number): number {
    return this.words[row * this.width + index]!;
  }

  /** All rows, one after the other. */
  all(): Uint32Array {
    return this.words.subarray(0, this.count * this.width);
  }

  /** The slot of an equal row, else the free one where it belongs. */
  private slotOf(at: number): number {
    const { words, slots, width } = this;
    const mask = slots.length - 1;
    let hash = 0;
    for (let i = at; i < at + width; i++) {
      hash = Math.imul(hash ^ words[i]!, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = slots[slot]!;
      if (known === 0 || this.equal((known - 1) * width, at)) return slot;
    }
  }

  private equal(one: number, other: number): boolean {
    for (let i = 0; i < this.width; i++) if (this.words[one + i] !== this.words[other + i]) return false;
    return true;
  }

  private rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    for (let row = 0; row < this.count; row++) this.slots[this.slotOf(row * this.width)] = row + 1;
  }
}

/** The same content with room for as much again. */
export function grown<T extends Uint8Array | Uint32Array>(full: T): T {
  const larger = new (full.constructor as new (length: number) => T)(full.length * 2);
  larger.set(full);
  return larger;
}
