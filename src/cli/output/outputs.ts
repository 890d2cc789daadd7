import { constants, rmSync } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, stat } from 'node:fs/promises';
import { cannotWrite, OutputError } from '../../node/output-error';
import { print } from './stdout';

/** Where a report goes, or a compiled registry. */
export interface Output {
  /** The bytes may change once it is done. */
  write(bytes: Uint8Array): Promise<void>;
  /** Cuts so many bytes off the end of what was written. Only a plain file can. */
  cut?(bytes: number): Promise<void>;
  /** Everything is written: a file appears under its name now. */
  finish(): Promise<void>;
  /** It is given up: nothing appears. */
  abandon(): Promise<void>;
}

/** Files that are not whole yet; whatever ends the process takes them away. */
const temporaries = new Set<string>();

export function removeTemporaries(): void {
  for (const path of temporaries) rmSync(path, { force: true });
}

const done = async () => {};

export const stdoutOutput: Output = { write: print, finish: done, abandon: done };

export const nowhere: Output = { write: done, finish: done, abandon: done };

/** How a file is written. */
export interface FileRequest {
  readonly path: string;
  /** Who may read it, whoever may read what stood in its place. */
  readonly mode: number;
  /** It goes to no pipe or device, where others may read it. */
  readonly isPrivate?: boolean;
}

/**
 * Opens a file. It is written beside its place and moved there when whole; pipes and devices are written as they are.
 * What a run that was killed left beside it is removed.
 */
export async function openOutput({ path, mode, isPrivate = false }: FileRequest): Promise<Output> {
  const existing = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw cannotWrite(path, error); // now, and not when all is done
  });
  if (existing !== null && !existing.isFile()) {
    if (isPrivate && !existing.isDirectory()) throw new OutputError(noPlainFile(path));
    return direct(path);
  }
  const target = existing === null ? path : await orCannotWrite(path, realpath(path));
  if (existing !== null) await orCannotWrite(path, access(target, constants.W_OK));
  const { removeLeft, temporaryBeside } = await import('./temporary');
  const { keepFile } = await import('../../node/kept-file');
  await removeLeft(target);
  const temporary = temporaryBeside(target);
  const handle = await orCannotWrite(path, open(temporary, 'wx', 0o600));
  temporaries.add(temporary);
  const stop = keepFile(handle.fd);
  let length = 0;
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    stop();
    await handle.close();
  };
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
      await orCannotWrite(path, handle.chmod(mode));
      await orCannotWrite(path, handle.sync());
      await orCannotWrite(path, close());
      await orCannotWrite(path, rename(temporary, target));
      temporaries.delete(temporary);
    },
    async abandon() {
      await close();
      rmSync(temporary, { force: true });
      temporaries.delete(temporary);
    },
  };
}

/** Where a file was cut, its own place to go on is behind its end. */
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
