import type { ClaimVerdict, Finding, Summary } from '../finding';
import { aRegistry, type Registry } from '../registry/registry';
import type { Policy } from '../rules/policy';
import { completePolicy } from '../rules/validate-policy';
import { invalid } from '../values/errors';
import { demand, flag, must, objectOf, optional, type Shape, text } from '../values/options';
import { isTurnDue, Pieces, turn } from '../values/turn';
import { claimVerdict } from './claim-verdict';
import { type CheckListener, FileChecker, makeStandards } from './file-checker';
import { bytesOf, closable, Reading, type Source, type WholeSource } from './source';

/** What files are checked against. */
export interface CheckerOptions {
  /** From `loadRegistry`, `registryFromBytes` or a `RegistryReader`. */
  readonly registry: Registry;
  /** What it leaves out is as in `defaultPolicy`. */
  readonly policy?: Partial<Policy>;
}

/** About one file. */
export interface FileOptions {
  /** Shown as the findings' `file`; null without it. */
  readonly file?: string;
  /** Report every claim, clean ones too: a `ClaimVerdict` comes after the findings on the claim. */
  readonly verdicts?: boolean;
}

/** About one file that is read as a stream. */
export interface StreamOptions extends FileOptions {
  /** Aborting closes the source, and makes the loop throw the signal's reason, within a chunk if need be. */
  readonly signal?: AbortSignal;
}

/** Findings; where `verdicts` is true, or may be, the verdicts on all claims among them. */
export type Emitted<O extends FileOptions> = O extends unknown
  ? 'verdicts' extends keyof O
    ? O['verdicts'] extends false | undefined
      ? Finding
      : Finding | ClaimVerdict
    : Finding
  : never;

/**
 * One check: iterate it for what it tells, in file order. A slow loop slows the reading. To iterate it a second time is
 * an error.
 */
export interface CheckRun<T = Finding> extends AsyncIterable<T> {
  /** Live while the check runs, final after it. */
  readonly summary: Summary;
}

/** What `checkBytes` answers. */
export interface CheckResult {
  /** In file order. */
  readonly findings: readonly Finding[];
  /** On every claim, in file order; empty unless asked for. */
  readonly verdicts: readonly ClaimVerdict[];
  readonly summary: Summary;
}

/** One check as a web transform stream: pipe bytes through it, findings come out. */
export interface CheckStream<T = Finding> {
  /** For the bytes of one file. */
  readonly writable: WritableStream<Uint8Array>;
  /** What the check tells, in file order. */
  readonly readable: ReadableStream<T>;
  /** Live while the check runs, final after it. */
  readonly summary: Summary;
}

/** Checks any number of files, one after the other or at the same time, against one registry and policy. */
export interface Checker {
  /**
   * Checks one file as a stream. Leaving the loop early closes the source.
   * The loop throws whatever the source throws, and the signal's reason; nothing because of what the bytes say.
   */
  check<const O extends StreamOptions = Omit<StreamOptions, 'verdicts'>>(
    source: Source,
    options?: O,
  ): CheckRun<Emitted<O>>;
  /**
   * Checks one small file at once. Nothing that the bytes say makes it throw.
   */
  checkBytes(source: WholeSource, options?: FileOptions): CheckResult;
  /** For `pipeThrough`. A slow reader slows the writer; cancelling the one aborts the other. */
  stream<const O extends StreamOptions = Omit<StreamOptions, 'verdicts'>>(
    options?: O,
  ): CheckStream<Emitted<O>>;
  /** What checks that begin from now on look NPIs up in; those that run keep theirs. */
  replaceRegistry(registry: Registry): void;
}

/**
 * Makes a checker, once for many checks: it keeps nothing of the files.
 * @throws TypeError for options that cannot be used; it names them all
 */
export function createChecker(options: CheckerOptions): Checker {
  demand(takes.createChecker, options, 'options');
  const { registry } = options;
  const policy = completePolicy(options.policy);
  let standards = makeStandards(registry, policy);
  const checker: Checker = {
    check<O extends StreamOptions>(source: Source, options: StreamOptions = {}) {
      demand(takes.check, options, 'options');
      const told: Emitted<O>[] = [];
      const tell = (one: Finding | ClaimVerdict) => void told.push(one as Emitted<O>);
      const run = new FileChecker(standards, options.file ?? null, listenerOf(options, tell, tell));
      return new Run(run, source, told, options.signal);
    },
    checkBytes(source, options = {}) {
      demand(takes.checkBytes, options, 'options');
      const findings: Finding[] = [];
      const verdicts: ClaimVerdict[] = [];
      const finding = (one: Finding) => void findings.push(one);
      const claim = (one: ClaimVerdict) => void verdicts.push(one);
      const run = new FileChecker(standards, options.file ?? null, listenerOf(options, finding, claim));
      run.push(bytesOf(source), true);
      run.end();
      return { findings, verdicts, summary: run.summary() };
    },
    stream<O extends StreamOptions>(options: StreamOptions = {}) {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const run = checker.check<O>(readable, options as O);
      return {
        writable,
        readable: pulled(run),
        get summary() {
          return run.summary;
        },
      };
    },
    replaceRegistry(next) {
      demand(aRegistry, next, 'registry');
      standards = makeStandards(next, policy);
    },
  };
  return checker;
}

/** A class, because an object literal with an accessor costs a hidden class of its own each time. */
class Run<T> implements CheckRun<T> {
  private isBegun = false;

  constructor(
    private readonly checker: FileChecker,
    private readonly source: Source,
    private readonly told: T[],
    private readonly signal: AbortSignal | undefined,
  ) {}

  get summary(): Summary {
    return this.checker.summary();
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    if (this.isBegun) throw invalid('the check was iterated already: call check again for another one');
    this.isBegun = true;
    const source = new Reading(this.source, this.signal);
    return closable(this.steps(source), source);
  }

  private async *steps(source: Reading): AsyncGenerator<T, void, undefined> {
    for await (const _ of runChecker(this.checker, source)) {
      for (const one of this.told.splice(0)) {
        yield one;
        if (!isTurnDue()) continue;
        await turn();
        source.throwIfAborted();
      }
    }
  }
}

function listenerOf(
  options: FileOptions,
  finding: (finding: Finding) => void,
  tell: (verdict: ClaimVerdict) => void,
): CheckListener {
  if (!options.verdicts) return { finding };
  const file = options.file ?? null;
  return { finding, claim: (claim, outcome, verdict) => tell(claimVerdict(claim, file, outcome, verdict)) };
}

/** The keys that each call takes. */
const takes = /* @__PURE__ */ optionChecks();

function optionChecks() {
  const isSignal = (value: unknown) => typeof (value as AbortSignal | null)?.throwIfAborted === 'function';
  // The policy has a check of its own.
  const checker: Shape<CheckerOptions> = { registry: aRegistry, policy: () => [] };
  const file: Shape<FileOptions> = { file: optional(text), verdicts: optional(flag) };
  const stream: Shape<StreamOptions> = { ...file, signal: optional(must('an AbortSignal', isSignal)) };
  return {
    createChecker: objectOf(checker),
    check: objectOf(stream),
    checkBytes: objectOf(file),
    checkAlone: objectOf({ ...checker, ...stream }),
    checkBytesAlone: objectOf({ ...checker, ...file }),
  };
}

/** For a check of one file without a checker of its own. */
export interface CheckBytesOptions extends CheckerOptions, FileOptions {}
/** For a check of one stream without a checker of its own. */
export interface CheckOptions extends CheckerOptions, StreamOptions {}

/**
 * `createChecker` and `check` in one, for one file alone.
 * @throws TypeError for options that cannot be used
 */
export function check<const O extends CheckOptions>(source: Source, options: O): CheckRun<Emitted<O>> {
  demand(takes.checkAlone, options, 'options');
  const { registry, policy = {}, ...others } = options;
  return createChecker({ registry, policy }).check(source, others as StreamOptions as O);
}

/**
 * `createChecker` and `checkBytes` in one, for one small file alone.
 * @throws TypeError for options that cannot be used
 */
export function checkBytes(source: WholeSource, options: CheckBytesOptions): CheckResult {
  demand(takes.checkBytesAlone, options, 'options');
  const { registry, policy = {}, ...others } = options;
  return createChecker({ registry, policy }).checkBytes(source, others);
}

/**
 * Runs a checker over a source, to its end; comes back after each piece, for what was found to be taken away. Large
 * chunks are read by pieces, so that findings flow, memory stays flat, and timers, events and the signal are heard.
 */
export async function* runChecker(
  checker: FileChecker,
  source: Reading,
): AsyncGenerator<void, void, undefined> {
  const pieces = new Pieces();
  for await (const chunk of source) {
    let at = 0;
    do {
      if (isTurnDue()) await turn();
      source.throwIfAborted();
      const piece = chunk.subarray(at, at + pieces.size);
      pieces.measure(() => {
        at += checker.pushSome(piece);
      });
      yield;
    } while (at < chunk.length);
  }
  if (source.isClosed) return;
  checker.end();
  yield;
}

/** What an iterable gives, one at a time as it is asked for. */
function pulled<T>(iterable: AsyncIterable<T>): ReadableStream<T> {
  const iterator = iterable[Symbol.asyncIterator]();
  return new ReadableStream<T>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        await iterator.return?.(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
