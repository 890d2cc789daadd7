import type { TransformOptions } from 'node:stream';
import { constants, createInflateRaw, type ZlibOptions } from 'node:zlib';
import type { ByteSource } from './byte-source';

/** Blocks of one size, so that what comes out before a fault does not hang on how the bytes arrive. */
const blockSize = 64 * 1024;

/**
 * A chunk is large for speed. A high-water mark of 1 keeps zlib one chunk ahead and no more: it inflates the next while
 * this one is checked, and what waits would be lost when it meets a fault. Input that ends early is no fault to zlib,
 * because then it would keep back what it has made of it.
 */
const options: ZlibOptions & TransformOptions = {
  chunkSize: 256 * 1024,
  readableHighWaterMark: 1,
  finishFlush: constants.Z_SYNC_FLUSH,
};

/**
 * One deflated stream, unpacked. The source is left where it ends, or at its own end where that comes first.
 * @throws PackedDataError
 */
export async function* inflate(packed: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = createInflateRaw(options);
  const before = packed.taken;
  const unused = () => packed.taken - before - inflater.bytesWritten;
  let block: Uint8Array = new Uint8Array(0);
  const feed = async () => {
    try {
      block = await packed.take(blockSize);
      if (block.length === 0) inflater.end();
      else inflater.write(block, (error) => (error || unused() > 0 ? undefined : void feed()));
    } catch (error) {
      inflater.destroy(error as Error);
    }
  };
  void feed();
  try {
    yield* inflater;
  } catch (error) {
    throw isZlibError(error) ? new PackedDataError() : error;
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
