/** How much is collected (bytes or characters) before it is moved to a blob, which need not be in memory. */
const partSize = 1024 * 1024;

/** A file that is made piece by piece. */
export class BlobParts {
  /** The length of what was added and not cut off, in bytes or characters. */
  length = 0;
  private readonly parts: Blob[] = [];
  private gathered: (string | Uint8Array<ArrayBuffer>)[] = [];
  private size = 0;

  /** @param piece bytes are copied */
  add(piece: string | Uint8Array): void {
    this.gathered.push(typeof piece === 'string' ? piece : new Uint8Array(piece));
    this.length += piece.length;
    this.size += piece.length;
    if (this.size >= partSize) this.flush();
  }

  /** Cuts off everything after `length` bytes; if text was added, it must be ASCII. */
  cut(length: number): void {
    this.flush();
    let over = this.length - length;
    this.length = length;
    while (over > 0) {
      const last = this.parts.pop()!;
      if (last.size > over) this.parts.push(last.slice(0, last.size - over));
      over -= Math.min(over, last.size);
    }
  }

  /** The whole file. */
  blob(): Blob {
    this.flush();
    return new Blob(this.parts);
  }

  private flush(): void {
    if (this.gathered.length === 0) return;
    this.parts.push(new Blob(this.gathered));
    this.gathered = [];
    this.size = 0;
  }
}
