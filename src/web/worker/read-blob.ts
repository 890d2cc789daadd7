import { InputError } from '../../input/input-error';

/**
 * The bytes of a file, or of a part of it.
 * @param onRead called with the number of bytes of each chunk
 * @throws InputError while iterating, if the file cannot be read
 */
export async function* readBlob(
  blob: Blob,
  name: string,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of readStream(blob.stream())) {
      onRead(chunk.length);
      yield chunk;
    }
  } catch {
    // Browsers throw errors of several kinds.
    throw cannotRead(name);
  }
}

/**
 * All bytes of a file, or of a part of it.
 * @throws InputError if it cannot be read
 */
export async function bytesOf(blob: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw cannotRead(name);
  }
}

/** For a file that was moved, changed or locked after it was dropped; the browser's own error does not say so. */
function cannotRead(name: string): InputError {
  return new InputError(
    `cannot read ${name}: it was moved or changed, or another program holds it open. Drop it again.`,
  );
}

/** The chunks of a stream, for browsers that cannot iterate it. */
export async function* readStream(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
