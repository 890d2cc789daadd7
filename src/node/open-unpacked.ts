import type { Allowance } from '../input/allowance';
import { magicSize, type Packing, packingOf, tarArchive } from '../input/packing';
import { InputError } from './input-error';
import { openFile } from './open-file';
import { ByteSource } from './unpack/byte-source';

/**
 * Like `openFile`, but unpacks a gzip file (recognized by its first bytes) while reading it. Offsets then count
 * unpacked bytes.
 * @returns the chunks of the file, or of its content if it is a gzip
 * @throws InputError while iterating, possibly after some chunks: if the file cannot be read, for a damaged gzip, one
 * that looks like a zip bomb, and zip and tar archives
 */
export function openUnpacked(path: string): AsyncIterable<Uint8Array> {
  return unpackStream(openFile(path), path);
}

/** The chunks of a stream, or of its content if it is a gzip. */
export async function* unpackStream(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* unpackLayer(chunks, name, notAStream, null);
}

function notAStream(name: string): InputError {
  return new InputError(
    `${name} is a zip archive, which cannot be read as a stream. Save it as a file and check that, or unpack it first.`,
  );
}

/**
 * The chunks of a stream, without one layer of gzip if there is one.
 * @param zipFault the error to throw for a zip
 * @param allowances limits for the content of a gzip; null: the limit of a single file
 */
export async function* unpackLayer(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  zipFault: (name: string) => InputError,
  allowances: readonly Allowance[] | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = new ByteSource(chunks);
  try {
    const packing = await packingAhead(source, name);
    if (packing === 'zip') throw zipFault(name);
    if (packing === 'tar') throw tarArchive(name);
    if (packing === null) yield* source.rest();
    else yield* oneLayer(source, name, allowances);
  } finally {
    await source.close();
  }
}

/** Loaded on demand: few runs meet a gzip, and zlib is slow to load. */
async function* oneLayer(
  packed: ByteSource,
  name: string,
  allowances: readonly Allowance[] | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  const [{ gunzip }, { Allowance }] = await Promise.all([
    import('./unpack/gzip'),
    import('../input/allowance'),
  ]);
  const alone = [new Allowance(name, () => packed.taken)];
  const source = new ByteSource(gunzip(packed, name, allowances ?? alone));
  try {
    const inner = await packingAhead(source);
    if (inner === 'tar') throw tarArchive(name);
    if (inner !== null) throw new InputError(`${name} is an archive with another inside. Unpack it first.`);
    yield* source.rest();
  } finally {
    await source.close();
  }
}

async function packingAhead(source: ByteSource, name?: string): Promise<Packing | null> {
  const head = await source.take(magicSize);
  source.giveBack(head);
  return packingOf(head, name);
}
