import { crc32 } from 'node:zlib';
import { type Allowance, within } from '../../input/allowance';
import type { ByteSource } from '../../input/byte-source';
import { cutOff, damaged, senseless, wrongChecksum } from '../../input/damaged';
import { packingOf } from '../../input/packing';
import { inflate, PackedDataError } from './inflate';

/**
 * Starting a member takes as long as unpacking this many bytes; without it a file of many empty members would be a
 * bomb.
 */
const memberCost = 16 * 1024;

/**
 * The content of a gzip file: all its members, joined. Zeros after the last one are padding.
 * @throws InputError if it is damaged, after the chunks before the damage
 */
export async function* gunzip(
  packed: ByteSource,
  name: string,
  allowances: readonly Allowance[],
): AsyncGenerator<Uint8Array, void, undefined> {
  do {
    for (const allowance of allowances) allowance.use(memberCost);
    yield* member(packed, name, allowances);
  } while (await goesOn(packed, name));
}

async function* member(
  packed: ByteSource,
  name: string,
  allowances: readonly Allowance[],
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!(await skipHeader(packed))) throw damaged(name, senseless);
  let sum = 0;
  let size = 0;
  try {
    for await (const chunk of within(allowances, inflate(packed))) {
      sum = crc32(chunk, sum);
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw error instanceof PackedDataError ? damaged(name, senseless, error.cause) : error;
  }
  const trailer = await packed.take(8);
  if (trailer.length < 8) throw damaged(name, cutOff);
  const view = new DataView(trailer.buffer, trailer.byteOffset);
  if (view.getUint32(0, true) !== sum || view.getUint32(4, true) !== size % 2 ** 32)
    throw damaged(name, wrongChecksum);
}

const deflated = 8;
const flags = { headerChecksum: 2, extra: 4, name: 8, comment: 16, unknown: 0xe0 };

/** Returns whether the header is valid, as far as it goes. */
async function skipHeader(packed: ByteSource): Promise<boolean> {
  const [, , method = deflated, flag = 0] = await packed.take(10);
  if (method !== deflated || (flag & flags.unknown) !== 0) return false;
  if (flag & flags.extra) {
    const [low = 0, high = 0] = await packed.take(2);
    await packed.take(low + 256 * high);
  }
  if (flag & flags.name && !(await skipText(packed))) return false;
  if (flag & flags.comment && !(await skipText(packed))) return false;
  if (flag & flags.headerChecksum) await packed.take(2);
  return true;
}

/** The name and the comment in a header end with a NUL; a longer one is malicious. */
const LONGEST_TEXT = 64 * 1024;

/** Returns whether the text ended, or the file did. */
async function skipText(packed: ByteSource): Promise<boolean> {
  const bytes = await packed.take(LONGEST_TEXT);
  const end = bytes.indexOf(0);
  if (end !== -1) packed.giveBack(bytes.subarray(end + 1));
  return end !== -1 || bytes.length < LONGEST_TEXT;
}

/** Whether another member follows. */
async function goesOn(packed: ByteSource, name: string): Promise<boolean> {
  const next = await packed.take(2);
  packed.giveBack(next);
  if (packingOf(next) === 'gzip') return true;
  for await (const chunk of packed.rest()) {
    if (chunk.some((byte) => byte !== 0)) throw damaged(name, 'after its end other bytes follow');
  }
  return false;
}
