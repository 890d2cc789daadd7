import type { Steps } from '../../values/steps';
import { writeCode } from './codes';
import { Texts } from './texts';
import { Tuples } from './tuples';

/**
 * Answers for one identifier after the other with the first one given that differs from it by leading zeros alone;
 * null where none does.
 */
export function leadingZeroTwin(): (id: string) => string | null {
  const texts = new Texts();
  const bare = new Tuples(2);
  /** How many zeros the first one had. */
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
/** More are not reported. */
const MOST_PAIRS = 100;

/** Identifiers that differ from an earlier one by leading zeros alone, with the first such one before each; each once. */
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
