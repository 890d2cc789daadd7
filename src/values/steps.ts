import { isTurnDue, turn } from './turn';

/** Work in short steps. */
export type Steps<T = void> = Generator<void, T, undefined>;

const BLOCK = 32_768;

/** Calls `work` for consecutive blocks of `count` items, one block per step. */
export function* inBlocks(count: number, work: (from: number, to: number) => void): Steps {
  for (let from = 0; from < count; from += BLOCK) {
    work(from, Math.min(count, from + BLOCK));
    yield;
  }
}

/** Runs all steps without a break. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs the steps, letting timers and events run in between. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (isTurnDue()) await turn();
  }
}
