/** Milliseconds of uninterrupted work after which timers and events should run. */
const LONG_WORK = 5;

/** The most calls between two turns: workerd stops the clock during work. */
const MANY_STEPS = 10_000;

/** When the last turn was in this thread, and the number of calls since. */
let lastTurn = Number.NEGATIVE_INFINITY;
let steps = 0;

/** Whether it is time to `await turn()`. Call it at each step of the work. */
export function isTurnDue(): boolean {
  // The clock may be set back.
  return ++steps >= MANY_STEPS || Math.abs(now() - lastTurn) >= LONG_WORK;
}

type Then = () => void;
const waiting: Then[] = [];

/** Lets timers and events run. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) soon(goOn);
  });
}

/** Resumes one at a time, so that waiting pieces of work do not add up to a long one. */
function goOn(): void {
  lastTurn = now();
  steps = 0;
  waiting.shift()!();
  if (waiting.length > 0) soon(goOn);
}

const { setImmediate: soon = byMessage } = globalThis as { setImmediate?: (then: Then) => unknown };

/** The fallback without setImmediate. In a browser, a timer of 0 ms takes four if it follows another. */
function byMessage(then: Then): void {
  if (typeof MessageChannel === 'undefined') return void setTimeout(then, 0);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    then();
  };
  port2.postMessage(null);
}

/** Milliseconds since an arbitrary start. Node takes longer to load `performance` than to check a claim. */
function now(): number {
  return Date.now();
}

/** Milliseconds after which a piece of work counts as long. */
const LONG_PIECE = 3;
const pieceSizes = { least: 8 * 1024, first: 16 * 1024, most: 512 * 1024 };

/** The number of bytes to process at once: fewer after pieces that took long. It does not affect results. */
export class Pieces {
  size = pieceSizes.first;

  /** Runs the work on one piece and adapts the size of the next. */
  measure(work: () => void): void {
    const begun = now();
    work();
    const took = now() - begun;
    if (took >= LONG_PIECE) this.size = Math.max(pieceSizes.least, this.size / 2);
    else if (took < LONG_PIECE / 2) this.size = Math.min(pieceSizes.most, this.size * 2);
  }
}
