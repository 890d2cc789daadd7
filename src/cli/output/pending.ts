/** Text on its way out, gathered as UTF-8. What comes when enough has gathered waits as it is. */
export class Pending {
  /** Bytes of all that was added and not cut off again; of ASCII alone. */
  length = 0;
  private buffer = Buffer.allocUnsafe(size);
  private gathered = 0;
  private waiting: string[] = [];
  /** The first text that still waits. */
  private first = 0;
  /** Bytes at the end of what was taken. */
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

  /** Whether enough has gathered to be written. */
  isFull(): boolean {
    return this.gathered >= size / 2 || this.waiting.length > 0;
  }

  /** What has gathered, a part at a time; an empty one: that was all. Each is overwritten by what comes next. */
  take(): Uint8Array {
    while (this.first < this.waiting.length && this.gathered < size / 2)
      this.gather(this.waiting[this.first++]!);
    if (this.first === this.waiting.length) {
      this.waiting = [];
      this.first = 0;
    }
    const bytes = this.buffer.subarray(0, this.gathered);
    this.gathered = 0;
    return bytes;
  }

  /** Cuts off whatever comes after so many bytes of ASCII; not while parts are taken. */
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

  /** How many bytes are to be cut off from the end of what was taken, before more is taken. */
  takeCutOff(): number {
    const bytes = this.cutOff;
    this.cutOff = 0;
    return bytes;
  }

  private gather(text: string): void {
    if (this.gathered + text.length * mostBytes > this.buffer.length) this.makeRoom(text.length * mostBytes);
    this.gathered += this.buffer.write(text, this.gathered);
  }

  private makeRoom(more: number): void {
    const larger = Buffer.allocUnsafe(this.gathered + more + size);
    this.buffer.copy(larger, 0, 0, this.gathered);
    this.buffer = larger;
  }
}

/** A long text waits in parts: encoded at once it would take three times its room. No part ends in half a character. */
function endOfPart(text: string, from: number): number {
  const end = from + size / 4;
  if (end >= text.length) return text.length;
  return text.charCodeAt(end - 1) >> 10 === 0x36 ? end + 1 : end;
}

const size = 1024 * 1024;
/** A UTF-16 unit takes so many at most. */
const mostBytes = 3;
