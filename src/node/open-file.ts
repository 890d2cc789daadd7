import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { inPlace } from '../check/source';
import { sharedBytes } from '../registry/packed/layout';
import { takeWindow } from '../wasm/machine';
import { cannotRead } from './input-error';

/** Bytes of a chunk: few at first, and no more than the file has, for many files may be open at once. */
const chunkSizes = { first: 16 * 1024, most: 1024 * 1024 };
const headSize = 64;

/**
 * The bytes of a file, a chunk at a time, the chunks being yours to keep.
 * The file is closed at the end, and also when the reader stops early.
 * @throws InputError, from the loop, when the file cannot be read
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

/** The same, each chunk valid until the next is asked for: in the scanner's memory, where no other file is read there. */
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

/** The first `size` bytes of a file, or all of it where it is shorter; at once, for there may be very many files. */
export function readHead(path: string, size: number): Uint8Array {
  const head = new Uint8Array(size);
  let length = 0;
  try {
    const descriptor = openSync(path, 'r');
    try {
      for (let read = -1; read !== 0 && length < size; length += read) {
        read = readSync(descriptor, head, length, size - length, null);
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw cannotRead(path, error);
  }
  return head.subarray(0, length);
}

/**
 * A whole file in bytes that threads can share; null where its beginning is refused, and for pipes and devices, which
 * give their beginning once only.
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

/** Without end where it is a pipe or a device. */
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

/** From where the last read ended, unless told from where. */
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
