import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Journal, type Known } from './journal';
import { lock } from './lock';
import { makeFolder } from './make-folder';
import { type BatchSummary, readSummary, rowsOf, writeResults } from './results';
import type { FileRow } from './row';
import type { Shard } from './shard';
import { synced, syncedFolder } from './synced';

const ROWS_AT_ONCE = 1000;

/** Findings that are written, and their row. */
interface Waiting {
  readonly temporary: string;
  readonly row: FileRow;
  readonly isSynced: Promise<void>;
}

/**
 * An output folder. A file's findings appear whole under their name, then its row stands in the journal; when all files
 * are done, files.ndjson and summary.json appear and the journal goes. All of it is for its owner alone.
 */
export class Store {
  private readonly journal: Journal;
  private readonly unlock: () => void;
  private written = 0;
  private waiting: Waiting[] = [];
  private commits: Promise<void> = Promise.resolve();

  /**
   * @param settings rows of a run with others are done again
   * @param fresh all rows are
   * @throws InputError where another run holds the folder
   */
  constructor(
    private readonly folder: string,
    private readonly settings: string,
    fresh: boolean,
  ) {
    this.unlock = lock(folder);
    this.removeTemporaries();
    mkdirSync(this.path('.tmp'), { mode: 0o700 });
    const path = this.path('journal.ndjson');
    if (fresh) rmSync(path, { force: true });
    const isNew = !existsSync(path);
    this.journal = new Journal(path, settings);
    if (isNew && !fresh) this.adopt();
  }

  /** A path for a file that is being written. */
  temporary(): string {
    return this.path('.tmp', String(this.written++));
  }

  /** What is known of a file from this or an earlier run with the same settings, its findings being in place. */
  find(name: string): Known | null {
    const known = this.journal.find(name);
    if (known === undefined) return null;
    const info = statSync(this.path(known.output), { throwIfNoEntry: false });
    return info?.isFile() && info.size === known.outputBytes ? known : null;
  }

  row(name: string): FileRow {
    return this.journal.row(name);
  }

  /** Takes findings that are written. They are on their way to the disk while others are checked; answers how many are. */
  add(temporary: string, row: FileRow): number {
    const isSynced = synced(temporary);
    isSynced.catch(() => {}); // told by the commit
    return this.waiting.push({ temporary, row, isSynced });
  }

  /** Puts the findings taken so far in their places, and then the rows into the journal. */
  commit(): Promise<void> {
    const done = this.waiting;
    this.waiting = [];
    this.commits = this.commits.then(() => this.place(done));
    return this.commits;
  }

  private async place(done: readonly Waiting[]): Promise<void> {
    if (done.length === 0) return;
    await Promise.all(done.map(({ isSynced }) => isSynced));
    const folders = new Set<string>();
    for (const { temporary, row } of done) {
      const target = this.path(row.output);
      const folder = dirname(target);
      if (!folders.has(folder)) makeFolder(folder);
      folders.add(folder);
      renameSync(temporary, target);
    }
    await Promise.all([...folders].map(syncedFolder));
    this.journal.append(done.map(({ row }) => row));
  }

  /**
   * Every file is done.
   * @param files their names, in order; findings of others are taken away
   * @param skipped the other files in the folders
   */
  async finish(files: readonly string[], skipped: number, shard: Shard | null): Promise<BatchSummary> {
    const { journal, settings } = this;
    const wanted = new Set(files);
    for (const [name, { output }] of journal.all()) {
      if (!wanted.has(name)) rmSync(this.path(output), { force: true });
    }
    function* rows() {
      for (const name of files) yield journal.row(name);
    }
    const temporary = () => this.temporary();
    const summary = await writeResults(this.folder, temporary, rows(), skipped, { settings, shard });
    rmSync(this.path('journal.ndjson'), { force: true });
    return summary;
  }

  /** Gives up what is being written, and lets go of the folder. */
  close(): void {
    this.journal.close();
    this.removeTemporaries();
    this.unlock();
  }

  private removeTemporaries(): void {
    rmSync(this.path('.tmp'), { recursive: true, force: true });
  }

  /** A finished run's rows go on to hold. */
  private adopt(): void {
    if (readSummary(this.folder)?.settings !== this.settings) return;
    let rows: FileRow[] = [];
    for (const row of rowsOf(this.folder)) {
      if (rows.push(row) < ROWS_AT_ONCE) continue;
      this.journal.append(rows);
      rows = [];
    }
    this.journal.append(rows);
  }

  private path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }
}
