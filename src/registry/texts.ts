import { asciiText } from '../ascii';
import { grown } from './tuples';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Distinct texts in one run of bytes, each in UTF-8 after its length. A text goes by its offset; '' by 0. */
export class Texts {
  private bytes = new Uint8Array(4096);
  private length = 1; // the length of '', 0
  private count = 0;
  /** Where a text's hash leads: its offset; 0 where there is none. */
  private slots = new Uint32Array(1024);

  /** The offset of the text, new or known. */
  add(text: string): number {
    if (text === '') return 0;
    const start = this.length;
    const end = this.write(text, start);
    const slot = this.slotOf(start, end);
    const known = this.slots[slot]!;
    if (known !== 0) return known;
    this.slots[slot] = start;
    this.length = end;
    this.count++;
    if (this.count * 4 > this.slots.length * 3) this.rehash();
    return start;
  }

  all(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Writes the text behind the others; answers with its end. */
  private write(text: string, start: number): number {
    while (start + 5 + 3 * text.length > this.bytes.length) this.bytes = grown(this.bytes);
    if (text.length < 128) {
      const { bytes } = this;
      let at = start + 1;
      let all = 0;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        all |= code;
        bytes[at++] = code;
      }
      if (all < 128) {
        bytes[start] = text.length;
        return at;
      }
    }
    const utf8 = encoder.encode(text);
    let at = start;
    let rest = utf8.length;
    for (; rest > 127; rest >>>= 7) this.bytes[at++] = rest | 128;
    this.bytes[at++] = rest;
    this.bytes.set(utf8, at);
    return at + utf8.length;
  }

  /** The slot of an equal text, else the free one where it belongs. */
  private slotOf(start: number, end: number): number {
    const { bytes, slots } = this;
    const mask = slots.length - 1;
    let hash = 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = slots[slot]!;
      if (known === 0 || this.equal(known, start, end)) return slot;
    }
  }

  /** Lengths come first, so that texts of different lengths differ at once. */
  private equal(known: number, start: number, end: number): boolean {
    const { bytes } = this;
    for (let i = start; i < end; i++) if (bytes[known + i - start] !== bytes[i]) return false;
    return true;
  }

  private rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    for (let at = 1; at < this.length; ) {
      const end = extentOf(this.bytes, at).end;
      this.slots[this.slotOf(at, end)] = at;
      at = end;
    }
  }
}

/** The text at an offset; some other text, and no fault, where the offset is not one that was given out. */
export function textAt(bytes: Uint8Array, offset: number): string {
  const { start, end } = extentOf(bytes, offset);
  // A copy: browsers decode nothing that is shared.
  return asciiText(bytes, start, Math.min(end, bytes.length)) ?? decoder.decode(bytes.slice(start, end));
}

function extentOf(bytes: Uint8Array, offset: number): { start: number; end: number } {
  let start = offset;
  let length = 0;
  for (let shift = 0; shift < 32; shift += 7) {
    const byte = bytes[start++] ?? 0;
    length |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return { start, end: start + (length >>> 0) };
}
