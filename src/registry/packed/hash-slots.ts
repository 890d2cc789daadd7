/** A hash table of numbers from 1 up. It keeps the hashes, so that growing is fast whatever the numbers refer to. */
export class HashSlots {
  private count = 0;
  /** Pairs of a hash and a number; the number is 0 if free. */
  private slots = new Uint32Array(2 * 1024);
  private hash = 0;
  private at = 0;

  /** The first number under this hash; 0 if there is none. */
  first(hash: number): number {
    this.hash = hash >>> 0;
    this.at = placeOf(this.hash, this.slots);
    return this.find();
  }

  /** The next number under the same hash; 0 if there is none. */
  other(): number {
    this.at = placeAfter(this.at, this.slots);
    return this.find();
  }

  /** Adds a number under the last hash, after `first` and `other` have returned all of its numbers. */
  put(number: number): void {
    this.slots[this.at] = this.hash;
    this.slots[this.at + 1] = number;
    if (++this.count * 8 > this.slots.length * 3) this.grow();
  }

  private find(): number {
    const { slots, hash } = this;
    let at = this.at;
    while (slots[at + 1] !== 0 && slots[at] !== hash) at = placeAfter(at, slots);
    this.at = at;
    return slots[at + 1]!;
  }

  private grow(): void {
    const old = this.slots;
    const larger = new Uint32Array(2 * old.length);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      let at = placeOf(old[i]!, larger);
      while (larger[at + 1] !== 0) at = placeAfter(at, larger);
      larger[at] = old[i]!;
      larger[at + 1] = old[i + 1]!;
    }
    this.slots = larger;
  }
}

function placeOf(hash: number, slots: Uint32Array): number {
  return (2 * hash) & (slots.length - 1);
}

function placeAfter(at: number, slots: Uint32Array): number {
  return (at + 2) & (slots.length - 1);
}
