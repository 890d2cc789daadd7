/**
 * The bytes of a file, or of a part of it.
 * @param onRead called with the number of bytes of each chunk
 */
export async function* readBlob(
  blob: Blob,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of readStream(blob.stream())) {
    onRead(chunk.length);
    yield chunk;
  }
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
