import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../node/input-error';
import { makeFolder } from './make-folder';

/**
 * Keeps two runs from writing to one output folder. A run that was killed leaves its lock; the next one on the same
 * machine sees that nobody holds it. Answers with what releases it.
 */
export function lock(folder: string): () => void {
  makeFolder(folder);
  const path = join(folder, '.lock');
  for (;;) {
    try {
      const descriptor = openSync(path, 'wx', 0o600);
      writeSync(descriptor, `${process.pid} ${hostname()}`);
      closeSync(descriptor);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const [pid = '', host = ''] = readHolder(path).split(' ');
    if (host === hostname() && !isAlive(Number(pid))) rmSync(path, { force: true });
    else throw new InputError(inUse(folder, pid, host, path));
  }
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function inUse(folder: string, pid: string, host: string, path: string): string {
  return `another run (process ${pid || 'unknown'} on ${host || 'an unknown machine'}) writes to ${folder}. Wait for it; if it is dead, remove ${path}.`;
}
