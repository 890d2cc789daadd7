import { closeSync, fstatSync, futimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPlain } from './open-plain';
import { stateOf } from './process-mark';

/** Milliseconds. A file that stands still for `deadAfter` is kept by nobody; clocks may differ by `skew`. */
const beats = { every: 2000, deadAfter: 20_000, skew: 5 * 60_000 };
const glance = 200;

const kept = new Set<number>();
let timer: NodeJS.Timeout | undefined;

/** Shows by the time of an open file that this process lives. Answers with what ends that, to be called before it is closed. */
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
    } catch {} // the next one may come through
  }
}

/**
 * Whether the process that kept a file has ended: known at once where processes see each other, elsewhere when the file
 * stands still. False also where the file is gone.
 * @param mark of the process
 * @param waiting is called where that takes its time
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

/** A network disk tells the time that a file has now where it is opened, and only then. */
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
