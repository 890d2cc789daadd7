/** Milliseconds of work on end after which timers and events are to have their turn. */
const LONG_WORK = 5;

/** How often it may be asked for the same: workerd stops the clock while work is done. */
const MANY_STEPS = 10_000;

/** When they had the last one, in this thread, and how often it was asked since. */
let lastTurn = Number.NEGATIVE_INFINITY;
let steps = 0;

/** Whether work has gone on for so long that it is time to `await turn()`: to be asked at each of its steps. */
export function isTurnDue(): boolean {
  // A clock may be set back.
  return ++steps >= MANY_STEPS || Math.abs(now() - lastTurn) >= LONG_WORK;
}

type Then = () => void;
const waiting: Then[] = [];

/** Lets timers and events have their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) soon(goOn);
  });
}

/** One after the other: pieces of work that wait at the same time do not add up to a long one. */
function goOn(): void {
  lastTurn = now();
  steps = 0;
  waiting.shift()!();
  if (waiting.length > 0) soon(goOn);
}

const { setImmediate: soon = byMessage } = globalThis as { setImmediate?: (then: Then) => unknown };

/** Where there is nothing quicker. A timer of 0 ms takes four in a browser, when one comes after the other. */
function byMessage(then: Then): void {
  if (typeof MessageChannel === 'undefined') return void setTimeout(then, 0);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    then();
  };
  port2.postMessage(null);
}

/** Milliseconds since whenever. */
function now(): number {
  return (globalThis.performance ?? Date).now();
}

/** Milliseconds after which a piece of work is long. */
const LONG_PIECE = 3;
const pieceSizes = { least: 8 * 1024, first: 16 * 1024, most: 256 * 1024 };

/** How many bytes are worked on at once: fewer after some that took long. What comes of the work is the same. */
export class Pieces {
  size = pieceSizes.first;

  /** Does the work on the next piece. */
  measure(work: () => void): void {
    const begun = now();
    work();
    const took = now() - begun;
    if (took >= LONG_PIECE) this.size = Math.max(pieceSizes.least, this.size / 2);
    else if (took < LONG_PIECE / 2) this.size = Math.min(pieceSizes.most, this.size * 2);
  }
}
