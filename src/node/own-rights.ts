import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { isWindows, realPlace } from './real-place';

/** Folders in which nothing is left to do: they are the user's alone, or cannot become so. */
const settled = new Set<string>();
let user: string | null = null;
let refused: (text: string) => void = () => {};

/** @param note called once, if the rights of a file cannot be set */
export function onRefusedRights(note: (text: string) => void): void {
  refused = note;
}

/**
 * On Windows, which has no file modes: if the mode is for the user alone, nobody else may read this new file, or what
 * will be created in this folder. One process for a folder; none for what lies in it. Files on a share keep the rights
 * of their folder: the server may know the user by another name than this computer.
 */
export function takeForUser(path: string, mode: number): void {
  if (!isWindows() || (mode & 0o077) !== 0) return;
  const place = realPlace(path);
  for (let folder = place; folder !== dirname(folder); folder = dirname(folder))
    if (settled.has(folder)) return;
  const isFolder = lstatSync(place).isDirectory();
  const fault = place.startsWith('\\\\')
    ? 'it is on a share'
    : setRights(place, isFolder ? '(OI)(CI)F' : 'F');
  if (fault === null && !isFolder) return;
  settled.add(isFolder ? place : dirname(place));
  if (fault === null) return;
  refused(`${dirname(path)}: who may read that folder may read what is written to it (${fault})`);
  refused = () => {};
}

/** Returns why it is impossible, or null. */
function setRights(place: string, rights: string): string | null {
  // By its number, because a name may be written in several ways.
  user ??= /"(S-1-[\d-]+)"\s*$/.exec(runSystem('whoami', '/user', '/fo', 'csv', '/nh') ?? '')?.[1] ?? null;
  if (user === null) return 'whoami does not tell the number of the user';
  const isSet = runSystem('icacls', place, '/inheritance:r', '/grant:r', `*${user}:${rights}`) !== null;
  return isSet ? null : 'icacls cannot set its rights';
}

/** What a program of Windows itself prints, and no other of that name; null if it fails. */
function runSystem(program: string, ...args: readonly string[]): string | null {
  const root = process.env.SystemRoot ?? '';
  if (!isAbsolute(root)) return null;
  const { status, stdout } = spawnSync(join(root, 'System32', `${program}.exe`), args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
    windowsHide: true,
  });
  return status === 0 ? stdout : null;
}
