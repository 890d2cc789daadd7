import { isTurnDue, turn } from './turn';

/** Work in steps, none of which takes long. */
export type Steps<T = void> = Generator<void, T, undefined>;

const BLOCK = 32_768;

/** Does the same to many items, a block of them in a step: those from `from` on and before `to`. */
export function* inBlocks(count: number, work: (from: number, to: number) => void): Steps {
  for (let from = 0; from < count; from += BLOCK) {
    work(from, Math.min(count, from + BLOCK));
    yield;
  }
}

/** All steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Step after step, while timers and events have their turn. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (isTurnDue()) await turn();
  }
}
