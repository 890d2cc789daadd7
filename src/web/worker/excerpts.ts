import { bytesAt, type Line, type PlaceWanted, type Rereadable, readExcerpts } from '../../report/excerpt';
import type { Input } from './inputs';

/** The segments of billing loops, by the number of the place. */
export function excerptsOf(
  inputs: readonly Input[],
  wanted: readonly PlaceWanted[],
): Promise<Record<number, readonly Line[]>> {
  return readExcerpts(inputs.map(rereadable), wanted);
}

/** A packed file is read from its beginning. */
function rereadable({ name, plain, open }: Input): Rereadable {
  if (plain === null) return { name, bytesAt: (places, size) => bytesAt(open(), places, size) };
  const bytes = async (at: number, size: number) =>
    new Uint8Array(await plain.slice(at, at + size).arrayBuffer());
  return { name, bytesAt: (places, size) => Promise.all(places.map((at) => bytes(at, size))) };
}
