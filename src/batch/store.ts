import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasCode } from '../node/input-error';
import { takeForUser } from '../node/own-rights';
import { placeFile, synced, syncedFolder, tryToWrite } from '../node/place-file';
import { placeKey } from '../node/real-place';
import { Journal, type Known } from './journal';
import { type Lock, lock } from './lock';
import {
  folderMode,
  makeFolder,
  makeOutputFolder,
  makeScratchFolder,
  namesIn,
  rmdirIfEmpty,
} from './make-folder';
import { findingsName } from './names';
import { type BatchSummary, isIntact, readSummary, resultNames, rowsOf, writeResults } from './results';
import type { FileRow } from './row';
import type { Shard } from './shard';

const ROWS_AT_ONCE = 1000;
const temporaries = '.tmp';
const journalName = 'journal.ndjson';

/** The names of everything that a run writes to its output folder. */
export function* writtenNames(files: Iterable<string>): Generator<string, void, undefined> {
  yield* resultNames;
  yield journalName;
  for (const name of files) yield findingsName(name);
}

/** Findings that are written, and their row. */
interface Waiting {
  readonly temporary: string;
  readonly row: FileRow;
  readonly isSynced: Promise<void>;
}

/** How to write to an output folder. */
export interface Writing {
  /** File mode of findings and results. */
  readonly mode: number;
  /** Called with a message when there is something to wait for. */
  note(text: string): void;
}

/**
 * An output folder. A file's findings appear complete under their name, then its row is added to the journal. When all
 * files are done, files.ndjson and summary.json appear and the journal is removed.
 */
export class Store {
  private readonly journal: Journal;
  /** The files of the last finished run. */
  private readonly earlier: readonly string[];
  private written = 0;
  private waiting: Waiting[] = [];
  private commits: Promise<void> = Promise.resolve();
  /** The first of the findings that another program keeps from being replaced. */
  private heldFault: Error | null = null;

  private constructor(
    private readonly folder: string,
    private readonly settings: string,
    fresh: boolean,
    private readonly mode: number,
    private readonly held: Lock,
  ) {
    makeScratchFolder(this.path(temporaries), mode);
    this.removeTemporaries();
    this.earlier = Array.from(rowsOf(folder), ({ file }) => file);
    this.journal = new Journal(this.path(journalName), settings, fresh);
    takeForUser(this.path(journalName), mode);
    if (this.journal.isEmpty && !fresh) this.adopt();
    process.prependOnceListener('exit', this.release); // runs before the lock is released
  }

  /**
   * @param settings rows with other settings are done again
   * @param fresh do all rows again
   * @throws InputError if another run holds the folder
   */
  static async open(
    folder: string,
    settings: string,
    fresh: boolean,
    { mode, note }: Writing,
  ): Promise<Store> {
    makeOutputFolder(folder, mode);
    const held = await lock(folder, note);
    try {
      for (const name of resultNames) {
        const path = join(folder, name);
        if (existsSync(path)) await tryToWrite(path);
      }
      return new Store(folder, settings, fresh, mode, held);
    } catch (error) {
      held.release();
      throw error;
    }
  }

  /** A path for a file that is being written. */
  temporary(): string {
    return this.path(temporaries, `prvcheck-${this.written++}`);
  }

  /** The row of a file from this or an earlier run with the same settings, provided that its findings are in place. */
  async find(name: string): Promise<Known | null> {
    const known = this.journal.find(name);
    return known !== undefined && (await isIntact(this.folder, known)) ? known : null;
  }

  row(name: string): FileRow {
    return this.journal.row(name);
  }

  /**
   * Takes findings that are written, and syncs them to disk in the background. Returns how many are waiting for a
   * commit.
   */
  add(temporary: string, row: FileRow): number {
    const isSynced = synced(temporary);
    isSynced.catch(() => {}); // reported by the commit
    return this.waiting.push({ temporary, row, isSynced });
  }

  /** Puts the findings taken so far in place, and then adds the rows to the journal. */
  commit(): Promise<void> {
    const done = this.waiting;
    this.waiting = [];
    this.commits = this.commits.then(() => this.place(done));
    return this.commits;
  }

  private async place(done: readonly Waiting[]): Promise<void> {
    if (done.length === 0) return;
    await Promise.all(done.map(({ isSynced }) => isSynced));
    this.held.demand();
    const folders = new Set(done.map(({ row }) => dirname(this.path(row.output))));
    for (const folder of folders) makeFolder(folder, folderMode(this.mode));
    const rows: FileRow[] = [];
    // All end before the folder may be released.
    const results = await Promise.allSettled(
      done.map(async (findings) => {
        if (await this.placeFindings(findings)) rows.push(findings.row);
      }),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    await Promise.all([...folders].map(syncedFolder));
    this.journal.append(rows);
  }

  /** Returns false if another program holds the file that the findings are to replace; `finish` then throws. */
  private async placeFindings({ temporary, row }: Waiting): Promise<boolean> {
    const target = this.path(row.output);
    try {
      await placeFile(temporary, target, this.mode);
      return true;
    } catch (error) {
      // Where there is no such file, the folder cannot be written to.
      if (!hasCode(error, 'EHELD') || !existsSync(target)) throw error;
      this.heldFault ??= error;
      return false;
    }
  }

  /**
   * Writes the results after every file is done.
   * @param files their names, in order; findings of others are removed
   * @param skipped number of other files in the folders
   * @throws if findings could not be put in place; a later run does these files again
   */
  async finish(files: readonly string[], skipped: number, shard: Shard | null): Promise<BatchSummary> {
    const { journal, settings, mode } = this;
    this.held.demand();
    if (this.heldFault !== null) throw this.heldFault;
    const wanted = new Set(files.map(placeKey));
    for (const name of new Set([...this.earlier, ...journal.files()])) {
      if (!wanted.has(placeKey(name))) rmSync(this.path(findingsName(name)), { force: true });
    }
    function* rows() {
      for (const name of files) yield journal.row(name);
    }
    const temporary = () => this.temporary();
    const about = { settings, shard };
    const summary = await writeResults(this.folder, temporary, mode, rows(), skipped, about);
    rmSync(this.path(journalName), { force: true });
    return summary;
  }

  /** Discards what is being written, and releases the folder. */
  async close(): Promise<void> {
    await this.commits.catch(() => {}); // reported to the caller of the commit
    process.off('exit', this.release);
    this.release();
  }

  private readonly release = (): void => {
    this.journal.close();
    if (this.journal.isEmpty) rmSync(this.path(journalName), { force: true });
    this.removeTemporaries();
    rmdirIfEmpty(this.path(temporaries));
    this.held.release();
  };

  /** Removes the temporary files of this run or a killed one, and no others. */
  private removeTemporaries(): void {
    const folder = this.path(temporaries);
    for (const name of namesIn(folder))
      if (/^prvcheck-\d+$/.test(name)) rmSync(join(folder, name), { force: true });
  }

  /** Keeps the rows of a finished run valid. */
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
