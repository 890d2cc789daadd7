import { ClaimAnswer } from '../../ack/277ca';
import { combineListeners } from '../../ack/combine-listeners';
import type { AnswerKind } from '../../answers/answer';
import type { CheckListener } from '../../check/file-checker';
import { makeStandards, type Standards } from '../../check/standards';
import type { Summary } from '../../finding';
import { answerKind } from '../../input/answer-kind';
import { partlyReported, runInput } from '../../input/run';
import { runInputs } from '../../input/run-inputs';
import type { PackedRegistry } from '../../registry/packed/packed';
import { aboutCheck } from '../../report/about';
import { csvReport } from '../../report/csv';
import { Digester, type Limits } from '../../report/digest';
import { ndjsonReport } from '../../report/ndjson';
import type { Policy } from '../../rules/policy';
import { thisMinute } from '../clock';
import type { CheckAnswer, ClaimAnswerFile, Task } from '../protocol';
import { BlobParts } from './blob-parts';
import { compareChecked } from './compare';
import { type DroppedInput, findInputs } from './inputs';
import { PayerTotals } from './payer-totals';
import { type OnProgress, Reading } from './reading';

/** Limits on what the page keeps of a run: a list of a million claims is still smooth. */
const room: Limits = {
  rows: { error: 1_000_000, warning: 500_000, info: 100_000, others: 1_000_000 },
  files: 10_000,
};

/** The input of a check, kept for exports, which read it again. */
export interface Checked {
  readonly inputs: readonly DroppedInput[];
  readonly standards: Standards;
  /** Other files in the folders and archives. */
  readonly skipped: readonly string[];
}

/** Checks the dropped files. */
export async function checkDropped(
  { files, listName }: Extract<Task, { name: 'check' }>,
  registry: PackedRegistry,
  policy: Policy,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<CheckAnswer & Checked> {
  const { inputs, problems, skipped } = await findInputs(files);
  const standards = makeStandards(registry, policy);
  const list = { name: listName, enrollments: registry.rows, npis: registry.npis };
  const about = aboutCheck(thisMinute(), list, policy);
  const payers = new PayerTotals();
  const digester = new Digester(room);
  const faults = problems.map(({ message }) => message);
  const answers: DroppedInput[] = [];
  const total = await readAll({ inputs, standards, skipped }, signal, onProgress, {
    finding: (finding) => digester.add(finding),
    claim(claim, outcome, verdict) {
      payers.add(claim);
      digester.claim(claim, outcome, verdict);
    },
    endFile(name, summary, answer) {
      digester.endFile(name, summary, answer);
      const input = answer === null ? undefined : inputs.find((one) => one.name === name);
      if (input !== undefined) answers.push(input);
    },
    fault: (message) => faults.push(message),
  });
  const checked = { inputs, standards, skipped };
  const compared =
    answers.length === 0
      ? {}
      : {
          compared: await compareChecked(checked, answers, signal, onProgress, (message) =>
            faults.push(message),
          ),
        };
  const found = { about, problems: faults, dates: 'us', payers: payers.list() } as const;
  return { digest: digester.digest(total), ...found, ...compared, ...checked };
}

const reports = { csv: csvReport, ndjson: ndjsonReport };

/** All findings in a format of `prvcheck check`, byte for byte: reads the files again. */
export async function exportChecked(
  checked: Checked,
  format: keyof typeof reports,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<Blob> {
  const report = reports[format]({ policy: checked.standards.policy });
  const parts = new BlobParts();
  parts.add(report.begin());
  const total = await readAll(checked, signal, onProgress, {
    finding: (finding) => parts.add(report.finding(finding)),
    endFile: (name, summary) => parts.add(report.endFile(name, summary)),
    fault: () => {},
  });
  parts.add(report.end(total));
  return parts.blob();
}

/** The 277CA for the claims, byte for byte as `prvcheck check --format 277ca` writes it. */
export async function answerChecked(
  checked: Checked,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<ClaimAnswerFile> {
  const parts = new BlobParts();
  const asTheFileHasIt = { sender: null, receiver: null, date: null, control: null };
  const answer = new ClaimAnswer(asTheFileHasIt, parts);
  await readAll(checked, signal, onProgress, {
    ...combineListeners([answer]),
    endFile: () => {},
    fault: () => {},
  });
  return { file: parts.blob(), claimsLeftOut: answer.claimsLeftOut };
}

interface Listener extends CheckListener {
  endFile(name: string, summary: Summary, answer: AnswerKind | null): void;
  fault(message: string): void;
}

async function readAll(
  { inputs, standards, skipped }: Checked,
  signal: AbortSignal,
  onProgress: OnProgress,
  listener: Listener,
): Promise<Summary> {
  const reading = new Reading(inputs, signal, onProgress);
  const { total } = await runInputs(inputs, {
    start(input, { broken }) {
      const { name } = input;
      return runInput({ name, open: () => reading.open(input) }, standards, { ...listener, broken });
    },
    step: ({ name }, soFar) => reading.goOn(name, soFar),
    fault: (_, { message }, isPartial) =>
      listener.fault(isPartial ? `${message} ${partlyReported}` : message),
    done: async (input, { summary }) =>
      listener.endFile(input.name, summary, await answerKind(input, summary)),
  });
  return { ...total, skipped: skipped.length };
}
