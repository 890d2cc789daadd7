import type { ClaimSet, LoopSegments } from './claim/claim';
import type { SteadySpan } from './claim/fast';

/** More are not remembered: then all are forgotten, and remembering begins anew. */
const MOST_LOOPS = 65_536;
const LONGEST_KEY = 512;

/** Numbers of an entry: hash, where its key stands, the key's length, since, until. */
const ENTRY = 5;

/**
 * The billing loops of a file in whose claims nothing was found. A provider bills in many loops; those that say the
 * same of it fare the same.
 */
export class SteadyLoops {
  private readonly key = new Uint8Array(LONGEST_KEY);
  private keyLength = 0;
  private hash = 0;
  /** Which entry, counted from 1; 0 where there is none. As many slots as a power of two, half of them free. */
  private slots = new Int32Array(64);
  private entries = new Int32Array(32 * ENTRY);
  private count = 0;
  private keys = new Uint8Array(4096);
  private keysLength = 0;

  /** The span on which loops that say the same as this one are steady, where it holds the day of the set. */
  find(loop: LoopSegments, set: ClaimSet): SteadySpan | null {
    this.read(loop, set);
    const entry = this.keyLength === 0 ? -1 : this.slots[this.slot()]! - 1;
    if (entry < 0) return null;
    const since = this.entries[entry * ENTRY + 3]!;
    const until = this.entries[entry * ENTRY + 4]!;
    return set.date >= since && set.date < until ? { since, until } : null;
  }

  /** Remembers the loop that was last looked for. */
  remember({ since, until }: SteadySpan): void {
    if (this.keyLength === 0) return;
    const known = this.slots[this.slot()]!;
    const entry = known > 0 ? known - 1 : this.add();
    this.entries[entry * ENTRY + 3] = since;
    this.entries[entry * ENTRY + 4] = until;
  }

  private add(): number {
    if (this.count === MOST_LOOPS) this.forget();
    if (2 * this.count === this.slots.length) this.grow();
    const { hash, keyLength, keysLength } = this;
    if (keysLength + keyLength > this.keys.length) {
      const larger = new Uint8Array(2 * this.keys.length);
      larger.set(this.keys);
      this.keys = larger;
    }
    this.keys.set(this.key.subarray(0, keyLength), keysLength);
    this.keysLength += keyLength;
    const entry = this.count++;
    this.entries.set([hash, keysLength, keyLength], entry * ENTRY);
    this.slots[this.slot()] = this.count;
    return entry;
  }

  /** Gathers what a verdict rests on but the dates. No element holds the separator, so that no two keys run together. */
  private read(loop: LoopSegments, { guide, delimiters }: ClaimSet): void {
    const { key } = this;
    const copied = loop.copyJudged(key, LONGEST_KEY - 2, delimiters.element);
    if (copied === -1) {
      this.keyLength = 0;
      return;
    }
    let length = copied;
    key[length++] = delimiters.element;
    key[length++] = guide.version === '4010' ? 4 : 5;
    let hash = 0x811c9dc5;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ key[i]!, 0x01000193);
    this.hash = hash;
    this.keyLength = length;
  }

  /** Where the key is, or where it would go. */
  private slot(): number {
    const { slots, entries, hash } = this;
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const at = (slots[slot]! - 1) * ENTRY;
      if (entries[at] === hash && this.isKey(entries[at + 1]!, entries[at + 2]!)) break;
    }
    return slot;
  }

  private isKey(at: number, length: number): boolean {
    if (length !== this.keyLength) return false;
    for (let i = 0; i < length; i++) if (this.keys[at + i] !== this.key[i]) return false;
    return true;
  }

  private grow(): void {
    const { entries } = this;
    this.slots = new Int32Array(2 * this.slots.length);
    this.entries = new Int32Array(2 * entries.length);
    this.entries.set(entries);
    const mask = this.slots.length - 1;
    for (let entry = 0; entry < this.count; entry++) {
      const hash = entries[entry * ENTRY]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = entry + 1;
    }
  }

  private forget(): void {
    this.slots.fill(0);
    this.count = 0;
    this.keysLength = 0;
  }
}
