import { crc32 } from 'node:zlib';
import { Allowance, within } from '../../input/allowance';
import { ByteSource } from '../../input/byte-source';
import type { ZippedInput } from '../../input/classify';
import { cutOff, damaged, senseless, wrongChecksum } from '../../input/damaged';
import type { Input } from '../../input/input';
import { zippedName } from '../../input/unique-name';
import { unpackLayer } from '../../input/unpack-layer';
import { InputError } from '../input-error';
import { gunzip } from '../open-unpacked';
import { readInPlace } from '../read-in-place';
import { inflate, PackedDataError } from './inflate';
import { type Packed, readDirectory, type Unreadable } from './zip-directory';

/**
 * The files in a zip, in the order of its directory. Opening one throws InputError if it cannot be read. Open each only
 * once: the archive has one limit for all unpacked bytes.
 * @throws InputError if the archive cannot be read
 */
export async function openZip(path: string): Promise<ZippedInput<Input>[]> {
  const { files, size } = await readDirectory(path);
  const looks = new Allowance(path, () => size);
  const checks = new Allowance(path, () => size);
  const taken = new Map<string, number>();
  return files.map((file) => {
    const name = zippedName(path, taken, file.name);
    return {
      input: { name, path, size: null, open: () => unpackFile(path, file, name, checks) },
      look: () => unpackFile(path, file, name, looks),
    };
  });
}

async function* unpackFile(
  path: string,
  file: Packed | Unreadable,
  name: string,
  ofArchive: Allowance,
): AsyncGenerator<Uint8Array, void, undefined> {
  ofArchive.use(0);
  if ('reason' in file) throw new InputError(`${name} ${file.reason}`);
  const packed = new ByteSource(readInPlace(path, file.start, file.end));
  const allowances = [new Allowance(name, () => packed.taken), ofArchive];
  const unpacked = within(allowances, file.isDeflated ? inflate(packed, file.unpackedSize) : packed.rest());
  try {
    yield* unpackLayer(asListed(unpacked, file, name), name, gunzip, allowances);
  } finally {
    await packed.close();
  }
}

/** The chunks of a file, checked against the size and checksum in the directory. */
async function* asListed(
  chunks: AsyncIterable<Uint8Array>,
  { unpackedSize, checksum }: Packed,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  let sum = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      sum = crc32(chunk, sum);
      if (size > unpackedSize) throw damaged(name, 'it is longer than its archive says');
      yield chunk;
    }
  } catch (error) {
    throw error instanceof PackedDataError ? damaged(name, senseless, error.cause) : error;
  }
  if (size < unpackedSize) throw damaged(name, cutOff);
  if (sum !== checksum) throw damaged(name, wrongChecksum);
}
