import { BYTES_OF_UNIT, type ByteSink } from '../report/byte-sink';

/**
 * Collects text, to write it as UTF-8, and bytes. Text added after the buffer is full stays unencoded until there is room.
 */
export class Pending implements ByteSink {
  /** Bytes of everything added and not cut off; exact only for ASCII. */
  length = 0;
  private buffer = Buffer.allocUnsafe(small);
  /** The one that was taken last. */
  private taken: Buffer<ArrayBuffer> | null = null;
  private gathered = 0;
  private waiting: string[] = [];
  /** Index of the first text still waiting. */
  private first = 0;
  /** Bytes to cut off the end of what was taken. */
  private cutOff = 0;

  add(text: string): void {
    this.length += text.length;
    for (let at = 0; at < text.length; ) {
      const end = endOfPart(text, at);
      const part = text.slice(at, end);
      if (this.isFull()) this.waiting.push(part);
      else this.gather(part);
      at = end;
    }
  }

  get bytes(): Uint8Array {
    return this.buffer;
  }

  room(most: number): number {
    // Text that waits comes before the bytes.
    if (this.waiting.length > 0) this.gatherWaiting(Number.POSITIVE_INFINITY);
    if (this.gathered + most > this.buffer.length) this.makeRoom(most);
    return this.gathered;
  }

  wrote(bytes: number): void {
    this.length += bytes;
    this.gathered += bytes;
  }

  /** Whether there is enough to write. */
  isFull(): boolean {
    return this.gathered >= size / 2 || this.waiting.length > 0;
  }

  /**
   * Takes the collected bytes, a part at a time; an empty part ends them. A part stays as it is until the next one is
   * taken, and is overwritten after that.
   */
  take(): Uint8Array {
    this.gatherWaiting(size / 2);
    if (this.gathered === 0) return nothing;
    const { buffer, gathered } = this;
    this.buffer = this.taken ?? Buffer.allocUnsafe(small);
    this.taken = buffer;
    this.gathered = 0;
    return buffer.subarray(0, gathered);
  }

  /** Cuts off everything after `length` bytes of ASCII. Do not call it while parts are being taken. */
  cut(length: number): void {
    let over = this.length - length;
    this.length = length;
    while (over > 0 && this.waiting.length > 0) {
      const last = this.waiting.pop()!;
      if (last.length > over) this.waiting.push(last.slice(0, -over));
      over = Math.max(0, over - last.length);
    }
    const ofBuffer = Math.min(over, this.gathered);
    this.gathered -= ofBuffer;
    this.cutOff += over - ofBuffer;
  }

  /** How many bytes to cut off the end of what was taken, before more is taken. */
  takeCutOff(): number {
    const bytes = this.cutOff;
    this.cutOff = 0;
    return bytes;
  }

  /** Encodes text that waits, until so many bytes are gathered. */
  private gatherWaiting(most: number): void {
    while (this.first < this.waiting.length && this.gathered < most) this.gather(this.waiting[this.first++]!);
    if (this.first === this.waiting.length) {
      this.waiting = [];
      this.first = 0;
    }
  }

  private gather(text: string): void {
    const most = BYTES_OF_UNIT * text.length;
    if (this.gathered + most > this.buffer.length) this.makeRoom(most);
    this.gathered += this.buffer.write(text, this.gathered);
  }

  private makeRoom(more: number): void {
    const larger = Buffer.allocUnsafe(Math.max(2 * this.buffer.length, this.gathered + more));
    this.buffer.copy(larger, 0, 0, this.gathered);
    this.buffer = larger;
  }
}

/**
 * Splits a long text: encoding all of it at once would take three times its memory. No part ends inside a surrogate
 * pair.
 */
function endOfPart(text: string, from: number): number {
  const end = from + size / 4;
  if (end >= text.length) return text.length;
  return text.charCodeAt(end - 1) >> 10 === 0x36 ? end + 1 : end;
}

const nothing = new Uint8Array(0);

const size = 1024 * 1024;
/** What a small file needs. */
const small = 16 * 1024;
