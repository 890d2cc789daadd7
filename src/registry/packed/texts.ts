import { asciiText } from '../../values/ascii';
import { HashSlots } from './hash-slots';
import { grown } from './tuples';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Distinct texts in one array of bytes, each in UTF-8 after its length. A text is identified by its offset; '' is 0.
 */
export class Texts {
  private bytes = new Uint8Array(4096);
  private length = 1; // the length of '', 0
  /** Texts by their offset. */
  private readonly slots = new HashSlots();

  /** The offset of the text, new or known. */
  add(text: string): number {
    if (text === '') return 0;
    const start = this.length;
    const end = this.write(text, start);
    const { slots } = this;
    for (let known = slots.first(this.hash(start, end)); known !== 0; known = slots.other()) {
      if (this.equal(known, start, end)) return known;
    }
    slots.put(start);
    this.length = end;
    return start;
  }

  all(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Appends the text; returns its end. */
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

  private hash(start: number, end: number): number {
    const { bytes } = this;
    let hash = 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    return hash ^ (hash >>> 15);
  }

  /** Lengths are compared first, so that texts of different lengths differ at once. */
  private equal(known: number, start: number, end: number): boolean {
    const { bytes } = this;
    for (let i = start; i < end; i++) if (bytes[known + i - start] !== bytes[i]) return false;
    return true;
  }
}

/** The text at an offset; for an invalid offset it returns an arbitrary text and does not throw. */
export function textAt(bytes: Uint8Array, offset: number): string {
  const { start, end } = extentOf(bytes, offset);
  // A copy: browsers do not decode shared memory.
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
