import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode, InputError } from '../../node/input-error';
import { openPlain } from '../../node/open-plain';
import { placeFile, synced, syncedFolder, writeWhole } from '../../node/place-file';
import { markPattern, processMark, stateOf } from '../../node/process-mark';
import { linesOf } from '../journal';
import { makeOwnFolder, makeScratchFolder, namesIn, rmdirIfEmpty } from '../make-folder';
import type { FileRow } from '../row';
import type { QueuedFile } from './job';

/** A file of a run. */
export interface RunFile extends QueuedFile {
  /** The ID of its job. */
  readonly id: string;
  /** Whether it was done by an earlier run that was merged into the output folder. */
  readonly isKept: boolean;
}

/** The content of run.json. */
interface StoredRun {
  readonly id: string;
  readonly settings: string;
  /** Earlier versions wrote no such count. */
  readonly skipped?: number;
}

const temporaryName = new RegExp(`^(${markPattern})-[0-9a-f]{8}-\\d+$`);

/**
 * The state shared by the machines of a run: `.queue` in the output folder, which all of them can access. A file is
 * done when its row is here; Redis only distributes the work.
 */
export class RunFolder {
  /** The name of the queue, unique to the run. */
  readonly queue: string;
  private readonly process = `${processMark}-${randomBytes(4).toString('hex')}`;
  private written = 0;

  private constructor(
    private readonly folder: string,
    id: string,
    readonly settings: string,
    /** Number of other files in the submitted folders. */
    readonly skipped: number,
  ) {
    this.queue = `${settings.slice(0, 12)}-${id}`;
    this.removeLeft();
  }

  /** The run of an output folder; null if nothing was submitted to it. */
  static find(out: string): RunFolder | null {
    const folder = join(out, '.queue');
    const run = readJson<StoredRun>(join(folder, 'run.json'));
    return run && new RunFolder(folder, run.id, run.settings, run.skipped ?? 0);
  }

  /** @throws InputError if nothing was submitted to it */
  static open(out: string): RunFolder {
    const run = RunFolder.find(out);
    if (run !== null) return run;
    throw new InputError(
      `no run is under way in ${out}. Begin one: prvcheck queue submit DIR --out ${out} …, with the same --out.`,
    );
  }

  /**
   * Creates a run. The caller must hold the lock of the output folder.
   * @param mode file mode of findings and results
   */
  static async create(out: string, settings: string, mode: number): Promise<RunFolder> {
    const run = new RunFolder(join(out, '.queue'), randomUUID().slice(0, 8), settings, 0);
    makeScratchFolder(run.folder, mode);
    for (const path of [run.path('tmp'), run.path('done')]) makeOwnFolder(path);
    await run.writeRun(0);
    return run;
  }

  /** Whether the run is still in progress. */
  isOpen(): boolean {
    return existsSync(this.path('run.json'));
  }

  /** A path for a file that is being written, unique to this process. */
  temporary(): string {
    return this.path('tmp', `${this.process}-${this.written++}`);
  }

  /** The files of the latest submit, in order. */
  *files(): Generator<RunFile, void, undefined> {
    const path = this.path('files.ndjson');
    if (!existsSync(path)) return;
    const descriptor = openPlain(path);
    try {
      for (const { text } of linesOf(descriptor)) yield JSON.parse(text) as RunFile;
    } finally {
      closeSync(descriptor);
    }
  }

  /** @param skipped number of other files in the folders */
  async writeFiles(files: readonly RunFile[], skipped: number): Promise<void> {
    await this.write('files.ndjson', files.map((file) => `${JSON.stringify(file)}\n`).join(''));
    await this.writeRun(skipped);
  }

  isDone({ id, isKept }: Pick<RunFile, 'id' | 'isKept'>): boolean {
    return isKept || existsSync(this.rowPath(id));
  }

  /** The row of a job; null if it is not done. */
  row(id: string): FileRow | null {
    return readJson<FileRow>(this.rowPath(id));
  }

  findingsPath(id: string): string {
    return this.path('done', id.slice(0, 2), `${id}.findings`);
  }

  /** Puts findings in place, and then the row. Everything is on disk before the job is reported as done. */
  async put(id: string, temporary: string, row: FileRow): Promise<void> {
    await synced(temporary);
    const path = this.findingsPath(id);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await placeFile(temporary, path);
    await this.write(this.rowName(id), JSON.stringify(row));
  }

  /** Removes a row, so that the job is done again. */
  forget(id: string): void {
    rmSync(this.rowPath(id), { force: true });
  }

  remove(): void {
    for (const name of ['tmp', 'done', 'files.ndjson', 'run.json'])
      rmSync(this.path(name), { recursive: true, force: true });
    rmdirIfEmpty(this.folder);
  }

  /** Removes temporary files of killed processes of this machine; those of others are removed with the run. */
  private removeLeft(): void {
    for (const name of namesIn(this.path('tmp'))) {
      const [, mark] = temporaryName.exec(name) ?? [];
      if (mark !== undefined && stateOf(mark) === 'ended') rmSync(this.path('tmp', name), { force: true });
    }
  }

  private async writeRun(skipped: number): Promise<void> {
    const { settings } = this;
    await this.write(
      'run.json',
      JSON.stringify({ id: this.queue.slice(-8), settings, skipped } satisfies StoredRun),
    );
  }

  private async write(name: string, text: string): Promise<void> {
    const path = this.path(name);
    await writeWhole(this.temporary(), path, [text]);
    await syncedFolder(dirname(path));
  }

  private rowName(id: string): string {
    return join('done', id.slice(0, 2), `${id}.json`);
  }

  private rowPath(id: string): string {
    return this.path(this.rowName(id));
  }

  private path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }
}

/** The content of a file; null if it does not exist. */
function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
