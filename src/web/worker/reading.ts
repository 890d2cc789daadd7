import type { Summary } from '../../finding';
import { InputError } from '../../input/input-error';
import type { Progress } from '../protocol';
import { cannotRead, type Input } from './inputs';

export type OnProgress = (progress: Progress) => void;

const betweenReports = 60;

/** Files that are read one after the other, and the progress. */
export class Reading {
  private bytes = 0;
  private lastReport = Number.NEGATIVE_INFINITY;
  private readonly total: number;

  constructor(
    inputs: readonly Input[],
    private readonly signal: AbortSignal,
    private readonly onProgress: OnProgress,
  ) {
    this.total = inputs.reduce((sum, input) => sum + input.size, 0);
  }

  /** The bytes of a file, counted as progress. */
  open({ name, open }: Input): AsyncIterable<Uint8Array> {
    return inputErrors(
      open((more) => {
        this.bytes += more;
      }),
      name,
    );
  }

  /**
   * Call at each chunk.
   * @throws if the user has stopped the task
   */
  goOn(file: string, { claims, flagged, undecided }: Summary): void {
    this.signal.throwIfAborted();
    if (performance.now() - this.lastReport < betweenReports) return;
    this.lastReport = performance.now();
    const { bytes, total } = this;
    this.onProgress({ bytes, total, claims, flagged, undecided, file });
  }
}

/** Replaces the uninformative error that a browser throws if a file cannot be read. */
export async function* inputErrors(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof DOMException ? new InputError(cannotRead(name)) : error;
  }
}
