import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../lock';
import type { Arrival } from './ready';

/** A file that this watcher alone has: nobody else finds it where it lies. */
export interface Claimed {
  /** As it arrived. */
  readonly name: string;
  readonly path: string;
}

/** Whose claims they are, in the input folder and, while findings are written, in the output folder. */
export const deskName = '.prvcheck';
const heartbeat = '.heartbeat';
const probe = '.probe';

/** Watchers of other machines are taken for dead when they have not shown themselves for so long. */
export const beats = { every: 15_000, deadAfter: 5 * 60_000 };

/**
 * The claims of all watchers of a folder. Each has a folder of its own in `IN/.prvcheck`; to claim a file is to rename
 * it into there, which only one of them can do. Its heartbeat file, written every 15 seconds, tells that it is alive;
 * its age is told by the share's own clock. What a dead watcher leaves is claimed by another in the same way.
 */
export class Claims {
  private readonly id = `${encodeURIComponent(hostname())}-${process.pid}-${randomBytes(4).toString('hex')}`;
  private readonly desks: string;
  private readonly desk: string;
  private readonly scratch: string;
  private written = 0;

  constructor(
    private readonly input: string,
    private readonly out: string,
  ) {
    this.desks = join(input, deskName);
    this.desk = join(this.desks, this.id);
    this.scratch = join(out, deskName, this.id);
  }

  /** Shows that this watcher is alive. @returns the share's clock, in milliseconds */
  async beat(): Promise<number> {
    for (const folder of [join(this.out, deskName), this.scratch, this.desks, this.desk])
      await makeOneFolder(folder);
    const path = join(this.desk, heartbeat);
    await writeFile(path, `process ${process.pid} on ${hostname()}\n`, { mode: 0o600 });
    return (await stat(path)).mtimeMs;
  }

  /** Whether files can be moved from here to a folder in one step. @throws where they cannot */
  async probe(folder: string): Promise<void> {
    const path = join(this.desk, probe);
    const moved = join(folder, `.prvcheck-${this.id}`);
    await writeFile(path, '', { mode: 0o600 });
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
   * Files that watchers have in hand, and among them those that nobody works on: of dead watchers, and our own that
   * could not be finished.
   */
  async inHand(
    now: number,
  ): Promise<{ readonly names: ReadonlySet<string>; readonly left: readonly Claimed[] }> {
    const names = new Set<string>();
    const left: Claimed[] = [];
    for (const id of await namesIn(this.desks)) {
      const desk = join(this.desks, id);
      const files = (await namesIn(desk)).filter(isClaim);
      for (const name of files) names.add(name);
      if (id !== this.id && !(await this.isDead(id, now))) continue;
      for (const name of files.sort()) left.push({ name, path: join(desk, name) });
      if (id !== this.id && files.length === 0) await this.clear(id);
    }
    return { names, left };
  }

  /** Claims a file that has arrived; null where another watcher was quicker, or it is not the file that was seen. */
  async claim(arrival: Arrival): Promise<Claimed | null> {
    const { name, marker } = arrival;
    // Gone: somebody has claimed the file that it spoke of, and this is another one.
    if (marker !== null && !(await isDone(rm(join(this.input, marker))))) return null;
    const claimed = await this.take(name, join(this.input, name));
    if (claimed === null) return null;
    const { size, mtimeMs } = await lstat(claimed.path);
    if (size === arrival.size && mtimeMs === arrival.changed) return claimed;
    return (await this.giveBack(claimed)) ? null : claimed;
  }

  /** Claims what a dead watcher has left; null where another was quicker. */
  async takeOver(left: Claimed): Promise<Claimed | null> {
    const desk = dirname(left.path);
    if (desk === this.desk) return left;
    const claimed = await this.take(left.name, left.path);
    if ((await namesIn(desk)).every((name) => !isClaim(name))) await this.clear(basename(desk));
    return claimed;
  }

  /** Puts a file back where it came from, unless another one has come since. */
  async giveBack({ name, path }: Claimed): Promise<boolean> {
    const place = join(this.input, name);
    return !existsSync(place) && isDone(rename(path, place));
  }

  /** Leaves the folder as if nobody had watched. */
  async end(): Promise<void> {
    for (const name of await namesIn(this.desk)) {
      if (isClaim(name)) await this.giveBack({ name, path: join(this.desk, name) });
    }
    await this.clear(this.id);
    for (const folder of [this.desks, join(this.out, deskName)]) await rmdir(folder).catch(() => {});
  }

  private async take(name: string, from: string): Promise<Claimed | null> {
    const path = join(this.desk, name);
    return (await isDone(rename(from, path))) ? { name, path } : null;
  }

  private async isDead(id: string, now: number): Promise<boolean> {
    const [, host, pid] = /^(.+)-(\d+)-[0-9a-f]+$/.exec(id) ?? [];
    if (host === undefined) return false;
    if (host === encodeURIComponent(hostname()) && !isAlive(Number(pid))) return true;
    const desk = join(this.desks, id);
    const shown = await stat(join(desk, heartbeat)).catch(() => stat(desk).catch(() => null));
    return shown !== null && now - shown.mtimeMs > beats.deadAfter;
  }

  private async clear(id: string): Promise<void> {
    await rm(join(this.out, deskName, id), { recursive: true, force: true });
    await rm(join(this.desks, id, heartbeat), { force: true });
    await rmdir(join(this.desks, id)).catch(() => {});
  }
}

/** Names that begin with a dot are temporary, so that no file is claimed under one. */
function isClaim(name: string): boolean {
  return !name.startsWith('.');
}

/** Not with those above it: where a share is gone, its files must not be written where it was. */
async function makeOneFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: { code?: string }) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** False where there is no such file any more. */
async function isDone(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}
