import { lstatSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { hasCode, InputError } from '../node/input-error';
import { refuseAwkward } from '../node/output-error';
import { takeForUser } from '../node/own-rights';

/**
 * Creates a folder and its parents, by default for their owner only. Node's recursive mkdir loops forever below /proc.
 * @returns the outermost folder that it created; null if all were there
 */
export function makeFolder(path: string, mode = 0o700): string | null {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return null;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    const outermost = makeFolder(dirname(path), mode);
    mkdirSync(path, { mode });
    return outermost ?? path;
  }
}

/**
 * Creates a folder for outputs, and its parents; users who may read the files may enter it.
 * @throws OutputError if it cannot have this name
 */
export function makeOutputFolder(path: string, fileMode: number): void {
  refuseAwkward(path);
  const made = makeFolder(path, folderMode(fileMode));
  if (made !== null) takeForUser(made, fileMode);
}

/**
 * The same for a folder of our own in which outputs are written before they are placed, which they leave with its rights.
 * @throws InputError if the path is a link or something other than a folder
 */
export function makeScratchFolder(path: string, fileMode: number): void {
  makeOwnFolder(path);
  takeForUser(path, fileMode);
}

/**
 * Creates one of our own folders, without its parents: if a share is not mounted, nothing is written in its place.
 * @throws InputError if the path is a link or something other than a folder
 */
export function makeOwnFolder(path: string, mode = 0o700): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const isThere = hasCode(error, 'EEXIST');
    if (!isThere) throw error;
    if (!lstatSync(path).isDirectory())
      throw new InputError(
        `${path} is to be a folder of prvcheck's own, and is a link or a file. Remove it.`,
      );
  }
}

/** The folder mode for this file mode: users who may read the files may enter the folder. */
export function folderMode(mode: number): number {
  return mode | ((mode & 0o444) >> 2);
}

/** The names in a folder; none if it does not exist. */
export function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Removes a folder unless it contains files of others. */
export function rmdirIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {}
}
