import type { SetReader } from '../../../../answers/set-reader';
import { emptySummary } from '../../../../check/summary';
import type { ProviderNumbers } from '../../../../enrollment/answers/provider-numbers';
import type { Chunks, Input } from '../../../../input/input';
import { runInputs } from '../../../../input/run-inputs';
import { InputError } from '../../../../node/input-error';
import type { AnswerKind } from '../../../../report/registry/candidates';
import { countOf } from '../../../../values/numbers';
import { turn } from '../../../../values/turn';
import type { Log } from '../../../output/log';

/** An answer of payers that has their numbers for providers. */
export interface AnswerSource {
  readonly kind: AnswerKind;
  /** As in `3 remittances`. */
  readonly answer: string;
  /** The transaction set, for messages. */
  readonly set: string;
  /** A file found with such a name has to be X12: one that is not is a problem, and others are skipped. */
  readonly fileNames: RegExp;
  read(numbers: ProviderNumbers): SetReader;
}

export interface AnswersRead {
  /** Transaction sets of the kind. */
  readonly sets: number;
  /** Files found in folders, archives and by patterns that have no such set. */
  readonly others: readonly string[];
  /** Whether something could not be read, so that rows may be missing. */
  readonly isIncomplete: boolean;
}

/** @param named the paths that the user gave: such a file has to be of the kind, and one found in a folder need not be */
export async function readAnswers(
  { kind, answer, set, read }: AnswerSource,
  numbers: ProviderNumbers,
  inputs: readonly Input[],
  named: readonly string[],
  log: Log,
): Promise<AnswersRead> {
  const others: string[] = [];
  let sets = 0;
  const { isIncomplete } = await runInputs(inputs, {
    start({ name, open }, { index }) {
      if (name === '-' && process.stdin.isTTY) log.note(`reading ${answer}s from the keyboard`);
      const reader = read(numbers);
      log.progress(() => `file ${index + 1} of ${inputs.length}: ${countOf(sets + reader.sets, answer)}`);
      return { summary: emptySummary, [Symbol.asyncIterator]: () => readFile(name, open(), reader) };
    },
    fault: (_, { message }) => log.problem(message),
  }).finally(() => log.progress(null));
  return { sets, others, isIncomplete };

  /** @throws InputError if not all of it can be read, or it is not of the kind */
  async function* readFile(name: string, chunks: Chunks, reader: SetReader): AsyncGenerator<void, void> {
    try {
      for await (const chunk of chunks) {
        reader.push(chunk);
        yield;
        await turn();
      }
    } finally {
      reader.end();
      sets += reader.sets;
    }
    if (reader.fault !== null)
      throw new InputError(`${name}: ${reader.fault} Rows may be missing: get the file again.`);
    if (reader.sets > 0) return;
    if (named.includes(name))
      throw new InputError(`${name}: it has no ${set}${otherwise(reader.otherTypes, kind)}.`);
    others.push(name);
  }
}

/** By ST01, the command that reads a set of another kind. */
const commands: Readonly<Record<string, string>> = {
  '277': 'registry import 277ca',
  '835': 'registry import 835',
  '837': 'check',
};

/** @param kind whose command did not read them, though it may read others with the same ST01 */
function otherwise(types: ReadonlySet<string>, kind: AnswerKind): string {
  if (types.size === 0) return '';
  const advice = [...types]
    .filter((type) => Object.hasOwn(commands, type) && commands[type] !== `registry import ${kind}`)
    .map((type) => `prvcheck ${commands[type]} reads ${type}`);
  return `, but ${[...types].join(', ')}${advice.length > 0 ? ` (${advice.join(', ')})` : ''}`;
}
