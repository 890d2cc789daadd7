import { runChecker } from '../check/check';
import type { Standards } from '../check/file-checker';
import { closable, Reading, type Source } from '../check/source';
import type { Finding, Summary } from '../finding';
import type { ErrorCode } from '../values/errors';
import { isTurnDue, Pieces, turn } from '../values/turn';
import { nothing } from '../x12/segment';
import { Planner } from './planner';
import type { Certainties, Change } from './repair';
import { Splicer } from './splicer';
import type { Step } from './steps';

/** Whom a repair tells, in file order. */
export interface RepairListener {
  /** What the check of the file as it is finds. */
  finding(finding: Finding): void;
  change(change: Change): void;
}

/** What came of a file. */
export interface RepairResult {
  /** Of the file as it was read. */
  readonly before: Summary;
  /** Of the file as it was written. */
  readonly after: Summary;
  /** Billing loops that were mended, and those at fault that were left. */
  readonly mended: number;
  readonly left: number;
}

/** The two readings of a file differ, or what was written is not what was to be written. The message is for people. */
export class RepairError extends Error {
  override readonly name = 'RepairError';

  /** @internal */
  constructor(
    readonly code: Extract<ErrorCode, 'PRVCHECK_FILE_CHANGED' | 'PRVCHECK_REPAIR_FAILED'>,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Mends one file: iterate it once for the bytes that are written, each chunk valid until the next is asked for. The
 * file is read twice at the same time, the second reading behind the first as far as a billing loop is long: a loop's
 * code depends on its last claim, and stands before its first. What is written is checked as it is written; after the
 * last chunk it throws a `RepairError` where it is not clean of what was mended: it is not to be used then.
 */
export class RepairRun implements AsyncIterable<Uint8Array> {
  private readonly planner: Planner;
  private readonly proof: Planner;
  private readonly splicer: Splicer;
  private readonly out: Uint8Array[] = [];
  /** Changes that are not all written, and how many splices must have landed for that. */
  private readonly begun: { readonly change: Change; readonly landedAt: number }[] = [];
  private added = 0;
  private mended = 0;
  private left = 0;
  /** What is wrong in the file that is written, and would be mended or left. */
  private readonly proven = { mended: 0, left: 0 };
  private readonly pieces = new Pieces();
  private isBegun = false;

  /** @param again the same bytes once more */
  constructor(
    private readonly source: Source,
    private readonly again: Source,
    standards: Standards,
    certainties: Certainties,
    file: string | null,
    private readonly listener: RepairListener,
  ) {
    this.planner = new Planner(standards, certainties, file, (finding) => listener.finding(finding));
    this.proof = new Planner(standards, certainties, file, () => {});
    this.splicer = new Splicer((bytes) => this.out.push(bytes));
  }

  /** Live while it runs, final after it. */
  get result(): RepairResult {
    const { mended, left } = this;
    return { before: this.planner.checker.summary(), after: this.proof.checker.summary(), mended, left };
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Uint8Array> {
    if (this.isBegun) throw new Error('the repair was iterated already: call repair again for another one');
    this.isBegun = true;
    const source = new Reading(this.source);
    const again = new Reading(this.again);
    return closable(this.steps(source, again), source, again);
  }

  private async *steps(source: Reading, again: Reading): AsyncGenerator<Uint8Array, void, undefined> {
    const behind = new Behind(again);
    try {
      for await (const _ of runChecker(this.planner.checker, source)) {
        this.begin(this.planner.take());
        yield* this.copied(behind, this.planner.decided);
      }
      if (source.isClosed) return;
      this.begin(this.planner.take());
      yield* this.copied(behind, Number.POSITIVE_INFINITY);
      if (again.isClosed) return;
      this.splicer.end();
      yield* this.written();
    } finally {
      await again.close();
    }
    this.proof.checker.end();
    this.prove();
    this.compare(behind.at);
  }

  private begin(steps: readonly Step[]): void {
    for (const { change, splices } of steps) {
      for (const splice of splices) this.splicer.add(splice);
      this.added += splices.length;
      this.begun.push({ change, landedAt: this.added });
    }
  }

  private async *copied(behind: Behind, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      if (isTurnDue()) await turn();
      const bytes = await behind.next(to, this.pieces.size);
      if (bytes === null) return;
      this.splicer.push(bytes);
      yield* this.written();
    }
  }

  private async *written(): AsyncGenerator<Uint8Array, void, undefined> {
    const bytes = joined(this.out.splice(0));
    for (let at = 0; at < bytes.length; ) {
      if (isTurnDue()) await turn();
      this.pieces.measure(() => {
        at += this.proof.checker.pushSome(bytes.subarray(at));
      });
      this.prove();
    }
    if (bytes.length > 0) yield bytes;
    while (this.begun.length > 0 && this.begun[0]!.landedAt <= this.splicer.landed)
      this.tell(this.begun.shift()!.change);
  }

  private tell(change: Change): void {
    if (change.type === 'edit') this.mended++;
    if (change.type === 'left') this.left++;
    this.listener.change(change);
  }

  private prove(): void {
    for (const { change } of this.proof.take()) {
      if (change.type === 'left') this.proven.left++;
      else this.proven.mended++;
    }
  }

  /** The claims are the ones that were there, and nothing is left that could be mended: mending twice changes nothing. */
  private compare(bytesAgain: number): void {
    const { before, after, left } = this.result;
    if (bytesAgain !== before.bytes)
      throw new RepairError(
        'PRVCHECK_FILE_CHANGED',
        'it changed while it was read. Try again when nobody writes to it.',
      );
    const asLeft = this.proven.mended === 0 && this.proven.left === left;
    const same = (['interchanges', 'transactions', 'claims', 'outOfScope'] as const).every(
      (count) => before[count] === after[count],
    );
    if (asLeft && same) return;
    throw new RepairError(
      'PRVCHECK_REPAIR_FAILED',
      'the corrected copy did not check clean of what was corrected. Please report this.',
    );
  }
}

/** The second reading of a file. */
class Behind {
  /** Bytes read. */
  at = 0;
  private chunk: Uint8Array = nothing;

  constructor(private readonly source: Reading) {}

  /** The next bytes before byte `to`, at most so many; null where there are none. */
  async next(to: number, most: number): Promise<Uint8Array | null> {
    while (this.at < to && this.chunk.length === 0) {
      const { done, value } = await this.source.next();
      if (done) return null;
      this.chunk = value;
    }
    const bytes = this.chunk.subarray(0, Math.min(most, Math.max(0, to - this.at)));
    if (bytes.length === 0) return null;
    this.chunk = this.chunk.subarray(bytes.length);
    this.at += bytes.length;
    return bytes;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = parts;
  if (only === undefined) return nothing;
  if (others.length === 0) return only;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
