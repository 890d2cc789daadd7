/** Files that appear under their names whole or not at all: written under a temporary name, synced, and renamed. */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, constants, fsync, openSync, renameSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from './input-error';
import { isLeft } from './kept-file';
import { markPattern, processMark } from './process-mark';

/** Milliseconds between attempts to write a file that another program holds. */
const pauses = [20, 50, 100, 200, 400, 600, 600];

/**
 * Gives a written file its name, replacing any other of that name. On Windows, and on shares of Windows, that fails while
 * another program has the other file open; a virus scanner soon closes it. The first attempt is synchronous, because
 * there may be very many files.
 * @param mode file mode; undefined: its own
 * @throws the file system's error, with code EHELD if the other file is still held after two seconds
 */
export async function placeFile(temporary: string, target: string, mode?: number): Promise<void> {
  if (mode !== undefined) chmodSync(temporary, mode);
  await patiently(() => renameSync(temporary, target), 'EPERM', 'EBUSY', 'EACCES');
}

/**
 * Tries whether a file may be written, so that it can be said before all the work.
 * @throws the file system's error, with code EHELD if another program holds it for two seconds
 */
export async function tryToWrite(target: string): Promise<void> {
  await patiently(() => closeSync(openSync(target, constants.O_WRONLY)), 'EBUSY');
}

/** @param codes of the errors by which the file system says that another program holds the file */
async function patiently(work: () => void, ...codes: readonly string[]): Promise<void> {
  for (const pause of [...pauses, null]) {
    try {
      return work();
    } catch (error) {
      if (!hasCode(error, ...codes)) throw error;
      if (pause === null) throw Object.assign(error, { code: 'EHELD' });
      await sleep(pause);
    }
  }
}

const ROOM = 1024 * 1024;

/** Writes a new file, for its owner only, and syncs it to disk. */
export async function writeNew(path: string, texts: Iterable<string>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let text = '';
    for (const more of texts) {
      text += more;
      if (text.length < ROOM) continue;
      await file.writeFile(text);
      text = '';
    }
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes a file under a temporary name on the same disk, and then gives it its own. */
export async function writeWhole(
  temporary: string,
  target: string,
  texts: Iterable<string>,
  mode?: number,
): Promise<void> {
  await writeNew(temporary, texts);
  await placeFile(temporary, target, mode);
}

/** Syncs the bytes of a file to disk, without blocking this thread; there may be very many files. */
export function synced(path: string): Promise<void> {
  return syncedAs(path, 'r+');
}

/**
 * Syncs the names in a folder, so that they survive a power failure. Windows and some network disks refuse: they do so
 * by themselves.
 */
export async function syncedFolder(path: string): Promise<void> {
  await syncedAs(path, 'r').catch((error: unknown) => {
    if (!hasCode(error, 'EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP')) throw error;
  });
}

async function syncedAs(path: string, flags: 'r' | 'r+'): Promise<void> {
  const descriptor = openSync(path, flags);
  await new Promise<void>((resolve, reject) => {
    fsync(descriptor, (error) => (error ? reject(error) : resolve()));
  }).finally(() => closeSync(descriptor));
}

/**
 * Contains a hash of the target and the mark of the writing process; short, because names may be near the limit
 * already.
 */
const pattern = new RegExp(`^\\.prvcheck-([0-9a-f]{12})-(${markPattern})-[0-9a-f]{8}\\.tmp$`);

/** A temporary name beside a file that it will replace. */
export function temporaryBeside(target: string): string {
  const random = randomBytes(4).toString('hex');
  return join(dirname(target), `.prvcheck-${nameMark(target)}-${processMark}-${random}.tmp`);
}

/** Removes temporary files that killed runs left beside a file. */
export async function removeLeft(target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of await temporariesIn(folder)) {
    const [, ofName, mark = ''] = pattern.exec(name)!;
    if (ofName !== nameMark(target) || mark === processMark) continue;
    const path = join(folder, name);
    if (await isLeft(path, mark)) await rm(path, { force: true }).catch(() => {}); // may belong to another user
  }
}

function nameMark(target: string): string {
  return createHash('sha256').update(basename(target)).digest('hex').slice(0, 12);
}

/** What was in each folder when the run first wrote to it. Cached, because there may be very many files. */
const listed = new Map<string, Promise<readonly string[]>>();

function temporariesIn(folder: string): Promise<readonly string[]> {
  const known =
    listed.get(folder) ??
    readdir(folder).then(
      (names) => names.filter((name) => pattern.test(name)),
      () => [],
    );
  listed.set(folder, known);
  return known;
}
