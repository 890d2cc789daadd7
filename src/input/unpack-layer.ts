import { Allowance } from './allowance';
import { ByteSource } from './byte-source';
import type { Chunks } from './input';
import { InputError } from './input-error';
import { magicSize, type Packing, packingOf, tarArchive } from './packing';

/** Unpacks a gzip file. The content of all its members is joined. */
export type Gunzip = (
  packed: ByteSource,
  name: string,
  allowances: readonly Allowance[],
) => AsyncIterable<Uint8Array>;

/**
 * The chunks of a file, without one layer of gzip if there is one.
 * @param allowances limits for the content of a gzip; null: the limit of a single file
 * @param zipFault makes the error to throw for a zip
 */
export async function* unpackLayer(
  chunks: Chunks,
  name: string,
  gunzip: Gunzip,
  allowances: readonly Allowance[] | null = null,
  zipFault = archiveInside,
): AsyncGenerator<Uint8Array, void, undefined> {
  const packed = new ByteSource(chunks);
  try {
    const packing = await packingAhead(packed, name);
    if (packing === 'zip') throw zipFault(name);
    if (packing === 'tar') throw tarArchive(name);
    if (packing === null) yield* packed.rest();
    else yield* content(gunzip(packed, name, allowances ?? [new Allowance(name, () => packed.taken)]), name);
  } finally {
    await packed.close();
  }
}

/** The content of a gzip, which is no archive. */
async function* content(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const unpacked = new ByteSource(chunks);
  try {
    const packing = await packingAhead(unpacked);
    if (packing === 'tar') throw tarArchive(name);
    if (packing !== null) throw new InputError(`${name} is an archive with another inside. Unpack it first.`);
    yield* unpacked.rest();
  } finally {
    await unpacked.close();
  }
}

async function packingAhead(source: ByteSource, name?: string): Promise<Packing | null> {
  const head = await source.take(magicSize);
  source.giveBack(head);
  return packingOf(head, name);
}

function archiveInside(name: string): InputError {
  return new InputError(`${name} is an archive inside an archive. Unpack it first.`);
}
