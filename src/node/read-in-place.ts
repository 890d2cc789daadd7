import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { takeWindow } from '../wasm/machine';
import { orCannotRead } from './input-error';

const bufferSizes = { least: 4096, most: 1024 * 1024 };

/**
 * Reads a regular file, or a part of it, straight into the scanner's memory, or into its own buffer if another file is
 * being read there. A chunk is valid until the next one is requested. Synchronous, for a thread with nothing else to
 * do.
 * @throws InputError if the file cannot be read
 */
export function* readInPlace(
  path: string,
  from = 0,
  to: number | null = null,
): Generator<Uint8Array, void, undefined> {
  const descriptor = orCannotRead(path, () => openSync(path, 'r'));
  const window = takeWindow();
  try {
    const buffer = window?.bytes ?? bufferFor(path, descriptor, from, to);
    for (let at = from; to === null || at < to; ) {
      const wanted = to === null ? buffer.length : Math.min(buffer.length, to - at);
      const length = orCannotRead(path, () => readSync(descriptor, buffer, 0, wanted, at));
      if (length === 0) return;
      yield buffer.subarray(0, length);
      at += length;
    }
  } finally {
    window?.giveBack();
    closeSync(descriptor);
  }
}

/** No larger than the range to read: there may be many. */
function bufferFor(path: string, descriptor: number, from: number, to: number | null): Uint8Array {
  const end = to ?? orCannotRead(path, () => fstatSync(descriptor)).size;
  return new Uint8Array(Math.max(bufferSizes.least, Math.min(bufferSizes.most, end - from)));
}
