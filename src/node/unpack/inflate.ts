import type { TransformOptions } from 'node:stream';
import { constants, createInflateRaw, type ZlibOptions } from 'node:zlib';
import type { ByteSource } from './byte-source';

/** Blocks of one size, so that what comes out before a fault does not hang on how the bytes arrive. */
const blockSize = 64 * 1024;

/** Large for speed; what is small has no use for it. */
const chunkSizes = { least: 4096, most: 256 * 1024 };
/** Claims pack 10 to 30 times. */
const usualRatio = 30;

/**
 * A high-water mark of 1 keeps zlib one chunk ahead and no more: it inflates the next while this one is checked, and
 * what waits would be lost when it meets a fault. Input that ends early is to be no fault to zlib, because then it
 * would keep back what it has made of it.
 */
const options: ZlibOptions & TransformOptions = {
  readableHighWaterMark: 1,
  finishFlush: constants.Z_SYNC_FLUSH,
};

/**
 * One deflated stream, unpacked. The source is left where it ends, or at its own end where that comes first.
 * @param expected how many bytes it may unpack to
 * @throws PackedDataError
 */
export async function* inflate(
  packed: ByteSource,
  expected = chunkSizes.most,
): AsyncGenerator<Uint8Array, void, undefined> {
  const before = packed.taken;
  let block = await packed.take(blockSize);
  const usual = block.length < blockSize ? usualRatio * block.length : chunkSizes.most;
  // One byte more, so that zlib need not be asked whether more comes.
  const chunkSize = Math.max(chunkSizes.least, Math.min(chunkSizes.most, usual, expected + 1));
  const inflater = createInflateRaw({ ...options, chunkSize });
  const unused = () => packed.taken - before - inflater.bytesWritten;
  const feed = () => {
    if (block.length === 0) inflater.end();
    else inflater.write(block, (error) => (error || unused() > 0 ? undefined : void feedNext()));
  };
  const feedNext = async () => {
    try {
      block = await packed.take(blockSize);
      feed();
    } catch (error) {
      inflater.destroy(error as Error);
    }
  };
  feed();
  try {
    yield* inflater;
  } catch (error) {
    throw isZlibError(error) ? new PackedDataError('', { cause: error }) : error;
  } finally {
    inflater.destroy();
  }
  if (unused() > 0) packed.giveBack(block.subarray(block.length - unused()));
}

/** The packed bytes make no sense. */
export class PackedDataError extends Error {}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
