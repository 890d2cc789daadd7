import type { Input } from '../input/input';
import { bytesAt, type Line, type PlaceWanted, readExcerpts } from './excerpt';

/** Reads the segments around findings, by the number of the place. A packed file is read from its beginning. */
export function readSegments(
  inputs: readonly Input[],
  wanted: readonly PlaceWanted[],
): Promise<Record<number, readonly Line[]>> {
  const files = inputs.map(({ name, size: plainSize, open }) => ({
    name,
    async bytesAt(places: readonly number[], size: number) {
      if (plainSize === null) return bytesAt(open(), places, size);
      const windows: Uint8Array[] = [];
      // Sequential, because in Node all are read through the same memory.
      for (const at of places) windows.push(...(await bytesAt(open(at, at + size), [0], size)));
      return windows;
    },
  }));
  return readExcerpts(files, wanted);
}
