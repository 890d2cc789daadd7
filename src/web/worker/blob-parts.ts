/** So much gathers before it goes to a blob, which need not be in memory: bytes, or characters. */
const partSize = 1024 * 1024;

/** A file that is made piece by piece. */
export class BlobParts {
  private readonly parts: Blob[] = [];
  private gathered: (string | Uint8Array<ArrayBuffer>)[] = [];
  private size = 0;

  /** @param piece bytes are copied */
  add(piece: string | Uint8Array): void {
    this.gathered.push(typeof piece === 'string' ? piece : new Uint8Array(piece));
    this.size += piece.length;
    if (this.size >= partSize) this.flush();
  }

  /** All of it. */
  blob(): Blob {
    this.flush();
    return new Blob(this.parts);
  }

  private flush(): void {
    this.parts.push(new Blob(this.gathered));
    this.gathered = [];
    this.size = 0;
  }
}
