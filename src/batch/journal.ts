import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { FileRow } from './row';

/** A row with the settings that it holds for. */
interface Entry extends FileRow {
  readonly settings: string;
}

/** Where in a file of rows a row stands. */
interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What a row of an earlier run is recognised by. */
export interface Known extends Place {
  readonly sha256: string | null;
  readonly output: string;
  readonly outputBytes: number;
}

const CHUNK = 1024 * 1024;
const LF = 0x0a;

/**
 * The rows of the files that are done: only ever appended to, and on disk before anybody relies on it. A run that was
 * killed leaves at most its last line torn; that line is taken off.
 */
export class Journal {
  private readonly descriptor: number;
  private end = 0;
  private readonly places = new Map<string, Known>();

  /** @param settings rows that hold for others are passed over */
  constructor(
    path: string,
    private readonly settings: string,
  ) {
    this.descriptor = openSync(path, 'a+', 0o600);
    for (const { text, offset, length } of linesOf(this.descriptor)) {
      const entry = parsed(text);
      this.end = offset + length + 1;
      if (entry?.settings === settings) this.keep(entry, { offset, length });
    }
    ftruncateSync(this.descriptor, this.end);
  }

  /** The latest row of a file. */
  find(name: string): Known | undefined {
    return this.places.get(name);
  }

  all(): Iterable<readonly [name: string, Known]> {
    return this.places;
  }

  append(rows: readonly FileRow[]): void {
    const parts: Buffer[] = [];
    for (const row of rows) {
      const entry: Entry = { settings: this.settings, ...row };
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      this.keep(entry, { offset: this.end, length: line.length - 1 });
      this.end += line.length;
      parts.push(line);
    }
    const bytes = Buffer.concat(parts);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    fsyncSync(this.descriptor);
  }

  /** The row of a file that is known. */
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

  private keep({ file, sha256, output, outputBytes }: FileRow, place: Place): void {
    this.places.set(file, { ...place, sha256, output, outputBytes });
  }
}

function parsed(text: string): Entry | null {
  try {
    const entry: unknown = JSON.parse(text);
    return typeof entry === 'object' && entry !== null && 'output' in entry ? (entry as Entry) : null;
  } catch {
    return null;
  }
}

/** The whole lines of a file. */
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
