import type { BatchFile } from '../../../batch/check-file';
import { type FileRow, summaryOf } from '../../../batch/row';
import { addSummaries, emptySummary } from '../../../check/summary';
import type { Summary } from '../../../finding';
import { thousands } from '../../../values/numbers';

/** The progress of a batch, as text and as JSON. */
export class BatchProgress {
  files = 0;
  /** Files that an earlier run has done. */
  kept = 0;
  unreadable = 0;
  total: Summary = emptySummary;
  readonly start = process.uptime();
  private readonly allBytes: number | null;
  private now: Summary | null = null;
  private keptBytes = 0;

  /** @param skipped number of other files in the folders */
  constructor(
    private readonly all: readonly BatchFile[],
    readonly skipped = 0,
  ) {
    this.allBytes = all.every(({ size }) => size !== null)
      ? all.reduce((sum, { size }) => sum + size!, 0)
      : null;
  }

  add(row: FileRow, isKept: boolean): void {
    const { bytes } = row;
    this.files++;
    this.now = null;
    if (isKept) {
      this.kept++;
      this.keptBytes += bytes;
    }
    if (row.status === 'unreadable') this.unreadable++;
    this.total = addSummaries(this.total, summaryOf(row));
  }

  /** Sets the summary of the file being read. */
  reading(summary: Summary): void {
    this.now = summary;
  }

  get seconds(): number {
    return Math.max(process.uptime() - this.start, 0.001);
  }

  /** `120 of 2,000 files, 3.20 of 12.00 GB, 1.10 GB/s, 340 findings, 2:10 left` */
  line(): string {
    const { bytes, speed, findings, secondsLeft } = this.facts();
    const done = (bytes / 1e9).toFixed(2);
    const parts = [
      `${thousands(this.files)} of ${thousands(this.all.length)} files`,
      this.allBytes === null ? `${done} GB` : `${done} of ${(this.allBytes / 1e9).toFixed(2)} GB`,
      `${(speed / 1e9).toFixed(2)} GB/s`,
      `${thousands(findings)} findings`,
    ];
    if (secondsLeft !== null) parts.push(`${clock(secondsLeft)} left`);
    return parts.join(', ');
  }

  facts() {
    const bytes = this.total.bytes + (this.now?.bytes ?? 0);
    const { error, warning, info } = this.total.findings;
    const speed = (bytes - this.keptBytes) / this.seconds;
    const left = this.allBytes === null || speed === 0 ? null : (this.allBytes - bytes) / speed;
    return {
      files: this.files,
      ofFiles: this.all.length,
      kept: this.kept,
      skipped: this.skipped,
      bytes,
      ofBytes: this.allBytes,
      speed: Math.round(speed),
      claims: this.total.claims,
      flagged: this.total.flagged,
      undecided: this.total.undecided,
      findings: error + warning + info,
      secondsLeft: left === null ? null : Math.max(0, Math.round(left)),
    };
  }
}

function clock(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
