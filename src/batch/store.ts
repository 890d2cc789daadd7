import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Summary } from '../finding';
import { jsonLine } from '../report/json-line';
import { addSummaries, emptySummary } from '../summary';
import { Journal, type Known, linesOf } from './journal';
import { type FileRow, type Status, summaryOf } from './row';

const names = {
  journal: 'journal.ndjson',
  files: 'files.ndjson',
  summary: 'summary.json',
  temporary: '.tmp',
};

/** What summary.json holds. */
export interface BatchSummary extends Omit<Summary, 'type'> {
  readonly type: 'batch';
  /** Files by what came of them. */
  readonly statuses: Readonly<Record<Status, number>>;
  /** Of all that the findings depend on beside the files: registry, policy, version. */
  readonly settings: string;
  readonly shard: { readonly index: number; readonly count: number } | null;
}

/**
 * An output folder. A file's findings appear whole under their name, then its row stands in the journal; when all files
 * are done, files.ndjson and summary.json appear and the journal goes. For its owner alone.
 */
export class Store {
  private readonly journal: Journal;
  private written = 0;

  constructor(
    readonly folder: string,
    private readonly settings: string,
    fresh: boolean,
  ) {
    this.removeTemporaries();
    mkdirSync(this.path(names.temporary), { mode: 0o700 });
    if (fresh) rmSync(this.path(names.journal), { force: true });
    const isNew = !existsSync(this.path(names.journal));
    this.journal = new Journal(this.path(names.journal), settings);
    if (isNew && !fresh) this.adopt();
  }

  /** A path for a file that is being written. */
  temporary(): string {
    return this.path(names.temporary, String(this.written++));
  }

  /** The row of a file of this or an earlier run with the same settings, where its findings are in place. */
  find(name: string): Known | null {
    const known = this.journal.find(name);
    if (known === undefined) return null;
    const info = statSync(this.path(known.output), { throwIfNoEntry: false });
    return info?.isFile() && info.size === known.outputBytes ? known : null;
  }

  row(name: string): FileRow {
    return this.journal.row(name);
  }

  /** Puts findings in their places, and then the rows into the journal. */
  async commit(done: readonly { readonly temporary: string; readonly row: FileRow }[]): Promise<void> {
    if (done.length === 0) return;
    await Promise.all(done.map(({ temporary }) => synced(temporary)));
    const folders = new Set<string>();
    for (const { temporary, row } of done) {
      const target = this.path(row.output);
      const folder = dirname(target);
      if (!folders.has(folder)) await mkdir(folder, { recursive: true, mode: 0o700 });
      folders.add(folder);
      await rename(temporary, target);
    }
    await Promise.all([...folders].map(syncedFolder));
    this.journal.append(done.map(({ row }) => row));
  }

  /** Every file is done. @param files their names, in order */
  async finish(files: readonly string[], shard: BatchSummary['shard']): Promise<BatchSummary> {
    const wanted = new Set(files);
    for (const name of this.journal.names) {
      if (!wanted.has(name)) rmSync(this.path(this.journal.find(name)!.output), { force: true });
    }
    const total = await this.writeRows(files);
    const summary: BatchSummary = { ...total, shard, settings: this.settings };
    await this.place(names.summary, [`${jsonLine(summary)}\n`]);
    this.journal.close();
    rmSync(this.path(names.journal), { force: true });
    this.removeTemporaries();
    return summary;
  }

  /** Whatever is being written is given up. */
  removeTemporaries(): void {
    rmSync(this.path(names.temporary), { recursive: true, force: true });
  }

  private async writeRows(files: readonly string[]): Promise<Omit<BatchSummary, 'settings' | 'shard'>> {
    const statuses = { clean: 0, flagged: 0, broken: 0, unreadable: 0 };
    let total = emptySummary;
    const { journal } = this;
    function* rows() {
      for (const name of files) {
        const row = journal.row(name);
        statuses[row.status]++;
        total = addSummaries(total, summaryOf(row));
        yield `${jsonLine(row)}\n`;
      }
    }
    await this.place(names.files, rows());
    const { type: _type, schema, ...counts } = total;
    return { type: 'batch', schema, statuses, ...counts };
  }

  private async place(name: string, texts: Iterable<string>): Promise<void> {
    const temporary = this.temporary();
    const file = await open(temporary, 'wx', 0o600);
    let text = '';
    for (const more of texts) {
      text += more;
      if (text.length < 1024 * 1024) continue;
      await file.writeFile(text);
      text = '';
    }
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(temporary, this.path(name));
    await syncedFolder(this.folder);
  }

  /** A finished run's rows go on to hold. */
  private adopt(): void {
    if (readSummary(this.folder)?.settings !== this.settings) return;
    let rows: FileRow[] = [];
    for (const row of rowsOf(this.folder)) {
      rows.push(row);
      if (rows.length < 1000) continue;
      this.journal.append(rows);
      rows = [];
    }
    this.journal.append(rows);
  }

  private path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }
}

/** The summary of a finished run; null where there is none. */
export function readSummary(folder: string): BatchSummary | null {
  try {
    return JSON.parse(readFileSync(join(folder, names.summary), 'utf8')) as BatchSummary;
  } catch {
    return null;
  }
}

/** The rows of a finished run. */
export function* rowsOf(folder: string): Generator<FileRow> {
  const path = join(folder, names.files);
  if (!existsSync(path)) return;
  const descriptor = openSync(path, 'r');
  try {
    for (const { text } of linesOf(descriptor)) yield JSON.parse(text) as FileRow;
  } finally {
    closeSync(descriptor);
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** So that a name stays after a loss of power. Windows keeps it without, and does not let folders be opened. */
async function syncedFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
