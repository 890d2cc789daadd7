/** Text on its way out, gathered as UTF-8. */
export class Pending {
  private buffer = Buffer.allocUnsafe(size);
  private length = 0;

  add(text: string): void {
    if (this.length + text.length * mostBytes > this.buffer.length) this.makeRoom(text.length * mostBytes);
    this.length += this.buffer.write(text, this.length);
  }

  /** Whether enough has gathered to be written. */
  isFull(): boolean {
    return this.length >= size / 2;
  }

  /** What has gathered; it is overwritten by what comes next. */
  take(): Uint8Array {
    const bytes = this.buffer.subarray(0, this.length);
    this.length = 0;
    return bytes;
  }

  private makeRoom(more: number): void {
    const larger = Buffer.allocUnsafe(this.length + more + size);
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

const size = 1024 * 1024;
/** A UTF-16 unit takes so many at most. */
const mostBytes = 3;
