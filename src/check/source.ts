import { invalid } from '../values/errors';
import { inWords, isBytes, tagOf } from '../values/options';

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

/** An X12Interchange of node-x12, reduced to what is needed here. */
export interface X12InterchangeLike {
  readonly functionalGroups: readonly unknown[];
  toString(): string;
}

/** A whole file in memory: bytes, a string (taken as UTF-8), or an interchange of node-x12. */
export type WholeSource = Extract<Source, Uint8Array | ArrayBuffer | string | X12InterchangeLike>;

const encoder = new TextEncoder();

/** @throws TypeError if the source is not a whole file in memory */
export function bytesOf(source: WholeSource): Uint8Array {
  const bytes = wholeBytes(source);
  if (bytes !== null) return bytes;
  throw noSource(source, 'bytes, a string or an X12Interchange');
}

/** null if it is not all in memory. */
function wholeBytes(source: unknown): Uint8Array | null {
  if (isBytes(source)) return source;
  if (typeof source === 'string') return encoder.encode(source);
  if (tagOf(source) === 'ArrayBuffer') return new Uint8Array(source as ArrayBuffer);
  return isObject(source) && 'functionalGroups' in source ? encoder.encode(String(source)) : null;
}

/**
 * Optional method of a source: iterates the same chunks through one reused buffer, each valid until the next is
 * requested. It saves a caller that keeps no chunks from allocating new ones.
 */
export const inPlace: unique symbol = Symbol.for('prvcheck.inPlace');

/**
 * The chunks of a source, which are bytes or strings. `return` closes it, even while a chunk is awaited.
 * @throws TypeError if the source is invalid
 */
function chunksOf(source: Source): AsyncIterator<unknown> {
  const bytes = wholeBytes(source);
  if (bytes !== null) return only(bytes);
  if (isObject(source)) {
    if (isWebStream(source)) return fromWeb(source);
    if (source instanceof Blob) return fromWeb(source.stream());
    if (Symbol.asyncIterator in source) return fromIterable(source);
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

/** Some browsers cannot iterate their streams. */
function fromWeb(stream: ReadableStream<Uint8Array>): AsyncIterator<unknown> {
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<unknown>>,
    async return(reason) {
      await reader.cancel(reason);
      reader.releaseLock();
      return { done: true, value: undefined };
    },
  };
}

interface Streamed extends AsyncIterable<unknown> {
  [inPlace]?(): AsyncIterator<unknown>;
  /** On Node's streams. */
  destroy?(): unknown;
}

function fromIterable(source: Streamed): AsyncIterator<unknown> {
  const chunks = source[inPlace]?.() ?? source[Symbol.asyncIterator]();
  if (typeof source.destroy !== 'function') return chunks;
  return {
    next: () => chunks.next(),
    return() {
      // The iterator alone would wait for the next chunk.
      source.destroy!();
      return chunks.return!();
    },
  };
}

/**
 * A source that is being read: its chunks as bytes. It can be closed at any time, even while the next chunk is awaited;
 * then iteration ends. Aborting the signal closes it and throws the signal's reason. A chunk that is neither bytes nor
 * a string throws a TypeError.
 */
export class Reading implements AsyncIterableIterator<Uint8Array> {
  isClosed = false;
  private isWaiting = false;
  private stopWaiting: (step: null) => void = idle;
  private readonly chunks: AsyncIterator<unknown>;
  private forgetSignal: () => void = idle;

  /** @throws TypeError if the source is invalid */
  constructor(
    source: Source,
    private readonly signal?: AbortSignal,
  ) {
    this.chunks = chunksOf(source);
    this.forgetSignal = whenAborted(signal, () => void this.close(signal!.reason).catch(idle));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      const step = this.isClosed ? null : await this.step();
      this.isWaiting = false;
      this.throwIfAborted();
      if (step !== null && !step.done) return { done: false, value: encoded(step.value) };
      this.forgetSignal();
      return { done: true, value: undefined };
    } catch (error) {
      this.isWaiting = false;
      this.close(error).catch(idle);
      throw error;
    }
  }

  async return(reason?: unknown): Promise<IteratorResult<Uint8Array, undefined>> {
    await this.close(reason);
    return { done: true, value: undefined };
  }

  /** Closes the source and passes it the reason. */
  async close(reason?: unknown): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.forgetSignal();
    this.stopWaiting(null);
    const closed = Promise.resolve(this.chunks.return?.(reason));
    // A source that is stuck on a chunk may not close either, so do not wait for it.
    if (this.isWaiting) closed.catch(idle);
    else await closed;
  }

  throwIfAborted(): void {
    this.signal?.throwIfAborted();
  }

  /** The next result of the source; null if it is closed meanwhile. */
  private step(): Promise<IteratorResult<unknown> | null> {
    this.isWaiting = true;
    return new Promise((resolve, reject) => {
      this.stopWaiting = resolve;
      Promise.resolve(this.chunks.next()).then(resolve, reject);
    });
  }
}

function idle(): void {}

function encoded(chunk: unknown): Uint8Array {
  if (isBytes(chunk)) return chunk;
  if (typeof chunk === 'string') return encoder.encode(chunk);
  const message = `the source gave a chunk that is neither bytes nor a string: ${inWords(chunk)}`;
  throw invalid(message, 'PRVCHECK_INVALID_SOURCE');
}

/** Runs actions when a signal is aborted. One listener for all, since Node warns above ten. */
class Listener implements EventListenerObject {
  readonly acts = new Set<() => void>();

  handleEvent(): void {
    for (const act of this.acts) act();
  }
}

const listeners = new WeakMap<AbortSignal, Listener>();

/** Calls `act` when the signal is aborted, immediately if it already is. Returns a function that cancels this. */
function whenAborted(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal === undefined) return idle;
  if (signal.aborted) {
    act();
    return idle;
  }
  const listener = listeners.get(signal) ?? new Listener();
  if (listener.acts.size === 0) {
    listeners.set(signal, listener);
    signal.addEventListener('abort', listener, { once: true });
  }
  listener.acts.add(act);
  return () => {
    listener.acts.delete(act);
    if (listener.acts.size === 0) signal.removeEventListener('abort', listener);
  };
}

/**
 * Wraps the generator of work on sources so that `return` closes them immediately, even while a step awaits a chunk.
 */
export function closable<T>(
  steps: AsyncGenerator<T, void, undefined>,
  ...sources: readonly Reading[]
): AsyncIterableIterator<T> {
  return {
    next: () => steps.next(),
    async return(reason?: unknown) {
      try {
        await Promise.all(sources.map((source) => source.close(reason)));
      } finally {
        await steps.return();
      }
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
