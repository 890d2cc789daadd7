import { makeStandards, type Standards } from '../../file-checker';
import type { Finding, Summary } from '../../finding';
import { InputError } from '../../input/input-error';
import { runInput } from '../../input/run';
import type { Registry } from '../../registry/registry';
import { csvReport } from '../../report/csv';
import { Digester, type Room } from '../../report/digest';
import { ndjsonReport } from '../../report/ndjson';
import { completePolicy } from '../../rules/policy';
import { addSummaries, emptySummary } from '../../summary';
import type { CheckAnswer, Progress } from '../protocol';
import { cannotRead, type Dropped, findInputs, type Input } from './inputs';

/** What a page keeps of a run: a table of so many rows is still smooth. */
const room: Room = { rows: { error: 100_000, warning: 50_000, info: 10_000 }, files: 10_000 };

/** What was checked, against what: for exports to read it once more. */
export interface Checked {
  readonly inputs: readonly Input[];
  readonly standards: Standards;
}

type Tell = (progress: Progress) => void;

/** Checks what was dropped. */
export async function checkDropped(
  dropped: readonly Dropped[],
  registry: Registry,
  signal: AbortSignal,
  tell: Tell,
): Promise<CheckAnswer & Checked> {
  const { inputs, problems, skipped } = await findInputs(dropped);
  const standards = makeStandards(registry, completePolicy({}));
  const digester = new Digester(room);
  const faults = [...problems];
  const total = await readAll({ inputs, standards }, signal, tell, {
    finding: (finding) => digester.add(finding),
    endFile: (name, summary) => digester.endFile(name, summary),
    fault: (message) => faults.push(message),
  });
  return { digest: digester.digest(total), problems: faults, skipped, inputs, standards };
}

const reports = { csv: csvReport, ndjson: ndjsonReport };
/** Text gathers up to this before it goes to a blob, which need not be in memory. */
const partSize = 1024 * 1024;

/** All findings in one of the formats of `prvcheck check`, byte for byte: the files are read once more. */
export async function exportChecked(
  checked: Checked,
  format: keyof typeof reports,
  signal: AbortSignal,
  tell: Tell,
): Promise<Blob> {
  const report = reports[format]();
  const parts: Blob[] = [];
  let text = report.begin();
  const add = (more: string) => {
    text += more;
    if (text.length < partSize) return;
    parts.push(new Blob([text]));
    text = '';
  };
  const total = await readAll(checked, signal, tell, {
    finding: (finding) => add(report.finding(finding)),
    endFile: (name, summary) => add(report.endFile(name, summary)),
    fault: () => {},
  });
  add(report.end(total));
  return new Blob([...parts, text]);
}

interface Listener {
  finding(finding: Finding): void;
  endFile(name: string, summary: Summary): void;
  fault(message: string): void;
}

const betweenTellings = 60;

async function readAll(
  { inputs, standards }: Checked,
  signal: AbortSignal,
  tell: Tell,
  listener: Listener,
): Promise<Summary> {
  let total = emptySummary;
  let bytes = 0;
  let told = Number.NEGATIVE_INFINITY;
  const size = inputs.reduce((sum, input) => sum + input.size, 0);
  for (const { name, open } of inputs) {
    const counted = () =>
      inputErrors(
        open((more) => {
          bytes += more;
        }),
        name,
      );
    const run = runInput({ name, open: counted }, standards, {
      finding: listener.finding,
      broken: (fault) => listener.fault(`${fault.message} What was read before is reported.`),
    });
    try {
      for await (const _ of run) {
        signal.throwIfAborted();
        if (performance.now() - told < betweenTellings) continue;
        told = performance.now();
        const { claims, flagged } = run.summary;
        tell({
          bytes,
          total: size,
          claims: total.claims + claims,
          flagged: total.flagged + flagged,
          file: name,
        });
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      listener.fault(error.message);
      continue; // nothing was read, so that nothing may speak of the file
    }
    listener.endFile(name, run.summary);
    total = addSummaries(total, run.summary);
  }
  return total;
}

/** What a browser throws where a file cannot be read says little. */
async function* inputErrors(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof DOMException ? new InputError(cannotRead(name)) : error;
  }
}
