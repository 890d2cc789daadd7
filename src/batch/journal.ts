import { closeSync, constants, fsyncSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import { openPlain } from '../node/open-plain';
import { type FileRow, readRow } from './row';

/** A row with the settings for which it is valid. */
interface Entry extends FileRow {
  readonly settings: string;
}

/** The position of a row in a file of rows. */
interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What identifies a row of an earlier run. */
export interface Known extends Place {
  readonly sha256: string | null;
  readonly output: string;
  readonly outputBytes: number;
  readonly outputSha256: string | null;
}

const { O_RDWR, O_CREAT } = constants;
const CHUNK = 1024 * 1024;
const LF = 0x0a;

/**
 * The rows of the files that are done. Append-only, and on disk before a file counts as done. A killed run leaves at
 * most an incomplete last line, which is removed. It is not opened for appending: Windows would not let it be cut then.
 */
export class Journal {
  private readonly descriptor: number;
  private end = 0;
  private readonly places = new Map<string, Known>();
  /** Files whose rows are no longer valid. */
  private readonly outdated = new Set<string>();

  /**
   * @param settings rows with other settings are invalid
   * @param fresh all existing rows are invalid
   */
  constructor(
    path: string,
    private readonly settings: string,
    fresh: boolean,
  ) {
    this.descriptor = openPlain(path, O_RDWR | O_CREAT);
    for (const { text, offset, length } of linesOf(this.descriptor)) {
      const entry = readRow(text) as Entry | null;
      this.end = offset + length + 1;
      if (entry === null) continue;
      if (entry.settings === settings && !fresh) this.keep(entry, { offset, length });
      else this.outdated.add(entry.file);
    }
    ftruncateSync(this.descriptor, this.end);
  }

  get isEmpty(): boolean {
    return this.end === 0;
  }

  /** The latest row of a file. */
  find(name: string): Known | undefined {
    return this.places.get(name);
  }

  /** The files of all rows. */
  *files(): Generator<string, void, undefined> {
    yield* this.places.keys();
    yield* this.outdated;
  }

  append(rows: readonly FileRow[]): void {
    const start = this.end;
    const parts: Buffer[] = [];
    for (const row of rows) {
      const entry: Entry = { settings: this.settings, ...row };
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      this.keep(entry, { offset: this.end, length: line.length - 1 });
      this.end += line.length;
      parts.push(line);
    }
    const bytes = Buffer.concat(parts);
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.descriptor, bytes, at, bytes.length - at, start + at);
    fsyncSync(this.descriptor);
  }

  /** The row of a known file. */
  row(name: string): FileRow {
    const { offset, length } = this.places.get(name)!;
    const bytes = Buffer.alloc(length);
    readSync(this.descriptor, bytes, 0, length, offset);
    const { settings: _, ...row } = JSON.parse(bytes.toString()) as Entry;
    return row;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private keep({ file, sha256, output, outputBytes, outputSha256 }: FileRow, place: Place): void {
    this.places.set(file, { ...place, sha256, output, outputBytes, outputSha256: outputSha256 ?? null });
  }
}

/** The complete lines of a file. */
export function* linesOf(descriptor: number): Generator<Place & { readonly text: string }> {
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0; ; ) {
    const chunk = Buffer.alloc(CHUNK);
    const read = readSync(descriptor, chunk, 0, CHUNK, at);
    if (read === 0) return;
    const start = at - rest.length;
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
    let from = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, from)) {
      yield { text: bytes.toString('utf8', from, end), offset: start + from, length: end - from };
      from = end + 1;
    }
    rest = bytes.subarray(from);
    at += read;
  }
}
