import { answerReader } from '../../answers/answer-reader';
import { makeStandards, type Standards } from '../../check/standards';
import { emptySummary } from '../../check/summary';
import { Comparison } from '../../compare/comparison';
import { answerKind } from '../../input/answer-kind';
import { runInput } from '../../input/run';
import { runInputs } from '../../input/run-inputs';
import { noEnrollments } from '../../registry/registry';
import { ComparedDigest, type ComparedShown } from '../../report/compare/compared';
import { defaultPolicy } from '../../rules/policy';
import { inTurns } from '../../values/steps';
import { isTurnDue, turn } from '../../values/turn';
import { type Dropped, type DroppedInput, findInputs } from './inputs';
import { type OnProgress, Reading } from './reading';

/** The files that were checked, and against what. */
interface Checked {
  readonly inputs: readonly DroppedInput[];
  readonly standards: Standards;
}

/**
 * Compares checked claims with the answers among the dropped files. Reads the claims again, as most checks have no answers.
 * @param answers the inputs that are answers
 * @param fault called with what could not be read of them
 */
export async function compareChecked(
  { inputs, standards }: Checked,
  answers: readonly DroppedInput[],
  signal: AbortSignal,
  onProgress: OnProgress,
  fault: (message: string) => void,
): Promise<ComparedShown> {
  const comparison = new Comparison(standards.registry, standards.policy.payers);
  const reading = new Reading(inputs, signal, onProgress);
  await runInputs(inputs, {
    start(input, { broken }) {
      const { name } = input;
      if (answers.includes(input)) return readAnswers(input, reading, comparison, fault);
      return runInput({ name, open: () => reading.open(input) }, standards, {
        finding() {},
        claim: (claim, outcome, verdict) => comparison.claim(claim, outcome, verdict, name),
        broken,
      });
    },
    step: ({ name }, soFar) => reading.goOn(name, soFar),
    // The check has told of those already.
    fault() {},
  });
  await inTurns(comparison.match());
  const digest = new ComparedDigest();
  for (const row of comparison.rows()) {
    digest.add(row);
    if (!isTurnDue()) continue;
    await turn();
    signal.throwIfAborted();
  }
  return digest.shown(comparison.totals());
}

/** Explains the answers among dropped files, without claims to compare them with; null if there are none. */
export async function explainAnswers(
  files: readonly Dropped[],
  signal: AbortSignal,
): Promise<ComparedShown | null> {
  const { inputs } = await findInputs(files);
  const answers: DroppedInput[] = [];
  for (const input of inputs) {
    signal.throwIfAborted();
    if ((await answerKind(input, emptySummary)) !== null) answers.push(input);
  }
  if (answers.length === 0) return null;
  const standards = makeStandards(noEnrollments, defaultPolicy);
  const unsaid = () => {};
  return compareChecked({ inputs: answers, standards }, answers, signal, unsaid, unsaid);
}

function readAnswers(
  input: DroppedInput,
  reading: Reading,
  comparison: Comparison,
  fault: (message: string) => void,
) {
  return {
    summary: emptySummary,
    async *[Symbol.asyncIterator](): AsyncGenerator<void, void, undefined> {
      const unread: string[] = [];
      const reader = answerReader(input.name, (answer) => {
        if (answer.type === 'unread' && unread.length === 0) unread.push(answer.message);
        comparison.answer(answer);
      });
      for await (const chunk of reading.open(input)) {
        reader.push(chunk);
        yield;
      }
      reader.end();
      for (const message of unread) fault(`${input.name}: ${message} Answers may be missing.`);
    },
  };
}
