import { Allowance } from '../../input/allowance';
import { InputError } from '../../input/input-error';
import { magicSize, packingOf, tarArchive } from '../../input/packing';
import { gunzip } from './gunzip';

/**
 * The chunks of a file, without one layer of gzip if there is one.
 * @param zipFault the error to throw for a zip
 * @param allowances limits for the content of a gzip; null: the limit of a single file
 */
export async function* unpackLayer(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  zipFault: (name: string) => InputError,
  allowances: readonly Allowance[] | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  let taken = 0;
  const counted = async function* () {
    for await (const chunk of chunks) {
      taken += chunk.length;
      yield chunk;
    }
  };
  const { packing, all } = await packingAhead(counted(), name);
  if (packing === 'zip') throw zipFault(name);
  if (packing === 'tar') throw tarArchive(name);
  if (packing === null) return yield* all;
  const unpacked = gunzip(all, name, allowances ?? [new Allowance(name, () => taken)]);
  const inner = await packingAhead(unpacked);
  if (inner.packing === 'tar') throw tarArchive(name);
  if (inner.packing !== null)
    throw new InputError(`${name} is an archive with another inside. Unpack it first.`);
  yield* inner.all;
}

/** How a stream is packed, and all its chunks. */
async function packingAhead(chunks: AsyncGenerator<Uint8Array, void, undefined>, name?: string) {
  const head: Uint8Array[] = [];
  for (let length = 0; length < magicSize; ) {
    const { done, value } = await chunks.next();
    if (done) break;
    head.push(value);
    length += value.length;
  }
  const bytes = Uint8Array.from(head.flatMap((chunk) => [...chunk.subarray(0, magicSize)]));
  const all = async function* () {
    try {
      yield* head;
      yield* chunks;
    } finally {
      await chunks.return();
    }
  };
  return { packing: packingOf(bytes, name), all: all() };
}
