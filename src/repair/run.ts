import { runChecker } from '../check/check';
import { closable, Reading, type Source } from '../check/source';
import type { Standards } from '../check/standards';
import type { Finding, Summary } from '../finding';
import type { ErrorCode } from '../values/errors';
import { joinBytes } from '../values/join-bytes';
import { isTurnDue, Pieces, turn } from '../values/turn';
import { nothing } from '../x12/segment';
import { Planner } from './planner';
import type { Certainties, Change } from './repair';
import { Splicer } from './splicer';
import type { Step } from './steps';

/** Receives the results of a repair, in file order. */
export interface RepairListener {
  /** A finding of the check of the original file. Without it, findings are only counted. */
  finding?(finding: Finding): void;
  change(change: Change): void;
}

/** The totals of a repair. */
export interface RepairResult {
  /** Of the original file. */
  readonly before: Summary;
  /** Of the corrected file. */
  readonly after: Summary;
  /** Billing loops, and other providers of claims, that were corrected, and those at fault that were left. */
  readonly mended: number;
  readonly left: number;
}

/** The two readings of a file differ, or the corrected copy fails its check. The message is for users. */
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
 * Corrects one file. Iterate it once for the bytes to write; each chunk is valid until the next is requested. The file
 * is read twice at the same time, the second reading one billing loop behind the first, because a loop's code depends
 * on its last claim but comes before its first. What is written is checked; after the last chunk a `RepairError` is
 * thrown if correctable faults remain: discard the copy then.
 */
export class RepairRun implements AsyncIterable<Uint8Array> {
  private readonly planner: Planner;
  private readonly proof: Planner;
  private readonly splicer: Splicer;
  private readonly out: Uint8Array[] = [];
  /** Changes that are not completely written, and how many splices must have landed for that. */
  private readonly begun: { readonly change: Change; readonly landedAt: number }[] = [];
  private added = 0;
  private mended = 0;
  private left = 0;
  /** Faults in the written file that would be corrected or left. */
  private readonly proven = { mended: 0, left: 0 };
  private readonly pieces = new Pieces();
  private isBegun = false;

  /** @param again the same bytes, for the second reading */
  constructor(
    private readonly source: Source,
    private readonly again: Source,
    standards: Standards,
    certainties: Certainties,
    file: string | null,
    private readonly listener: RepairListener,
  ) {
    const maySkip = !certainties.assignments.byPayer;
    this.planner = new Planner(standards, certainties, file, listener, false);
    this.proof = new Planner(standards, certainties, file, {}, maySkip);
    this.splicer = new Splicer((bytes) => this.out.push(bytes));
  }

  /** Current totals while it runs, final ones after it. */
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
    const bytes = joinBytes(this.out.splice(0));
    for (let at = 0; at < bytes.length; ) {
      if (isTurnDue()) await turn();
      this.pieces.measure(() => {
        at += this.proof.checker.pushSome(bytes.subarray(at));
      });
      this.prove();
    }
    if (bytes.length > 0) yield bytes;
    while (this.begun.length > 0 && this.begun[0]!.landedAt <= this.splicer.landed)
      this.report(this.begun.shift()!.change);
  }

  private report(change: Change): void {
    if (change.type === 'edit' || change.type === 'provider-edit') this.mended++;
    if (isLeft(change)) this.left++;
    this.listener.change(change);
  }

  private prove(): void {
    for (const { change } of this.proof.take()) {
      if (isLeft(change)) this.proven.left++;
      else this.proven.mended++;
    }
  }

  /** The claims must be unchanged, and no correctable fault left: a second repair changes nothing. */
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

function isLeft({ type }: Change): boolean {
  return type === 'left' || type === 'provider-left';
}

/** The second reading of a file. */
class Behind {
  /** Bytes read. */
  at = 0;
  private chunk: Uint8Array = nothing;

  constructor(private readonly source: Reading) {}

  /** The next bytes before offset `to`, `most` at most; null if there are none. */
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
