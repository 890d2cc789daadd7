import { lstat, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotRead, InputError } from '../../node/input-error';
import { makeFolder, makeOutputFolder, makeOwnFolder } from '../make-folder';
import type { FileRow } from '../row';
import { type Claimed, Claims, heartbeat } from './claims';
import { doneFolders, moveWhenDone, type Places, type WatchRow } from './move-when-done';
import { type Arrival, Arrivals, type Sighting } from './ready';
import { endsWell } from './whole-file';

export interface WatchedFolder extends Places {
  readonly input: string;
  /** Milliseconds for which a file must not change. */
  readonly settle: number;
  /** Milliseconds between two scans. */
  readonly interval: number;
  /** Stop when everything that has arrived is done. */
  readonly once: boolean;
}

export interface WatchWork {
  /** Called when all folders are known to be usable. */
  started(): void;
  /** Called before each scan. */
  begin(): Promise<void>;
  /** Checks a file; writes its findings to paths from `temporary`. */
  check(
    claimed: Claimed,
    temporary: () => string,
  ): Promise<{ readonly row: FileRow; readonly findings: string }>;
  done(row: WatchRow): void;
  /** Called if a file is left for the next scan. */
  postponed(name: string, why: 'changed' | 'taken over'): void;
  /** Called if a scan failed, or a file cannot be claimed; every scan tries again. */
  failed(error: unknown): void;
}

/** Watches a folder until the signal aborts; a check in progress is still finished. */
export async function watchFolder(
  watched: WatchedFolder,
  work: WatchWork,
  asked: AbortSignal,
): Promise<void> {
  const { settle, interval, once } = watched;
  const claims = new Claims(watched.input, watched.out, watched.mode);
  const arrivals = new Arrivals(settle);
  await prepare(watched, claims);
  work.started();
  let beating: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    beating = claims.beat().catch(() => {}); // the next scan reports it
  }, heartbeat.every).unref();
  let first: number | null = null;
  try {
    while (!asked.aborted) {
      let mayEnd = true;
      await work.begin();
      try {
        const { now, areMoreSettling } = await look(watched, claims, arrivals, work, asked);
        first ??= now;
        mayEnd = !areMoreSettling || now - first >= settle;
      } catch (error) {
        work.failed(error);
      }
      if (once && mayEnd) return;
      if (!asked.aborted) await sleep(interval, undefined, { signal: asked }).catch(() => {});
    }
  } finally {
    clearInterval(timer);
    await beating;
    await claims.end().catch(() => {}); // the next watcher takes over what is left here
  }
}

/** Tests the folders, so that whatever cannot work is reported at the start. */
async function prepare(watched: WatchedFolder, claims: Claims): Promise<void> {
  const { input, out, done } = watched;
  const { mode } = await stat(input);
  makeOutputFolder(out, watched.mode);
  makeFolder(done, mode & 0o777);
  for (const folder of doneFolders) makeOwnFolder(join(done, folder), mode & 0o777);
  const now = await claims.beat();
  try {
    for (const folder of doneFolders) await claims.probe(join(done, folder), now);
  } catch (error) {
    await claims.end();
    throw error;
  }
}

/** One scan of the folder, and the work that results from it. */
async function look(
  watched: WatchedFolder,
  claims: Claims,
  arrivals: Arrivals,
  work: WatchWork,
  asked: AbortSignal,
): Promise<{ readonly now: number; readonly areMoreSettling: boolean }> {
  const { input } = watched;
  const shareNow = await claims.beat();
  const sightings = await sightingsIn(input, work);
  // After the listing, so that a new file with the name of a claimed one is recognized.
  const inHand = await claims.inHand(shareNow);
  const now = performance.now();
  const ready = await arrivals.look(sightings, now, shareNow, (name) => endsWell(join(input, name)));
  const finish = async (claimed: Claimed | null) => {
    // The others are still done, for example if a program holds the findings of this one.
    if (claimed !== null) await checkAndFileAway(claimed, claims, watched, work).catch(work.failed);
  };
  for (const left of inHand.left) {
    if (asked.aborted) break;
    await finish(await claims.takeOver(left));
  }
  const mine = ready.arrivals.filter(({ name }) => !inHand.names.has(name));
  for (const arrival of mine) {
    if (asked.aborted) break;
    await finish(await claimed(arrival, claims, work));
  }
  return { now, areMoreSettling: ready.areMoreSettling || mine.length < ready.arrivals.length };
}

async function sightingsIn(folder: string, work: WatchWork): Promise<Sighting[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' }).catch(
    (error: unknown) => {
      throw cannotRead(folder, error);
    },
  );
  const files = entries.filter((entry) => entry.isFile());
  const sightings = await Promise.all(
    files.map(async ({ name: bytes }): Promise<Sighting[]> => {
      const name = bytes.toString();
      if (!Buffer.from(name).equals(bytes)) {
        work.failed(new InputError(notUtf8(folder, bytes)));
        return [];
      }
      const info = await lstat(join(folder, name)).catch(() => null); // another watcher was faster
      if (info === null) return [];
      const { ino, birthtimeMs, size, mtimeMs } = info;
      return [{ name, identity: `${ino} ${birthtimeMs}`, size, changed: mtimeMs }];
    }),
  );
  return sightings.flat();
}

/** `claims-\xe4.837` */
function notUtf8(folder: string, name: Buffer): string {
  const shown = name
    .toString('latin1')
    .replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `cannot take ${join(folder, shown)}: its name is not UTF-8. Rename it; it stays where it is until then.`;
}

/** Claims a file; a failure does not prevent others from being claimed. */
async function claimed(arrival: Arrival, claims: Claims, work: WatchWork): Promise<Claimed | null> {
  try {
    return await claims.claim(arrival);
  } catch (error) {
    work.failed(error);
    return null;
  }
}

async function checkAndFileAway(
  claimed: Claimed,
  claims: Claims,
  places: Places,
  work: WatchWork,
): Promise<void> {
  const used: string[] = [];
  const temporary = () => {
    const path = claims.temporary();
    used.push(path);
    return path;
  };
  try {
    const before = await lstat(claimed.path);
    const { row, findings } = await work.check(claimed, temporary);
    const after = await lstat(claimed.path).catch(() => null);
    if (after === null) return work.postponed(claimed.name, 'taken over');
    const isSame = after.size === before.size && after.mtimeMs === before.mtimeMs;
    if (!isSame && (await claims.giveBack(claimed))) return work.postponed(claimed.name, 'changed');
    const filed = await moveWhenDone(claimed, row, { findings, row: temporary() }, places);
    if (filed === null) work.postponed(claimed.name, 'taken over');
    else work.done(filed);
  } finally {
    for (const path of used) await rm(path, { force: true });
  }
}
