import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { nameKey } from '../input/name-key';

/** The path with symbolic links resolved; for a path that does not exist yet, where it will be created. */
export function realPlace(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync.native(whole);
  } catch {
    // A pipe below /dev/fd has no other name either.
    const parent = dirname(whole);
    return parent === whole ? whole : join(realPlace(parent), basename(whole));
  }
}

/** The same for paths that this system takes for one. */
export function placeKey(path: string): string {
  if (isWindows()) return nameKey(path.replace(/[. ]+(?=[\\/]|$)/g, ''));
  return process.platform === 'darwin' ? nameKey(path) : path;
}

export function isWindows(): boolean {
  return process.platform === 'win32';
}

/** Whether one resolved path equals another or is inside it. */
export function liesIn(place: string, folder: string): boolean {
  const [inner, outer] = [placeKey(place), placeKey(folder)];
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}
