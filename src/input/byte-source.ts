import type { Chunks } from './input';

const none = new Uint8Array(0);

/** Reads a stream in pieces of a requested size, independent of its chunks. */
export class ByteSource {
  private readonly chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  /** Bytes that arrived or were given back, and are not taken yet. */
  private chunk: Uint8Array = none;
  private back: Uint8Array = none;
  /** Bytes taken and not given back. */
  taken = 0;

  constructor(chunks: Chunks) {
    this.chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** A copy of the next `size` bytes; fewer only at the end. */
  async take(size: number): Promise<Uint8Array> {
    let bytes = none;
    while (bytes.length < size) {
      const part = await this.some(size - bytes.length);
      if (part.length === 0) break;
      bytes = joined(bytes, part);
    }
    return bytes;
  }

  /** Puts back the bytes taken last. */
  giveBack(bytes: Uint8Array): void {
    this.back = joined(bytes, this.back);
    this.taken -= bytes.length;
  }

  /** The remaining bytes, as they arrive. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const part = await this.some(Number.POSITIVE_INFINITY);
      if (part.length === 0) return;
      yield part;
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  /** Between one and `most` bytes; none at the end. */
  private async some(most: number): Promise<Uint8Array> {
    const from = this.back.length > 0 ? 'back' : 'chunk';
    while (this[from].length === 0) {
      const { done, value } = await this.chunks.next();
      if (done) return none;
      this[from] = value;
    }
    const part = this[from].subarray(0, most);
    this[from] = this[from].subarray(part.length);
    this.taken += part.length;
    return part;
  }
}

/** A copy of both, one after the other. */
export function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
