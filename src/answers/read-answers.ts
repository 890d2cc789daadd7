import { closable, Reading, type Source } from '../check/source';
import { demand, objectOf, optional, text } from '../values/options';
import { isTurnDue, turn } from '../values/turn';
import type { Answer } from './answer';
import { answerReader } from './answer-reader';

/** Options of `readAnswers`. */
export interface AnswersOptions {
  /** A name for the file, copied to the `file` of its answers; they have null without it. */
  readonly file?: string;
}

const takes = /* @__PURE__ */ objectOf({ file: /* @__PURE__ */ optional(text) });

/** Bytes read at once: few, so that answers flow and memory is flat. */
const PIECE = 16 * 1024;

/**
 * Reads the answers in one file: 277CA, 277, 999, 997, TA1 and 835, several interchanges in any order. It never throws
 * because of the file's content: what cannot be read is an `unread`. Names of patients, their member IDs and birth
 * dates are not in it. Leaving the loop early closes the source.
 * @example
 * ```js
 * for await (const answer of readAnswers(source)) {
 *   if (answer.type === 'claim-answer') console.log(answer.claimId, answer.outcome, answer.taxonomy);
 * }
 * ```
 */
export function readAnswers(source: Source, options: AnswersOptions = {}): AsyncIterableIterator<Answer> {
  demand(takes, options, 'options');
  const reading = new Reading(source);
  return closable(steps(reading, options.file ?? null), reading);
}

async function* steps(source: Reading, file: string | null): AsyncGenerator<Answer, void, undefined> {
  const emitted: Answer[] = [];
  const reader = answerReader(file, (answer) => void emitted.push(answer));
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      reader.push(chunk.subarray(at, at + PIECE));
      if (isTurnDue()) await turn();
      yield* emitted.splice(0);
    }
  }
  if (source.isClosed) return;
  reader.end();
  const { otherTypes, sets, ta1s } = reader;
  if (sets + ta1s === 0 && otherTypes.size > 0)
    emitted.push({ type: 'unread', file, message: noAnswers(otherTypes), offset: 0 });
  yield* emitted;
}

/** Says which sets a file has in place of answers. */
export function noAnswers(types: ReadonlySet<string>): string {
  return `The file has no answers to claims, but transaction sets ${[...types].join(', ')}.`;
}
