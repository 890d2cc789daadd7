import { Checker, makeStandards } from './checker';
import type { Finding, Summary } from './finding';
import type { Registry } from './registry/registry';
import { completePolicy, type Policy } from './rules/policy';

/** Where the bytes of one file come from. */
export type Source = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | Blob | Uint8Array;

export interface CheckBytesOptions {
  readonly registry: Registry;
  /** What it leaves out is as in defaultPolicy. */
  readonly policy?: Partial<Policy>;
  /** Shown as the findings' `file`; null without it. */
  readonly file?: string;
}

export interface CheckOptions extends CheckBytesOptions {
  /** Aborting makes the loop throw the signal's reason, within a chunk if need be. */
  readonly signal?: AbortSignal;
}

/** One check: iterate it once for its findings, in file order. */
export interface CheckRun extends AsyncIterable<Finding> {
  /** Live while the check runs, final after it. */
  readonly summary: Summary;
}

/** Large chunks are read by slices, so that findings flow, memory stays flat and a signal is heard. */
const SLICE = 256 * 1024;
/** Bytes after which timers and events get their turn; a small slice counts as this many at least. */
const BYTES_A_TURN = 4 * 1024 * 1024;
const LEAST_COUNTED = 4096;

/**
 * Checks one file as a stream.
 * @throws TypeError for a policy that is none; the loop throws whatever the source throws, and the signal's reason;
 * nothing is thrown because of what the bytes say
 */
export function check(source: Source, options: CheckOptions): CheckRun {
  const found: Finding[] = [];
  const checker = makeChecker(options, (finding) => found.push(finding));
  async function* run(): AsyncGenerator<Finding, void, undefined> {
    for await (const _ of runChecker(checker, source, options.signal)) yield* found.splice(0);
  }
  return {
    get summary() {
      return checker.summary();
    },
    [Symbol.asyncIterator]: run,
  };
}

/** Runs a checker over a source, to its end; comes back after each slice, for what was found to be taken away. */
export async function* runChecker(
  checker: Checker,
  source: Source,
  signal?: AbortSignal,
): AsyncGenerator<void, void, undefined> {
  let sinceTurn = 0;
  for await (const chunk of untilAborted(chunksOf(source), signal)) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const slice = chunk.subarray(at, at + SLICE);
      checker.push(slice);
      yield;
      sinceTurn += Math.max(slice.length, LEAST_COUNTED);
      if (sinceTurn >= BYTES_A_TURN) {
        sinceTurn = 0;
        await turn();
      }
      signal?.throwIfAborted();
    }
  }
  checker.end();
  yield;
}

/** Checks one small file at once. */
export function checkBytes(
  bytes: Uint8Array,
  options: CheckBytesOptions,
): { readonly findings: readonly Finding[]; readonly summary: Summary } {
  const findings: Finding[] = [];
  const checker = makeChecker(options, (finding) => findings.push(finding));
  checker.push(bytes, true);
  checker.end();
  return { findings, summary: checker.summary() };
}

function makeChecker(options: CheckBytesOptions, emit: (finding: Finding) => void): Checker {
  const standards = makeStandards(options.registry, completePolicy(options.policy ?? {}));
  return new Checker(standards, options.file ?? null, emit);
}

function chunksOf(source: Source): AsyncIterable<Uint8Array> {
  if (source instanceof Uint8Array) return only(source);
  if (source instanceof Blob) return readAll(source.stream());
  if (Symbol.asyncIterator in source) return source as AsyncIterable<Uint8Array>;
  return readAll(source as ReadableStream<Uint8Array>);
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

/** Not every browser iterates its streams. Leaving early closes the stream. */
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
async function* untilAborted(
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

/** Timers of 0 ms take one; where there is something quicker it is used. */
const { setImmediate: soon = setTimeout } = globalThis as { setImmediate?: (then: () => void) => unknown };

export function turn(): Promise<void> {
  return new Promise((resolve) => void soon(resolve));
}
