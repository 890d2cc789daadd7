const chunkSize = 1024 * 1024;

/**
 * The bytes of a file, or of a part of it, a chunk at a time; the next one is read while this one is looked at.
 * @param tell told how many bytes each chunk has
 */
export async function* readBlob(
  blob: Blob,
  tell: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const read = (at: number) => blob.slice(at, at + chunkSize).arrayBuffer();
  let next = read(0);
  for (let at = 0; at < blob.size; ) {
    const bytes = new Uint8Array(await next);
    at += bytes.length;
    if (at < blob.size) {
      next = read(at);
      next.catch(() => {}); // told when it is waited for
    }
    tell(bytes.length);
    yield bytes;
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
