import { runChecker } from '../check/check';
import { type CheckListener, FileChecker } from '../check/file-checker';
import { Reading } from '../check/source';
import type { Standards } from '../check/standards';
import type { Summary } from '../finding';
import { isTurnDue, Pieces, turn } from '../values/turn';
import type { Chunks, Input } from './input';
import { InputError } from './input-error';

/** The reading of one input: iterate it to its end. It yields now and then, so that reports can be written. */
export interface InputRun<Step = void> extends AsyncIterable<Step> {
  /** Live while it runs, final after it. */
  readonly summary: Summary;
}

/** Follows the message of an input that breaks off. */
export const partlyReported = 'What was read before is reported.';

/** Receives the results of a run in file order, and the fault if an input breaks off. */
export interface Listener extends CheckListener {
  broken(fault: InputError): void;
}

/** Checks an input in this thread. */
export function runInput(
  input: Pick<Input, 'name' | 'open'>,
  standards: Standards,
  listener: Listener,
): InputRun {
  const checker = new FileChecker(standards, input.name, listener);
  return new Run(checker, () => input.open(), listener);
}

/** A class, because each object literal with an accessor would get a hidden class of its own. */
class Run implements InputRun {
  /** Whether something was read: from then on a read error is for the listener, and not thrown. */
  private isBegun = false;

  constructor(
    private readonly checker: FileChecker,
    private readonly open: () => Chunks,
    private readonly listener: Listener,
  ) {}

  get summary(): Summary {
    return this.checker.summary();
  }

  [Symbol.asyncIterator](): AsyncIterator<void> {
    const chunks = this.open();
    if (Symbol.asyncIterator in chunks) return runChecker(this.checker, new Reading(this.awaited(chunks)));
    return new Steps(this.checker, this.readable(chunks));
  }

  /** The bytes as far as they can be read. The check takes what breaks off for truncated. */
  private async *awaited(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of chunks) {
        this.isBegun = true;
        yield chunk;
      }
    } catch (error) {
      this.fault(error);
    }
  }

  private *readable(chunks: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
    try {
      for (const chunk of chunks) {
        this.isBegun = true;
        yield chunk;
      }
    } catch (error) {
      this.fault(error);
    }
  }

  private fault(error: unknown): void {
    if (!this.isBegun || !(error instanceof InputError)) throw error;
    this.listener.broken(error);
  }
}

const none = new Uint8Array();

/**
 * The steps of a check of chunks that need no waiting, as `runChecker` takes those of others: most of the time of a small
 * file would go into promises. It pauses for the event loop, and within large chunks.
 */
class Steps implements AsyncIterator<void> {
  private readonly pieces = new Pieces();
  private chunk: Uint8Array = none;
  private at = 0;

  constructor(
    private readonly checker: FileChecker,
    private readonly chunks: Generator<Uint8Array, void, undefined>,
  ) {}

  async next(): Promise<IteratorResult<void, undefined>> {
    if (isTurnDue()) await turn();
    try {
      return { done: this.isOver(), value: undefined };
    } catch (error) {
      this.chunks.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<void, undefined>> {
    this.chunks.return();
    return { done: true, value: undefined };
  }

  /** Checks on; returns whether the check is over. */
  private isOver(): boolean {
    const { checker, pieces } = this;
    do {
      if (this.at === this.chunk.length) {
        const { done, value } = this.chunks.next();
        if (done) {
          checker.end();
          return true;
        }
        this.chunk = value;
        this.at = 0;
      }
      const piece = this.chunk.subarray(this.at, this.at + pieces.size);
      pieces.measure(() => {
        this.at += checker.pushSome(piece);
      });
    } while (this.at === this.chunk.length && !isTurnDue());
    return false;
  }
}
