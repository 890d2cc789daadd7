import { writeCode } from './codes';
import { Texts } from './texts';
import { Tuples } from './tuples';

/** Identifiers that differ from an earlier one by leading zeros alone, with the first such one before each. */
export function* leadingZeroTwins(ids: Iterable<string>): Generator<readonly [string, string]> {
  const texts = new Texts();
  const bare = new Tuples(2);
  /** How many zeros the first one had. */
  const zerosOf: number[] = [];
  for (const id of ids) {
    let zeros = 0;
    while (id[zeros] === '0') zeros++;
    const rest = id.slice(zeros);
    writeCode(rest, texts, bare.next, 0);
    const number = bare.add();
    const first = zerosOf[number];
    if (first === undefined) zerosOf.push(zeros);
    else if (first !== zeros) yield ['0'.repeat(first) + rest, id];
  }
}
