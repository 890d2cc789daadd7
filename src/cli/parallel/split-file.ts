import { closeSync, openSync, readSync } from 'node:fs';
import type { EnvelopeState } from '../../x12/envelope';
import { findPart, openingOf } from '../../x12/split';
import type { Part } from './part';

/** Large enough that starting one costs nothing to speak of, small enough that all threads end together. */
const partSize = 8 * 1024 * 1024;
/** Where no part can begin within so many bytes of where one should, none does. */
const searched = 1024 * 1024;
const headSize = 4096;
/** The trailers that count all parts stand at the end; they are a part of their own. */
const tailSize = 4096;

/** The parts of a file of so many bytes. A file that cannot be split, or cannot be read, is one part. */
export function splitFile(path: string, size: number): Part[] {
  const whole: Part = { path, start: null, end: null };
  if (size < 2 * partSize) return [whole];
  try {
    return parts(path, size) ?? [whole];
  } catch {
    return [whole]; // whoever reads it will find out why
  }
}

function parts(path: string, size: number): Part[] | null {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(searched);
    const read = (at: number, most: number): Uint8Array =>
      buffer.subarray(0, readSync(descriptor, buffer, 0, Math.min(most, searched), at));
    const opening = openingOf(read(0, headSize));
    if (opening === null) return null;
    const starts: EnvelopeState[] = [];
    const places = Array.from({ length: Math.ceil(size / partSize) - 1 }, (_, n) => (n + 1) * partSize);
    for (const place of [...places, size - tailSize]) {
      const start = findPart(read(place, searched), 1, place, opening);
      if (start !== null && start.offset > (starts.at(-1)?.offset ?? 0)) starts.push(start);
    }
    return [null, ...starts].map((start, n) => ({ path, start, end: starts[n]?.offset ?? null }));
  } finally {
    closeSync(descriptor);
  }
}
