/**
 * Where the bytes of one file come from: a Node Readable or any other async iterable, a web stream, a Blob, bytes, a
 * string (taken as UTF-8), or an interchange of node-x12 (as its `toString()` writes it). Offsets count bytes.
 */
export type Source =
  | AsyncIterable<Uint8Array | string>
  | ReadableStream<Uint8Array>
  | Blob
  | Uint8Array
  | string
  | X12InterchangeLike;

/** An X12Interchange of node-x12, as far as it matters here. */
export interface X12InterchangeLike {
  readonly functionalGroups: readonly unknown[];
  toString(): string;
}

/** A whole file that is at hand: bytes, a string (taken as UTF-8), or an interchange of node-x12. */
export type WholeSource = Extract<Source, Uint8Array | string | X12InterchangeLike>;

const encoder = new TextEncoder();

export function bytesOf(source: WholeSource): Uint8Array {
  return isBytes(source) ? source : encoder.encode(source.toString());
}

/** Also bytes of another realm, as test runners and frames have them. */
function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]';
}

/**
 * The chunks of a source. Leaving early closes it.
 * @throws TypeError for what is no source, or gives anything else than bytes and strings
 */
export function chunksOf(source: Source): AsyncIterable<Uint8Array> {
  if (typeof source === 'string' || isBytes(source) || 'functionalGroups' in source)
    return only(bytesOf(source));
  if (Symbol.asyncIterator in source) return inBytes(source);
  if (source instanceof Blob) return readAll(source.stream());
  if ('getReader' in source) return inBytes(readAll(source));
  throw new TypeError('the source is no stream, Blob, bytes, string or X12Interchange');
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

async function* inBytes(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    if (isBytes(chunk)) yield chunk;
    else if (typeof chunk === 'string') yield encoder.encode(chunk);
    else throw new TypeError(`the source gave a chunk that is neither bytes nor a string: ${typeof chunk}`);
  }
}

/** Not every browser iterates its streams. */
async function* readAll(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** The chunks until the signal: it is heard even while the source keeps us waiting for the next one. */
export async function* untilAborted(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  signal?.throwIfAborted();
  if (signal === undefined) return yield* chunks;
  const iterator = chunks[Symbol.asyncIterator]();
  let waiting = true;
  try {
    for (;;) {
      const step = await orAborted(iterator.next(), signal);
      waiting = false;
      if (step.done) return;
      yield step.value;
      waiting = true;
    }
  } finally {
    // A source that never answers would not close either: it is told, and not waited for.
    const closed = iterator.return?.();
    if (!waiting) await closed;
    else closed?.catch(() => {});
  }
}

function orAborted<T>(step: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    step.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
