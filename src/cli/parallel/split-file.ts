import { closeSync, openSync, readSync } from 'node:fs';
import type { EnvelopeState } from '../../x12/envelope';
import { findPart, isSingle, openingOf, partIds } from '../../x12/split';
import type { Part } from './part';

/** Large enough that the start of a part costs almost nothing, small enough that all threads finish together. */
const partSize = 8 * 1024 * 1024;
/** Bytes to search for the start of a part, and how many to search if the first window has none. */
const windows = [256 * 1024, 1024 * 1024];
const edge = 4096;

/** The parts of a file of `size` bytes, in order. A file that cannot be split or read is one part. */
export function* splitFile(path: string, size: number): Generator<Part, void> {
  let start: EnvelopeState | null = null;
  for (const next of size < 2 * partSize ? [] : places(path, size)) {
    if (next.offset <= (start?.offset ?? 0)) continue;
    yield { path, start, end: next.offset };
    start = next;
  }
  yield { path, start, end: null };
}

function* places(path: string, size: number): Generator<EnvelopeState, void> {
  const buffer = new Uint8Array(Math.max(...windows));
  const read = (at: number, most: number): Uint8Array => {
    const descriptor = openSync(path, 'r');
    try {
      return buffer.subarray(0, readSync(descriptor, buffer, 0, most, at));
    } finally {
      closeSync(descriptor);
    }
  };
  try {
    const opening = openingOf(read(0, edge));
    if (opening === null) return;
    const ids = partIds[isSingle(opening, read(size - edge, edge)) ? 'single' : 'several'];
    for (let place = partSize; place < size - edge; place += partSize) {
      for (const window of ids === partIds.single ? windows : windows.slice(-1)) {
        const found = findPart(read(place, window), place, opening, ids);
        if (found === null) continue;
        yield found;
        break;
      }
    }
    // The trailers contain the counts over all parts, so they are a part of their own.
    const trailers = findPart(read(size - edge, edge), size - edge, opening, ['GE']);
    if (trailers !== null) yield trailers;
  } catch {
    // The thread that reads the file reports the error.
  }
}
