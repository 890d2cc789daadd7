import { closeSync, fstatSync, futimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPlain } from './open-plain';
import { stateOf } from './process-mark';

/** Milliseconds. After `deadAfter` without an update the owner is taken for dead; clocks may differ by `skew`. */
const beats = { every: 2000, deadAfter: 20_000, skew: 5 * 60_000 };
const glance = 200;

const kept = new Set<number>();
let timer: NodeJS.Timeout | undefined;

/**
 * Updates the time of an open file regularly, as a sign of life. Returns a function that stops it; call it before
 * closing the file.
 */
export function keepFile(descriptor: number): () => void {
  kept.add(descriptor);
  timer ??= setInterval(beat, beats.every).unref();
  return () => {
    kept.delete(descriptor);
    if (kept.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function beat(): void {
  const now = new Date();
  for (const descriptor of kept) {
    try {
      futimesSync(descriptor, now, now);
    } catch {} // a later update may succeed
  }
}

/**
 * Whether the process that kept a file has ended. Known at once if its ID is visible from here; otherwise after the
 * file has not been updated for a while. False if the file no longer exists.
 * @param mark of the process
 * @param waiting called if the answer takes time
 */
export async function isLeft(path: string, mark: string, waiting = () => {}): Promise<boolean> {
  const state = stateOf(mark);
  if (state !== 'unseen') return state === 'ended';
  const first = timeOf(path);
  if (first === null) return false;
  if (Date.now() - first > beats.deadAfter + beats.skew) return true;
  waiting();
  const start = performance.now();
  while (performance.now() - start < beats.deadAfter) {
    await sleep(glance);
    if (timeOf(path) !== first) return false;
  }
  return true;
}

/** A network disk reports the current time of a file only when the file is opened. */
function timeOf(path: string): number | null {
  let descriptor: number;
  try {
    descriptor = openPlain(path);
  } catch {
    return null;
  }
  try {
    return fstatSync(descriptor).mtimeMs;
  } finally {
    closeSync(descriptor);
  }
}
