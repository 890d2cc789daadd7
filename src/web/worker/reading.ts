import type { Summary } from '../../finding';
import type { Progress } from '../protocol';
import type { DroppedInput } from './inputs';

export type OnProgress = (progress: Progress) => void;

const betweenReports = 60;

/** Files that are read one after the other, and the progress. */
export class Reading {
  private bytes = 0;
  private lastReport = Number.NEGATIVE_INFINITY;
  private readonly total: number;

  constructor(
    inputs: readonly DroppedInput[],
    private readonly signal: AbortSignal,
    private readonly onProgress: OnProgress,
  ) {
    this.total = inputs.reduce((sum, input) => sum + input.bytesToRead, 0);
  }

  /** The bytes of a file, counted as progress. */
  open(input: DroppedInput): AsyncIterable<Uint8Array> {
    return input.read((more) => {
      this.bytes += more;
    });
  }

  /**
   * Call at each chunk.
   * @throws if the user has stopped the task
   */
  goOn(file: string, soFar: () => Summary): void {
    this.signal.throwIfAborted();
    if (performance.now() - this.lastReport < betweenReports) return;
    this.lastReport = performance.now();
    const { bytes, total } = this;
    const { claims, flagged, undecided } = soFar();
    this.onProgress({ bytes, total, claims, flagged, undecided, file });
  }
}
