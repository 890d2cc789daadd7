import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { machine } from '../wasm/machine';
import { cannotRead } from './input-error';

const chunkSize = 1024 * 1024;

/**
 * The bytes of a file, a chunk at a time, through one buffer: a chunk is valid until the next is asked for.
 * The file is closed at the end, and also when the reader stops early.
 */
export function openFile(path: string): AsyncIterable<Uint8Array> {
  return chunksOf(path, chunkSize);
}

/**
 * The same without waiting between two reads, into the memory of the scanner: for a thread that has nothing else to
 * do, and reads one regular file at a time.
 */
export async function* readThrough(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const descriptor = orCannotRead(path, () => openSync(path, 'r'));
  try {
    const buffer = machine()?.window ?? new Uint8Array(chunkSize);
    for (;;) {
      const length = orCannotRead(path, () => readSync(descriptor, buffer, 0, buffer.length, null));
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function orCannotRead<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** The first `size` bytes of a file, or all of it where it is shorter. */
export async function readHead(path: string, size: number): Promise<Uint8Array> {
  const head = new Uint8Array(size);
  let length = 0;
  for await (const chunk of chunksOf(path, size)) {
    const part = chunk.subarray(0, size - length);
    head.set(part, length);
    length += part.length;
    if (length === size) break;
  }
  return head.subarray(0, length);
}

async function* chunksOf(path: string, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await open(path).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
  try {
    const buffer = new Uint8Array(size);
    for (;;) {
      const length = await read(handle, buffer, path);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    await handle.close();
  }
}

async function read(handle: FileHandle, buffer: Uint8Array, path: string): Promise<number> {
  try {
    return (await handle.read(buffer, 0, buffer.length, null)).bytesRead;
  } catch (error) {
    throw cannotRead(path, error);
  }
}
