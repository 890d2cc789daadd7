import { Checker } from './checker';
import type { Finding, Summary } from './finding';
import type { Registry } from './registry/registry';
import { defaultPolicy, type Policy } from './rules/policy';

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
/** Slices of one chunk after which timers and events get their turn. */
const SLICES_A_TURN = 16;

/**
 * Checks one file as a stream.
 * @throws whatever the source throws, and the signal's reason; never because of what the bytes say
 */
export function check(source: Source, options: CheckOptions): CheckRun {
  const found: Finding[] = [];
  const checker = makeChecker(options, (finding) => found.push(finding));
  const { signal } = options;

  async function* run(): AsyncGenerator<Finding, void, undefined> {
    signal?.throwIfAborted();
    for await (const chunk of chunksOf(source)) {
      for (let at = 0, slices = 1; at < chunk.length; at += SLICE, slices++) {
        checker.push(chunk.subarray(at, at + SLICE));
        yield* found.splice(0);
        if (slices % SLICES_A_TURN === 0) await turn();
        signal?.throwIfAborted();
      }
    }
    signal?.throwIfAborted();
    checker.end();
    yield* found.splice(0);
  }

  return {
    get summary() {
      return checker.summary();
    },
    [Symbol.asyncIterator]: run,
  };
}

/** Checks one small file at once. */
export function checkBytes(
  bytes: Uint8Array,
  options: CheckBytesOptions,
): { readonly findings: readonly Finding[]; readonly summary: Summary } {
  const findings: Finding[] = [];
  const checker = makeChecker(options, (finding) => findings.push(finding));
  checker.push(bytes);
  checker.end();
  return { findings, summary: checker.summary() };
}

function makeChecker(options: CheckBytesOptions, emit: (finding: Finding) => void): Checker {
  return new Checker(options.registry, { ...defaultPolicy, ...options.policy }, options.file ?? null, emit);
}

function chunksOf(source: Source): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (source instanceof Uint8Array) return [source];
  if (source instanceof Blob) return readAll(source.stream());
  if (Symbol.asyncIterator in source) return source as AsyncIterable<Uint8Array>;
  return readAll(source as ReadableStream<Uint8Array>);
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

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
