/**
 * The bytes of a file, or of a part of it.
 * @param tell told how many bytes each chunk has
 */
export async function* readBlob(
  blob: Blob,
  tell: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of readStream(blob.stream())) {
    tell(chunk.length);
    yield chunk;
  }
}

/** The chunks of a stream: not every browser iterates them. */
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
