import { invalid } from './errors';
import { inWords, isBytes, tagOf } from './options';

/**
 * Where the bytes of one file come from: a Node Readable or any other async iterable, a web stream, a Blob, bytes, a
 * string (taken as UTF-8), or an interchange of node-x12 (as its `toString()` writes it). Offsets count bytes.
 */
export type Source =
  | AsyncIterable<Uint8Array | string>
  | ReadableStream<Uint8Array>
  | Blob
  | Uint8Array
  | ArrayBuffer
  | string
  | X12InterchangeLike;

/** An X12Interchange of node-x12, as far as it matters here. */
export interface X12InterchangeLike {
  readonly functionalGroups: readonly unknown[];
  toString(): string;
}

/** A whole file that is at hand: bytes, a string (taken as UTF-8), or an interchange of node-x12. */
export type WholeSource = Extract<Source, Uint8Array | ArrayBuffer | string | X12InterchangeLike>;

const encoder = new TextEncoder();

/** @throws TypeError for what is no whole file */
export function bytesOf(source: WholeSource): Uint8Array {
  const bytes = wholeBytes(source);
  if (bytes !== null) return bytes;
  throw noSource(source, 'bytes, a string or an X12Interchange');
}

/** null where it is not all at hand. */
function wholeBytes(source: unknown): Uint8Array | null {
  if (isBytes(source)) return source;
  if (typeof source === 'string') return encoder.encode(source);
  if (tagOf(source) === 'ArrayBuffer') return new Uint8Array(source as ArrayBuffer);
  return isObject(source) && 'functionalGroups' in source ? encoder.encode(String(source)) : null;
}

/**
 * The chunks of a source. Leaving early closes it.
 * @throws TypeError for what is no source, or gives anything else than bytes and strings
 */
export function chunksOf(source: Source): AsyncIterable<Uint8Array> {
  const bytes = wholeBytes(source);
  if (bytes !== null) return only(bytes);
  if (isObject(source)) {
    if (Symbol.asyncIterator in source) return inBytes(source);
    if (source instanceof Blob) return readAll(source.stream());
    if (isWebStream(source)) return inBytes(readAll(source));
  }
  throw noSource(source, 'a stream, a Blob, bytes, a string or an X12Interchange');
}

function isObject(source: unknown): source is object {
  return typeof source === 'object' && source !== null;
}

function isWebStream(source: object): source is ReadableStream<Uint8Array> {
  return 'getReader' in source;
}

function noSource(given: unknown, wanted: string): TypeError {
  return invalid(`the source is ${inWords(given)} and must be ${wanted}`, 'PRVCHECK_INVALID_SOURCE');
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

async function* inBytes(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    if (isBytes(chunk)) yield chunk;
    else if (typeof chunk === 'string') yield encoder.encode(chunk);
    else {
      const message = `the source gave a chunk that is neither bytes nor a string: ${inWords(chunk)}`;
      throw invalid(message, 'PRVCHECK_INVALID_SOURCE');
    }
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
