/** The bytes of a file. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** One source of claims. */
export interface Input {
  /** As the user wrote it; for a file in a zip `archive.zip!/file`. */
  readonly name: string;
  /** The file that it is read from. */
  readonly path: string;
  /** In bytes, if it can be read from any position; null for packed files and streams. */
  readonly size: number | null;
  /** Its bytes, unpacked. If it has a size, a part of them can be asked for. */
  open(from?: number, to?: number): Chunks;
}

/** The inputs that were found in files, folders and archives. */
export interface Inputs<I extends Input = Input> {
  readonly inputs: readonly I[];
  /** Requested inputs that cannot be checked. */
  readonly problems: readonly Problem[];
  /** Other files in the named folders and archives, which do not look like claim files and are not read. */
  readonly skipped: readonly string[];
}

/** A path, or a file in an archive, that cannot be read, and why. */
export interface Problem {
  readonly name: string;
  readonly message: string;
}
