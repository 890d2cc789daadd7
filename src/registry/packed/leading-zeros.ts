import type { Steps } from '../../values/steps';
import { writeCode } from './codes';
import { Texts } from './texts';
import { Tuples } from './tuples';

/**
 * Returns a function to call with each identifier. It returns the first earlier one that differs only in leading zeros,
 * or null.
 */
export function leadingZeroTwin(): (id: string) => string | null {
  const texts = new Texts();
  const bare = new Tuples(2);
  /** The number of leading zeros of the first one. */
  const zerosOf: number[] = [];
  return (id) => {
    let zeros = 0;
    while (id[zeros] === '0') zeros++;
    const rest = id.slice(zeros);
    writeCode(rest, texts, bare.next, 0);
    const number = bare.add();
    const first = zerosOf[number];
    if (first === undefined) zerosOf.push(zeros);
    return first === undefined || first === zeros ? null : '0'.repeat(first) + rest;
  };
}

const IDS_A_STEP = 8192;
/** At most this many are reported. */
const MOST_PAIRS = 100;

/** Identifiers that differ from an earlier one only in leading zeros, each once, after the first such one. */
export function* leadingZeroTwins(ids: Iterable<string>): Steps<readonly (readonly [string, string])[]> {
  const twinOf = leadingZeroTwin();
  const pairs = new Map<string, readonly [string, string]>();
  let count = 0;
  for (const id of ids) {
    const twin = twinOf(id);
    if (twin !== null) pairs.set(`${twin.length} ${id}`, [twin, id]);
    if (pairs.size === MOST_PAIRS) break;
    if (++count % IDS_A_STEP === 0) yield;
  }
  return [...pairs.values()];
}
