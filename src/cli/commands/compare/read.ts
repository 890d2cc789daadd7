import { answerReader } from '../../../answers/answer-reader';
import { noAnswers } from '../../../answers/read-answers';
import type { Standards } from '../../../check/standards';
import { emptySummary } from '../../../check/summary';
import type { Comparison } from '../../../compare/comparison';
import { losing } from '../../../input/claims-run';
import type { Input, Inputs } from '../../../input/input';
import { runInput } from '../../../input/run';
import { runInputs } from '../../../input/run-inputs';
import { InputError } from '../../../node/input-error';
import { countOf } from '../../../values/numbers';
import { turn } from '../../../values/turn';
import type { Log } from '../../output/log';

/** Checks the claims, and notes what was found on each. @returns whether some may not have been read */
export async function readClaims(
  inputs: readonly Input[],
  standards: Standards,
  comparison: Comparison,
  log: Log,
): Promise<boolean> {
  let isLosing = false;
  const { isIncomplete } = await runInputs(inputs, {
    start(input, { index, broken }) {
      const { name } = input;
      let isSaid = false;
      log.progress(() => progress(index, inputs, comparison.claimsSoFar, 'claim'));
      return runInput(input, standards, {
        claim: (claim, outcome, verdict) => comparison.claim(claim, outcome, verdict, name),
        finding({ rule, message, loop }) {
          // A file of answers among the claims holds no claim, and is no fault.
          if (loop !== null || isSaid || !losing.includes(rule)) return;
          isSaid = true;
          isLosing = true;
          log.problem(`${name}: ${message} Its claims may be incomplete.`);
        },
        broken,
      });
    },
    fault: (_, { message }) => log.problem(message),
  }).finally(() => log.progress(null));
  return isIncomplete || isLosing;
}

/**
 * Reads the answers.
 * @param named the paths that the user gave: such a file has to hold answers
 * @returns whether some may not have been read, and files found elsewhere that hold none
 */
export async function readAnswerFiles(
  { inputs }: Inputs,
  named: readonly string[],
  comparison: Comparison,
  log: Log,
): Promise<{ readonly isIncomplete: boolean; readonly others: readonly string[] }> {
  const others: string[] = [];
  const { isIncomplete } = await runInputs(inputs, {
    start(input, { index }) {
      log.progress(() => progress(index, inputs, comparison.answersSoFar, 'answer'));
      return { summary: emptySummary, [Symbol.asyncIterator]: () => readFile(input) };
    },
    fault: (_, { message }) => log.problem(message),
  }).finally(() => log.progress(null));
  return { isIncomplete, others };

  async function* readFile({ name, open }: Input): AsyncGenerator<void, void> {
    const unread: string[] = [];
    const reader = answerReader(name, (answer) => {
      if (answer.type === 'unread' && unread.length === 0) unread.push(answer.message);
      comparison.answer(answer);
    });
    for await (const chunk of open()) {
      reader.push(chunk);
      yield;
      await turn();
    }
    reader.end();
    const { sets, ta1s, otherTypes } = reader;
    const [message] = unread;
    if (message !== undefined)
      throw new InputError(`${name}: ${message} Answers may be missing: get the file again.`);
    if (sets + ta1s > 0) return;
    if (named.includes(name)) throw new InputError(`${name}: ${noAnswers(otherTypes)}`);
    others.push(name);
  }
}

function progress(index: number, inputs: readonly Input[], count: number, noun: string): string {
  return `file ${index + 1} of ${inputs.length}: ${countOf(count, noun)}`;
}
