const none = new Uint8Array(0);

/** A stream of bytes, taken in pieces of the size that is wanted, however they arrive. */
export class ByteSource {
  private readonly chunks: AsyncIterator<Uint8Array>;
  /** What has arrived and was not taken, after what was given back. */
  private chunk: Uint8Array = none;
  private back: Uint8Array = none;
  /** Bytes taken and not given back. */
  taken = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** So many bytes, a copy of them; fewer only at the end. */
  async take(size: number): Promise<Uint8Array> {
    const piece = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const part = await this.some(size - length);
      if (part.length === 0) break;
      piece.set(part, length);
      length += part.length;
    }
    return piece.subarray(0, length);
  }

  /** Puts the last bytes that were taken before all others. */
  giveBack(bytes: Uint8Array): void {
    const back = new Uint8Array(bytes.length + this.back.length);
    back.set(bytes);
    back.set(this.back, bytes.length);
    this.back = back;
    this.taken -= bytes.length;
  }

  /** What is left, as it arrives. */
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

  /** Some bytes, at most so many; none at the end. */
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
