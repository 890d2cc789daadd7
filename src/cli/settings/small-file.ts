import { type FileHandle, open, stat } from 'node:fs/promises';
import { cannotRead, InputError } from '../../node/input-error';

const LARGEST = 1024 * 1024;

/**
 * Reads a file that people write by hand. A pipe or a device may have no end, so it is not opened.
 * @throws InputError if it cannot be read or is too large
 */
export async function readSmallFile(path: string): Promise<Buffer> {
  const orCannotRead = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw cannotRead(path, error);
    });
  const info = await orCannotRead(stat(path));
  if (!info.isFile() && !info.isDirectory())
    throw new InputError(`cannot use ${path}: it is a pipe or a device. Give a plain file.`);
  const handle = await orCannotRead(open(path));
  try {
    const bytes = await orCannotRead(firstBytes(handle, LARGEST + 1));
    if (bytes.length > LARGEST)
      throw new InputError(`cannot use ${path}: it is larger than 1 MB. Is it another file than was meant?`);
    return bytes;
  } finally {
    await handle.close();
  }
}

async function firstBytes(handle: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  let length = 0;
  for (let read = -1; read !== 0 && length < size; length += read)
    read = (await handle.read(bytes, length, size - length, length)).bytesRead;
  return bytes.subarray(0, length);
}
