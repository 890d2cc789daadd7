import { randomBytes } from 'node:crypto';
import { type Dirent, existsSync } from 'node:fs';
import { lstat, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { hasCode } from '../../node/input-error';
import { writeNew, writeWhole } from '../../node/place-file';
import { processMark, stateOf } from '../../node/process-mark';
import { makeOwnFolder, makeScratchFolder } from '../make-folder';
import type { Arrival } from './ready';

/** A file that only this watcher has, moved to where no other looks for it. */
export interface Claimed {
  /** Its name on arrival. */
  readonly name: string;
  readonly path: string;
}

/** The folder of claimed files, in the input folder and, while findings are being written, in the output folder. */
export const claimFolder = '.prvcheck';
const heartbeatName = '.heartbeat';
const probe = '.probe';

/** Milliseconds. Watchers on other machines are taken for dead after `deadAfter` without a heartbeat. */
export const heartbeat = { every: 15_000, deadAfter: 5 * 60_000 };

/**
 * The claimed files of all watchers of a folder. Each watcher has a folder of its own in `IN/.prvcheck` and claims a
 * file by renaming it into there, which only one watcher can do. Its heartbeat file, written every 15 seconds, shows
 * that it is alive; the file's age is measured by the share's own clock. The files of a dead watcher are claimed by
 * another in the same way.
 */
export class Claims {
  private readonly id = `${processMark}-${randomBytes(4).toString('hex')}`;
  private readonly claimFolders: string;
  private readonly own: string;
  private readonly scratch: string;
  private written = 0;

  constructor(
    private readonly input: string,
    private readonly out: string,
    /** File mode of what is written to the output folder. */
    private readonly mode: number,
  ) {
    this.claimFolders = join(input, claimFolder);
    this.own = join(this.claimFolders, this.id);
    this.scratch = join(out, claimFolder, this.id);
  }

  /**
   * Writes the heartbeat.
   * @returns the share's clock, in milliseconds
   */
  async beat(): Promise<number> {
    for (const folder of [join(this.out, claimFolder), this.scratch]) makeScratchFolder(folder, this.mode);
    for (const folder of [this.claimFolders, this.own]) makeOwnFolder(folder);
    const path = join(this.own, heartbeatName);
    const temporary = `${path}-${randomBytes(4).toString('hex')}`;
    await writeWhole(temporary, path, [`process ${process.pid} on ${hostname()}\n`]);
    return (await lstat(path)).mtimeMs;
  }

  /**
   * Tests whether files can be renamed from here to a folder.
   * @throws if they cannot
   */
  async probe(folder: string, now: number): Promise<void> {
    for (const { name } of await entriesIn(folder)) {
      const [, id] = /^\.prvcheck-(.+)$/.exec(name) ?? [];
      if (id !== undefined && (await this.isDead(id, now))) await rm(join(folder, name), { force: true });
    }
    const path = join(this.own, probe);
    const moved = join(folder, `.prvcheck-${this.id}`);
    await writeNew(path, []);
    await rename(path, moved).catch(async (error: unknown) => {
      await rm(path, { force: true });
      throw error;
    });
    await rm(moved, { force: true });
  }

  /** A path for a file that is being written, on the disk of the output. */
  temporary(): string {
    return join(this.scratch, String(this.written++));
  }

  /**
   * All claimed files, and those among them that no watcher is working on: files of dead watchers, and our own that
   * could not be finished.
   */
  async inHand(
    now: number,
  ): Promise<{ readonly names: ReadonlySet<string>; readonly left: readonly Claimed[] }> {
    const names = new Set<string>();
    const left: Claimed[] = [];
    for (const id of await foldersIn(this.claimFolders)) {
      const folder = join(this.claimFolders, id);
      const files = await claimsIn(folder);
      for (const name of files) names.add(name);
      if (id !== this.id && !(await this.isDead(id, now))) continue;
      for (const name of files.sort()) left.push({ name, path: join(folder, name) });
      if (id !== this.id && files.length === 0) await this.clear(id);
    }
    return { names, left };
  }

  /**
   * Claims a file that has arrived; null if another watcher was faster, it is no longer the file that was seen, or its
   * sender still holds it.
   */
  async claim(arrival: Arrival): Promise<Claimed | null> {
    const { name, marker } = arrival;
    // The marker is gone: another watcher has claimed its file, and this is a new one.
    if (marker !== null && !(await isDone(rm(join(this.input, marker))))) return null;
    const claimed = { name, path: join(this.own, name) };
    try {
      await rename(join(this.input, name), claimed.path);
    } catch (error) {
      const isHeld = hasCode(error, 'EBUSY');
      if (isHeld && marker !== null) await writeNew(join(this.input, marker), []);
      if (isHeld || hasCode(error, 'ENOENT')) return null;
      throw error;
    }
    const info = await lstat(claimed.path);
    if (info.isFile() && info.size === arrival.size && info.mtimeMs === arrival.changed) return claimed;
    return (await this.giveBack(claimed)) ? null : claimed;
  }

  /** Claims a file of a dead watcher; null if another watcher was faster. */
  async takeOver(left: Claimed): Promise<Claimed | null> {
    const folder = dirname(left.path);
    if (folder === this.own) return left;
    const claimed = await this.take(left.name, left.path);
    if ((await claimsIn(folder)).length === 0) await this.clear(basename(folder));
    return claimed;
  }

  /** Moves a file back to where it came from, unless a new one is there. Returns whether it did. */
  async giveBack({ name, path }: Claimed): Promise<boolean> {
    const place = join(this.input, name);
    return !existsSync(place) && isDone(rename(path, place));
  }

  /** Moves unfinished files back, and removes everything that watching has created in the folder. */
  async end(): Promise<void> {
    for (const name of await claimsIn(this.own)) await this.giveBack({ name, path: join(this.own, name) });
    await this.clear(this.id);
    for (const folder of [this.claimFolders, join(this.out, claimFolder)])
      await rmdir(folder).catch(() => {});
  }

  private async take(name: string, from: string): Promise<Claimed | null> {
    const path = join(this.own, name);
    return (await isDone(rename(from, path))) ? { name, path } : null;
  }

  private async isDead(id: string, now: number): Promise<boolean> {
    const [, mark] = watcher.exec(id) ?? [];
    if (mark === undefined) return false;
    if (stateOf(mark) === 'ended') return true;
    const folder = join(this.claimFolders, id);
    const shown = await lstat(join(folder, heartbeatName)).catch(() => lstat(folder).catch(() => null));
    return shown !== null && now - shown.mtimeMs > heartbeat.deadAfter;
  }

  private async clear(id: string): Promise<void> {
    await rm(join(this.out, claimFolder, id), { recursive: true, force: true });
    const folder = join(this.claimFolders, id);
    for (const { name } of await entriesIn(folder))
      if (name.startsWith(heartbeatName) || name === probe)
        await rm(join(folder, name), { force: true, recursive: true });
    await rmdir(join(this.claimFolders, id)).catch(() => {});
  }
}

const watcher = /^(.+)-[0-9a-f]{8}$/;

/**
 * The files that a watcher has claimed. Names that begin with a dot are temporary; links and pipes are never claimed.
 */
async function claimsIn(folder: string): Promise<string[]> {
  const entries = await entriesIn(folder);
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
}

async function foldersIn(folder: string): Promise<string[]> {
  return (await entriesIn(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** False if the file no longer exists, or another program holds it. */
async function isDone(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'EBUSY')) return false;
    throw error;
  }
}

function entriesIn(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}
