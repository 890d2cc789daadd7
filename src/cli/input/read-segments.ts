import { readInPlace } from '../../node/read-in-place';
import { bytesAt, type Line, type PlaceWanted, readExcerpts } from '../../report/excerpt';
import type { Input } from './input';

/** Reads the segments around findings, by the number of the place. Standard input cannot be read twice. */
export function readSegments(
  inputs: readonly Input[],
  wanted: readonly PlaceWanted[],
): Promise<Record<number, readonly Line[]>> {
  const files = inputs
    .filter(({ path }) => path !== '-')
    .map(({ name, path, size: plainSize, open }) => ({
      name,
      async bytesAt(places: readonly number[], size: number) {
        if (plainSize === null) return bytesAt(open(), places, size);
        const windows: Uint8Array[] = [];
        // Sequential, because all are read through the same memory.
        for (const at of places)
          windows.push(...(await bytesAt(readInPlace(path, at, at + size), [0], size)));
        return windows;
      },
    }));
  return readExcerpts(files, wanted);
}
