import type { ClaimVerdict, Finding, Summary } from '../finding';
import { aRegistry, type Registry } from '../registry/registry';
import { type OwnRule, ownRulesProblems } from '../rules/own-rule';
import type { Policy } from '../rules/policy';
import { completePolicy } from '../rules/validate-policy';
import { invalid } from '../values/errors';
import { aSignal, demand, flag, objectOf, optional, type Shape, text } from '../values/options';
import { isTurnDue, Pieces, turn } from '../values/turn';
import { claimVerdict } from './claim-verdict';
import { type CheckListener, FileChecker } from './file-checker';
import { bytesOf, closable, Reading, type Source, type WholeSource } from './source';
import { makeStandards, type Standards } from './standards';

/** Options of `createChecker`. */
export interface CheckerOptions {
  /** The enrollments to check against: from `loadRegistry`, `registryFromBytes` or a `RegistryReader`. */
  readonly registry: Registry;
  /**
   * When a taxonomy is required, which claims are in scope, and severities. Omitted settings are as in `defaultPolicy`.
   * @example
   * ```js
   * const checker = createChecker({ registry, policy: { require: 'always', severity: { 'npi-missing': 'off' } } });
   * ```
   */
  readonly policy?: Partial<Policy>;
  /**
   * Rules of your own, besides those of prvcheck. Their findings count like others; `policy.severity` applies to them.
   * @default []
   */
  readonly rules?: readonly OwnRule[];
}

/** Options for checking one file. */
export interface FileOptions {
  /** A name for the file, copied to the `file` of its findings; they have null without it. */
  readonly file?: string;
  /**
   * Also emit a `ClaimVerdict` for every claim, after its findings, including clean claims.
   * @default false
   * @example
   * ```js
   * const { verdicts } = checker.checkBytes(bytes, { verdicts: true });
   * ```
   */
  readonly verdicts?: boolean;
  /**
   * Findings also have `details`: what they say, as data.
   * @default false
   * @example
   * ```js
   * const { findings } = checker.checkBytes(bytes, { details: true });
   * for (const { details } of findings) console.log(details.element, details.found, details.segment);
   * ```
   */
  readonly details?: boolean;
}

/** Options for checking one file as a stream. */
export interface StreamOptions extends FileOptions {
  /**
   * Aborting closes the source; iteration throws the signal's reason, even in the middle of a chunk.
   * @example
   * ```js
   * for await (const finding of checker.check(source, { signal: AbortSignal.timeout(60_000) })) console.log(finding);
   * ```
   */
  readonly signal?: AbortSignal;
}

/** What a check emits: findings, and verdicts unless `verdicts` is known to be false. */
export type Emitted<O extends FileOptions> = O extends unknown
  ? 'verdicts' extends keyof O
    ? O['verdicts'] extends false | undefined
      ? Finding
      : Finding | ClaimVerdict
    : Finding
  : never;

/**
 * One check. Iterating it runs the check and yields results in file order; reading waits for a slow loop. It can be
 * iterated once; a second iteration throws.
 */
export interface CheckRun<T = Finding> extends AsyncIterable<T> {
  /** Current totals while the check runs, final ones after it. */
  readonly summary: Summary;
}

/** What `checkBytes` returns. */
export interface CheckResult {
  /** In file order. */
  readonly findings: readonly Finding[];
  /** One per claim, in file order; empty without the option `verdicts`. */
  readonly verdicts: readonly ClaimVerdict[];
  readonly summary: Summary;
}

/** One check as a web transform stream: write the bytes of a file, read its findings. */
export interface CheckStream<T = Finding> {
  /** For the bytes of one file. */
  readonly writable: WritableStream<Uint8Array>;
  /** Findings and verdicts in file order. */
  readonly readable: ReadableStream<T>;
  /** Current totals while the check runs, final ones after it. */
  readonly summary: Summary;
}

/** Checks any number of files, sequentially or concurrently, against one registry and policy. */
export interface Checker {
  /**
   * Checks one file as a stream. Leaving the loop early closes the source. Iteration throws what the source throws, or
   * the signal's reason. It never throws because of the file's content, unless a rule of yours does.
   */
  check<const O extends StreamOptions = Omit<StreamOptions, 'verdicts'>>(
    source: Source,
    options?: O,
  ): CheckRun<Emitted<O>>;
  /**
   * Checks one small file synchronously. Never throws because of the file's content.
   * @throws TypeError if the source or the options are invalid
   */
  checkBytes(source: WholeSource, options?: FileOptions): CheckResult;
  /**
   * Returns a transform stream for `pipeThrough`. A slow reader slows the writer; cancelling one side aborts the other.
   */
  stream<const O extends StreamOptions = Omit<StreamOptions, 'verdicts'>>(
    options?: O,
  ): CheckStream<Emitted<O>>;
  /**
   * Uses this registry for checks started from now on; running checks keep theirs.
   * @throws TypeError if the registry is invalid
   */
  replaceRegistry(registry: Registry): void;
  /**
   * Forgets which billing loops were judged clean, for checks started from now on. Call it when a registry of your own
   * making has changed; one made by prvcheck never changes.
   * @example
   * ```js
   * database.on('enrollments changed', () => checker.refresh());
   * ```
   */
  refresh(): void;
}

/**
 * Creates a checker. Share one among many checks: that is faster, and checks do not affect each other.
 * @throws TypeError if the options are invalid; the message lists every problem
 */
export function createChecker(options: CheckerOptions): Checker {
  demand(takes.createChecker, options, 'options');
  let standards = standardsOf(options);
  const checker: Checker = {
    check<O extends StreamOptions>(source: Source, options: StreamOptions = {}) {
      demand(takes.check, options, 'options');
      return checked<O>(source, standards, options);
    },
    checkBytes(source, options = {}) {
      demand(takes.checkBytes, options, 'options');
      return checkedBytes(source, standards, options);
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
      standards = makeStandards(next, standards.policy, standards);
    },
    refresh() {
      standards = makeStandards(standards.registry, standards.policy, standards);
    },
  };
  return checker;
}

function given(standards: Standards, { details = false }: FileOptions): Standards {
  return details ? { ...standards, details } : standards;
}

function checked<O extends StreamOptions>(
  source: Source,
  standards: Standards,
  options: StreamOptions,
): CheckRun<Emitted<O>> {
  const emitted: (Finding | ClaimVerdict)[] = [];
  const file = options.file ?? null;
  const run = new FileChecker(given(standards, options), file, listenerOf(options, emitted, emitted));
  return new Run(run, source, emitted as Emitted<O>[], options.signal);
}

function checkedBytes(source: WholeSource, standards: Standards, options: FileOptions): CheckResult {
  const findings: Finding[] = [];
  const verdicts: ClaimVerdict[] = [];
  const file = options.file ?? null;
  const run = new FileChecker(given(standards, options), file, listenerOf(options, findings, verdicts));
  run.push(bytesOf(source), true);
  run.end();
  return { findings, verdicts, summary: run.summary() };
}

/** A class because an object literal with an accessor gets its own hidden class each time. */
class Run<T> implements CheckRun<T> {
  private isBegun = false;

  constructor(
    private readonly checker: FileChecker,
    private readonly source: Source,
    private readonly emitted: T[],
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
      for (const one of this.emitted.splice(0)) {
        yield one;
        if (!isTurnDue()) continue;
        await turn();
        source.throwIfAborted();
      }
    }
  }
}

/** Adds findings and, with the option `verdicts`, verdicts to these lists. */
function listenerOf(
  options: FileOptions,
  findings: { push(finding: Finding): unknown },
  verdicts: { push(verdict: ClaimVerdict): unknown },
): CheckListener {
  const finding = (one: Finding) => void findings.push(one);
  return options.verdicts ? { finding, claim: verdictsTo(verdicts, options.file ?? null) } : { finding };
}

function verdictsTo(
  verdicts: { push(verdict: ClaimVerdict): unknown },
  file: string | null,
): NonNullable<CheckListener['claim']> {
  return (claim, outcome, verdict) => void verdicts.push(claimVerdict(claim, file, outcome, verdict));
}

/** completePolicy validates the policy. */
export const shapeOfChecker: Shape<CheckerOptions> = {
  registry: aRegistry,
  policy: () => [],
  rules: (value, name) => (value === undefined ? [] : ownRulesProblems(value, name)),
};

/** @throws TypeError if the policy is invalid */
export function standardsOf({ registry, policy, rules = [] }: CheckerOptions): Standards {
  if (policy === undefined && rules.length === 0) return defaultStandards(registry);
  const own = rules.map((rule) => Object.freeze({ ...rule }));
  return makeStandards(registry, completePolicy(policy, own), { rules: own });
}

const madeByDefault = /* @__PURE__ */ new WeakMap<Registry, Standards>();

/** Makes them once for each registry: most checks of one file have no other settings. */
function defaultStandards(registry: Registry): Standards {
  let made = madeByDefault.get(registry);
  if (made === undefined) {
    made = makeStandards(registry, completePolicy());
    madeByDefault.set(registry, made);
  }
  // A registry of the caller's own making may have changed since the last check.
  return made.rows === registry ? { ...made, mark: {} } : made;
}

/** The option keys that each call accepts. */
const takes = /* @__PURE__ */ optionChecks();

function optionChecks() {
  const checker = shapeOfChecker;
  const file: Shape<FileOptions> = {
    file: optional(text),
    verdicts: optional(flag),
    details: optional(flag),
  };
  const stream: Shape<StreamOptions> = { ...file, signal: optional(aSignal) };
  return {
    createChecker: objectOf(checker),
    check: objectOf(stream),
    checkBytes: objectOf(file),
    checkAlone: objectOf({ ...checker, ...stream }),
    checkBytesAlone: objectOf({ ...checker, ...file }),
  };
}

/** Options for the one-shot `checkBytes`. */
export interface CheckBytesOptions extends CheckerOptions, FileOptions {}
/** Options for the one-shot `check`. */
export interface CheckOptions extends CheckerOptions, StreamOptions {}

/**
 * Checks one file as a stream. For several files, `createChecker` once is faster.
 * @throws TypeError if the options are invalid
 */
export function check<const O extends CheckOptions>(source: Source, options: O): CheckRun<Emitted<O>> {
  demand(takes.checkAlone, options, 'options');
  return checked<O>(source, standardsOf(options), options);
}

/**
 * Checks one small file synchronously. For several files, `createChecker` once is faster.
 * @throws TypeError if the source or the options are invalid
 */
export function checkBytes(source: WholeSource, options: CheckBytesOptions): CheckResult {
  demand(takes.checkBytesAlone, options, 'options');
  return checkedBytes(source, standardsOf(options), options);
}

/**
 * Runs a checker over a source to its end and yields after each piece, so that the caller can collect the findings.
 * Large chunks are split into pieces to keep findings flowing, memory flat, and timers, events and the signal
 * responsive.
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

/** A stream that pulls from the iterable on demand. */
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
