import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode, InputError } from '../node/input-error';
import { isLeft, keepFile } from '../node/kept-file';
import { openPlain } from '../node/open-plain';
import { markPattern, processMark } from '../node/process-mark';
import { makeFolder } from './make-folder';

/** The exclusive right to write to an output folder. */
export interface Lock {
  /** @throws InputError if another run took this one for dead, for example after a long suspension */
  demand(): void;
  release(): void;
}

const holder = new RegExp(`^(${markPattern}) (.+)\n$`);
/** A longer file is not one of our locks. */
const LONGEST = 1024;
/** Milliseconds after which a lock without a holder is discarded: its run was killed as it began. */
const TORN = 1000;

/**
 * Keeps two runs from writing to one output folder, on one machine or on several. The lock of a killed run is removed;
 * if that run cannot be seen from here, after it has not been updated for a while.
 * @param note called with what it waits for
 * @throws InputError if another run holds the folder
 */
export async function lock(folder: string, note: (text: string) => void): Promise<Lock> {
  makeFolder(folder);
  const path = join(folder, '.lock');
  for (let text = take(path); ; text = take(path)) {
    if (typeof text !== 'string') return text.lock;
    const [, mark, host] = holder.exec(text) ?? [];
    if (mark === undefined || host === undefined) await sleep(TORN);
    else {
      const run = `process ${mark.split('-')[1]} on ${host}`;
      const waiting = () =>
        note(`${folder} is held by another run (${run}): waiting for a sign of life from it`);
      if (!(await isLeft(path, mark, waiting)) && read(path) === text)
        throw new InputError(
          `another run (${run}) writes to ${folder}. Wait for it; if it is dead, remove ${path}.`,
        );
    }
    if (read(path) === text) rmSync(path, { force: true });
  }
}

/** Takes the lock; returns the content of an existing one instead. */
function take(path: string): { readonly lock: Lock } | string {
  const text = `${processMark} ${hostname()}\n`;
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return read(path);
    throw error;
  }
  try {
    writeSync(descriptor, text);
  } catch (error) {
    closeSync(descriptor);
    rmSync(path, { force: true });
    throw error;
  }
  const stop = keepFile(descriptor);
  let isHeld = true;
  const release = () => {
    if (!isHeld) return;
    isHeld = false;
    process.off('exit', release);
    stop();
    closeSync(descriptor);
    if (read(path) === text) rmSync(path, { force: true });
  };
  process.once('exit', release);
  const demand = () => {
    if (read(path) !== text)
      throw new InputError(
        `${path} is this run's no more: another run took it for dead, or somebody removed it. Start again.`,
      );
  };
  return { lock: { demand, release } };
}

/** The content of a lock; empty if it no longer exists. */
function read(path: string): string {
  let descriptor: number;
  try {
    descriptor = openPlain(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
  try {
    if (fstatSync(descriptor).size > LONGEST)
      throw new InputError(`${path} is no lock of prvcheck. Name another output folder, or remove it.`);
    const bytes = Buffer.alloc(LONGEST);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, LONGEST, 0));
  } finally {
    closeSync(descriptor);
  }
}
