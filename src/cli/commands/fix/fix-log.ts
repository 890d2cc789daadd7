import type { Summary } from '../../../finding';
import { Pending } from '../../../node/pending';
import type { Change } from '../../../repair/repair';
import { whyUndecided } from '../../../report/decided';
import { type ChangeLog, RepairTally, repairDiff, repairsInWords } from '../../../report/repair';
import { countOf } from '../../../values/numbers';
import type { Log } from '../../output/log';
import type { Output } from '../../output/outputs';
import { screenStyle } from '../../output/paint';
import { print } from '../../output/stdout';
import type { FixTarget } from './settings';

/** How many unchanged loops are shown if copies are written; the log of changes has all of them. */
const LEFT_SHOWN = 20;

/** Writes the log of changes and the messages to the user. */
export class FixLog {
  private readonly run: RepairTally;
  private file = new RepairTally();
  private readonly lines = new Pending();
  private readonly text = new Pending();
  private readonly diff = repairDiff(screenStyle());
  private left = 0;

  constructor(
    private readonly target: FixTarget['kind'],
    private readonly form: ChangeLog,
    private readonly changes: Output,
    private readonly log: Log,
    /** Other files in the folders. */
    skipped: number,
  ) {
    this.run = new RepairTally(skipped);
    this.lines.add(form.begin());
  }

  change(change: Change): void {
    this.file.add(change);
    this.lines.add(this.form.line(change));
    if (this.isShown(change)) this.text.add(this.diff(change));
  }

  /** Writes what was collected. Call it now and then. */
  async flush(): Promise<void> {
    await this.changes.write(this.lines.take());
    const text = this.text.take();
    if (text.length === 0) return;
    this.log.clear();
    await print(text);
  }

  /** Call when the copy of the file is complete. */
  async done(): Promise<void> {
    this.run.include(this.file);
    this.file = new RepairTally();
    await this.flush();
  }

  /** Call if there is no copy of the file; discards its changes. */
  async failed(file: string, why: string): Promise<void> {
    this.lines.add(this.form.line({ type: 'failed', schema: 1, file, why }));
    this.file = new RepairTally();
    await this.flush();
  }

  /** @param after the summary of all corrected files */
  async end(after: Summary): Promise<void> {
    const { totals } = this.run;
    this.lines.add(this.form.line(totals));
    if (totals.files > 0) {
      const words = repairsInWords(totals, this.target === 'nowhere' ? 'to correct' : 'corrected');
      if (this.target === 'stdout') this.log.note(words);
      else this.text.add(`${words}\n`);
    }
    const { undecided } = after;
    if (undecided > 0) this.log.note(`${countOf(undecided, 'claim')} undecided: ${whyUndecided(undecided)}`);
    const { error } = after.findings;
    if (error > 0)
      this.log.note(`still wrong: ${countOf(error, 'error')}; prvcheck check says which, and what to do`);
    await this.flush();
    await this.changes.finish();
  }

  private isShown({ type }: Change): boolean {
    if (this.target === 'nowhere') return true;
    if (this.target === 'stdout' || (type !== 'left' && type !== 'provider-left')) return false;
    this.left++;
    return this.left <= LEFT_SHOWN;
  }
}
