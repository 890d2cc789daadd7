import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { cannotWrite, OutputError } from '../../node/output-error';
import { print } from './stdout';

/** The target of a report or a compiled registry. */
export interface Output {
  /** The caller may reuse the bytes once this resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** Cuts `bytes` off the end of what was written. Plain files only. */
  cut?(bytes: number): Promise<void>;
  /** Call after the last write; the file appears under its name now. */
  finish(): Promise<void>;
  /** Discards the output; no file appears. */
  abandon(): Promise<void>;
}

/** What abandons each unfinished file, by its temporary name. */
const unfinished = new Map<string, () => Promise<void>>();

/** Removes unfinished files whenever the process ends. */
export function removeTemporaries(): void {
  for (const path of unfinished.keys()) rmSync(path, { force: true });
}

/** Closes and removes the files that a run which failed has not finished. */
export async function abandonUnfinished(): Promise<void> {
  for (const abandon of unfinished.values()) await abandon();
}

const done = async () => {};

export const stdoutOutput: Output = { write: print, finish: done, abandon: done };

export const nowhere: Output = { write: done, finish: done, abandon: done };

/** How to write a file. */
export interface FileRequest {
  readonly path: string;
  /** File mode, regardless of the mode of a file that it replaces. */
  readonly mode: number;
  /** Not to be written to a pipe or device, where others may read it. */
  readonly isPrivate?: boolean;
}

/**
 * Opens a file for writing. It is written under a temporary name and renamed when complete; pipes and devices are
 * written directly. Removes temporary files left by killed runs.
 */
export async function openOutput({ path, mode, isPrivate = false }: FileRequest): Promise<Output> {
  const existing = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw cannotWrite(path, error); // now, and not after all the work
  });
  if (existing !== null && !existing.isFile()) {
    if (isPrivate && !existing.isDirectory()) throw new OutputError(noPlainFile(path));
    return direct(path);
  }
  const target = existing === null ? path : await orCannotWrite(path, realpath(path));
  const { placeFile, removeLeft, temporaryBeside, tryToWrite } = await import('../../node/place-file');
  if (existing !== null) await orCannotWrite(path, tryToWrite(target));
  const { keepFile } = await import('../../node/kept-file');
  const { takeForUser } = await import('../../node/own-rights');
  await removeLeft(target);
  const temporary = temporaryBeside(target);
  const handle = await orCannotWrite(path, open(temporary, 'wx', 0o600));
  takeForUser(temporary, mode);
  const stop = keepFile(handle.fd);
  let length = 0;
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    stop();
    await handle.close();
  };
  const abandon = async () => {
    await close();
    rmSync(temporary, { force: true });
    unfinished.delete(temporary);
  };
  unfinished.set(temporary, abandon);
  return {
    async write(bytes) {
      const position = length;
      length += bytes.length;
      await orCannotWrite(path, writeAt(handle, bytes, position));
    },
    async cut(bytes) {
      length -= bytes;
      await orCannotWrite(path, handle.truncate(length));
    },
    async finish() {
      await orCannotWrite(path, handle.sync());
      await orCannotWrite(path, close());
      await orCannotWrite(path, placeFile(temporary, target, mode));
      unfinished.delete(temporary);
    },
    abandon,
  };
}

/** Writes at a position, since the file's own position is past its end after a cut. */
async function writeAt(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

function noPlainFile(path: string): string {
  return `will not write ${path}: what is private goes to a plain file, which nobody else can read.`;
}

async function direct(path: string): Promise<Output> {
  const handle = await orCannotWrite(path, open(path, 'w'));
  return {
    write: (bytes) => orCannotWrite(path, handle.writeFile(bytes)),
    finish: () => orCannotWrite(path, handle.close()),
    abandon: () => handle.close(),
  };
}

function orCannotWrite<T>(path: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw cannotWrite(path, error);
  });
}
