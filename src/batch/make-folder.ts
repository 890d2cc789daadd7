import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

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
