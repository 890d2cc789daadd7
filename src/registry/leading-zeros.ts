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

/** Identifiers that differ from an earlier one by leading zeros alone, with the first such one before each. */
export function* leadingZeroTwins(ids: Iterable<string>): Generator<readonly [string, string]> {
  const twinOf = leadingZeroTwin();
  for (const id of ids) {
    const twin = twinOf(id);
    if (twin !== null) yield [twin, id];
  }
}
