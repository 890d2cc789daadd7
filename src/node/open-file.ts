import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { inPlace } from '../check/source';
import { sharedBytes } from '../registry/packed/layout';
import { takeWindow } from '../wasm/machine';
import { cannotRead, orCannotRead } from './input-error';

/** Chunk sizes in bytes: small at first, and never more than the file has, because many files may be open at once. */
const chunkSizes = { first: 16 * 1024, most: 1024 * 1024 };
const headSize = 64;

/**
 * Reads a file in chunks. Each chunk is a buffer of its own, which the caller may keep. The file is closed at the end,
 * and also if iteration stops early.
 * @returns an iterable for `check` and `Checker.check`
 * @throws InputError while iterating, if the file cannot be read
 */
export function openFile(path: string): AsyncIterable<Uint8Array> {
  const file = { [Symbol.asyncIterator]: () => readChunks(path), [inPlace]: () => readThroughBuffer(path) };
  return file;
}

async function* readChunks(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await openToRead(path);
  try {
    let left = await sizeOf(handle, path);
    for (let size = chunkSizes.first; ; ) {
      const chunk = new Uint8Array(Math.min(size, Math.max(chunkSizes.first, left)));
      const length = await read(handle, chunk, path);
      if (length === 0) return;
      left -= length;
      if (length === size) size = Math.min(chunkSizes.most, 4 * size);
      yield length === chunk.length ? chunk : chunk.slice(0, length);
    }
  } finally {
    await handle.close();
  }
}

/**
 * Like `openFile`, but each chunk is valid only until the next one is requested: it is in the scanner's memory, unless
 * another file is being read there.
 */
export async function* readThroughBuffer(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await openToRead(path);
  const window = takeWindow();
  try {
    let left = await sizeOf(handle, path);
    for (let buffer = window?.bytes ?? new Uint8Array(chunkSizes.first); ; ) {
      const length = await read(handle, buffer, path);
      if (length === 0) return;
      yield buffer.subarray(0, length);
      left -= length;
      if (window === null && left > buffer.length && buffer.length < chunkSizes.most)
        buffer = new Uint8Array(Math.min(chunkSizes.most, left));
    }
  } finally {
    window?.giveBack();
    await handle.close();
  }
}

/**
 * The first `size` bytes of a file, or all of it if it is shorter. Synchronous, because there may be very many files.
 */
export function readHead(path: string, size: number): Uint8Array {
  const head = new Uint8Array(size);
  let length = 0;
  const descriptor = orCannotRead(path, () => openSync(path, 'r'));
  try {
    for (let read = -1; read !== 0 && length < size; length += read) {
      read = orCannotRead(path, () => readSync(descriptor, head, length, size - length, null));
    }
  } finally {
    closeSync(descriptor);
  }
  return head.subarray(0, length);
}

/**
 * Reads a whole file into bytes that threads can share. Null if `accept` rejects its beginning, and for pipes and
 * devices, whose beginning can be read only once.
 */
export async function readWholeIf(
  path: string,
  accept: (head: Uint8Array) => boolean,
): Promise<Uint8Array | null> {
  const info = await stat(path).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
  if (!info.isFile()) return null;
  const handle = await openToRead(path);
  try {
    const head = new Uint8Array(headSize);
    if (!accept(head.subarray(0, await read(handle, head, path, 0)))) return null;
    const bytes = sharedBytes(info.size);
    let length = 0;
    for (let more = -1; more !== 0 && length < bytes.length; length += more) {
      more = await read(handle, bytes.subarray(length), path, length);
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** Infinity for a pipe or a device. */
async function sizeOf(handle: FileHandle, path: string): Promise<number> {
  const info = await handle.stat().catch((error: unknown) => {
    throw cannotRead(path, error);
  });
  return info.isFile() ? info.size : Number.POSITIVE_INFINITY;
}

function openToRead(path: string): Promise<FileHandle> {
  return open(path).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
}

/** Reads from `position`, or from the end of the last read if it is null. */
async function read(
  handle: FileHandle,
  buffer: Uint8Array,
  path: string,
  position: number | null = null,
): Promise<number> {
  try {
    return (await handle.read(buffer, 0, buffer.length, position)).bytesRead;
  } catch (error) {
    throw cannotRead(path, error);
  }
}
