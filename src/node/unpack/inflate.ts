import type { TransformOptions } from 'node:stream';
import { constants, createInflateRaw, type ZlibOptions } from 'node:zlib';
import type { ByteSource } from '../../input/byte-source';

/** Blocks of a fixed size, so that the output before a fault does not depend on how the bytes arrive. */
const blockSize = 64 * 1024;

/** Large for speed; small for small files. */
const chunkSizes = { least: 4096, most: 256 * 1024 };
/** Claims compress 10 to 30 times. */
const usualRatio = 30;

/**
 * A high-water mark of 1 keeps zlib only one chunk ahead: it inflates the next chunk while this one is checked, and any
 * waiting output would be lost at a fault. Z_SYNC_FLUSH: input that ends early is not an error, because zlib would then
 * discard its last output.
 */
const options: ZlibOptions & TransformOptions = {
  readableHighWaterMark: 1,
  finishFlush: constants.Z_SYNC_FLUSH,
};

/**
 * Unpacks one deflated stream. Afterwards the source is positioned after the stream, or at its own end if that comes
 * first.
 * @param expected how many bytes it may unpack to
 * @throws PackedDataError if the packed bytes are invalid
 */
export async function* inflate(
  packed: ByteSource,
  expected = chunkSizes.most,
): AsyncGenerator<Uint8Array, void, undefined> {
  const before = packed.taken;
  let block = await packed.take(blockSize);
  const usual = block.length < blockSize ? usualRatio * block.length : chunkSizes.most;
  // One byte more, so that zlib sees the end without another call.
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

/** The packed bytes are invalid. */
export class PackedDataError extends Error {}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
