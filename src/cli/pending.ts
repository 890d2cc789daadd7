/** Text on its way out, gathered as UTF-8. What comes when enough has gathered waits as it is. */
export class Pending {
  private buffer = Buffer.allocUnsafe(size);
  private length = 0;
  private waiting: string[] = [];
  /** The first text that still waits. */
  private first = 0;

  add(text: string): void {
    if (this.isFull()) this.waiting.push(text);
    else this.gather(text);
  }

  /** Whether enough has gathered to be written. */
  isFull(): boolean {
    return this.length >= size / 2 || this.waiting.length > 0;
  }

  /** What has gathered, a part at a time; an empty one: that was all. Each is overwritten by what comes next. */
  take(): Uint8Array {
    while (this.first < this.waiting.length && this.length < size / 2)
      this.gather(this.waiting[this.first++]!);
    if (this.first === this.waiting.length) {
      this.waiting = [];
      this.first = 0;
    }
    const bytes = this.buffer.subarray(0, this.length);
    this.length = 0;
    return bytes;
  }

  private gather(text: string): void {
    if (this.length + text.length * mostBytes > this.buffer.length) this.makeRoom(text.length * mostBytes);
    this.length += this.buffer.write(text, this.length);
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
