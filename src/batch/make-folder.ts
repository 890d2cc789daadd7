import { lstatSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../node/input-error';

/** Makes a folder, and those that it lies in, for their owner alone unless told otherwise. Node's own way to do so never ends below /proc. */
export function makeFolder(path: string, mode = 0o700): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path), mode);
    mkdirSync(path, { mode });
  }
}

/**
 * Makes a folder of our own, and not those that it lies in: where a share is gone, nothing is written where it was.
 * @throws InputError where its name leads elsewhere by a link, or is that of something else
 */
export function makeOwnFolder(path: string, mode = 0o700): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw error;
    if (!lstatSync(path).isDirectory())
      throw new InputError(
        `${path} is to be a folder of prvcheck's own, and is a link or a file. Remove it.`,
      );
  }
}

/** For a folder whose files have this mode: whoever may read them may enter it. */
export function folderMode(mode: number): number {
  return mode | ((mode & 0o444) >> 2);
}

/** What lies in a folder that may be gone. */
export function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** What somebody has put into it stays, and the folder with it. */
export function rmdirIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {}
}
