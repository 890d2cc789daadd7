import { bytesAt, excerpt, excerptSize, type Line } from '../../report/excerpt';
import type { PlaceWanted } from '../protocol';
import type { Input } from './inputs';

/** The segments of billing loops, by the number of the place; those of a file that is gone are left out. */
export async function readExcerpts(
  inputs: readonly Input[],
  wanted: readonly PlaceWanted[],
): Promise<Record<number, readonly Line[]>> {
  const lines: Record<number, readonly Line[]> = {};
  for (const input of inputs) {
    const here = wanted.filter(({ file }) => file === input.name).sort((a, b) => a.hl.offset - b.hl.offset);
    if (here.length === 0) continue;
    const windows = await windowsOf(
      input,
      here.map(({ hl }) => hl.offset),
    ).catch(() => []);
    for (const [i, window] of windows.entries()) {
      const { place, hl, marked } = here[i]!;
      lines[place] = excerpt(window, hl, marked);
    }
  }
  return lines;
}

/** A packed file is read from its beginning; where it is damaged, what comes before may be read all the same. */
async function windowsOf({ plain, open }: Input, offsets: readonly number[]): Promise<Uint8Array[]> {
  if (plain === null) return bytesAt(open(), offsets, excerptSize);
  return Promise.all(
    offsets.map(async (at) => new Uint8Array(await plain.slice(at, at + excerptSize).arrayBuffer())),
  );
}
