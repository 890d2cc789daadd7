/**
 * A growing set of rows of so many 32-bit words, in one typed array. A row goes by the number under which it
 * came first.
 */
export class Tuples {
  count = 0;
  /** The words of the row to be added. */
  readonly next: Uint32Array;
  private words: Uint32Array;
  /** Where a row's hash leads: its number + 1; 0 where there is none. */
  private slots = new Uint32Array(1024);

  constructor(readonly width: number) {
    this.next = new Uint32Array(width);
    this.words = new Uint32Array(256 * width);
  }

  /** The number of the next row, new or known. */
  add(): number {
    const slot = this.slotOf(this.next, 0);
    const known = this.slots[slot]!;
    if (known !== 0) return known - 1;
    const { width, next } = this;
    const at = this.count * width;
    if (at === this.words.length) this.words = grown(this.words);
    for (let i = 0; i < width; i++) this.words[at + i] = next[i]!;
    this.slots[slot] = ++this.count;
    if (this.count * 4 > this.slots.length * 3) this.rehash();
    return this.count - 1;
  }

  word(row: number, index: number): number {
    return this.words[row * this.width + index]!;
  }

  /** All rows, one after the other. */
  all(): Uint32Array {
    return this.words.subarray(0, this.count * this.width);
  }

  /** Copies the first words of each row, the rows in the given order or as they came. */
  copy(to: Uint32Array, width: number, order?: Uint32Array): void {
    const { words } = this;
    for (let place = 0; place < this.count; place++) {
      const from = (order === undefined ? place : order[place]!) * this.width;
      for (let i = 0; i < width; i++) to[place * width + i] = words[from + i]!;
    }
  }

  /** The slot of a row equal to the one that stands there, else the free one where it belongs. */
  private slotOf(source: Uint32Array, at: number): number {
    const { words, slots, width } = this;
    const mask = slots.length - 1;
    let hash = 0;
    for (let i = at; i < at + width; i++) {
      hash = Math.imul(hash ^ source[i]!, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = slots[slot]!;
      if (known === 0) return slot;
      let i = 0;
      for (let k = (known - 1) * width; i < width && words[k + i] === source[at + i]; ) i++;
      if (i === width) return slot;
    }
  }

  private rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    for (let row = 0; row < this.count; row++)
      this.slots[this.slotOf(this.words, row * this.width)] = row + 1;
  }
}

/** The same content with room for as much again. */
export function grown<T extends Uint8Array | Uint32Array>(full: T): T {
  const larger = new (full.constructor as new (length: number) => T)(full.length * 2);
  larger.set(full);
  return larger;
}
