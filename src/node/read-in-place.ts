import { closeSync, openSync, readSync } from 'node:fs';
import { machine } from '../wasm/machine';
import { cannotRead } from './input-error';

const chunkSize = 1024 * 1024;

/**
 * The bytes of a regular file, or of a part of it, read straight into the scanner's memory; a chunk is valid until the
 * next is asked for. For a thread that reads one file at a time and has nothing to do while it waits.
 * @throws InputError
 */
export function* readInPlace(
  path: string,
  from = 0,
  to: number | null = null,
): Generator<Uint8Array, void, undefined> {
  const descriptor = orCannotRead(path, () => openSync(path, 'r'));
  try {
    const buffer = machine()?.window ?? new Uint8Array(chunkSize);
    for (let at = from; to === null || at < to; ) {
      const wanted = to === null ? buffer.length : Math.min(buffer.length, to - at);
      const length = orCannotRead(path, () => readSync(descriptor, buffer, 0, wanted, at));
      if (length === 0) return;
      yield buffer.subarray(0, length);
      at += length;
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
