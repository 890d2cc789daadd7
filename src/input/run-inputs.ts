import { addSummaries, SummarySum } from '../check/summary';
import type { Summary } from '../finding';
import { InputError } from './input-error';
import type { InputRun } from './run';

/** What to do with each of several inputs. */
export interface InputsWork<I, R extends InputRun<unknown>> {
  /** Starts reading an input. An InputError, now or while it is read, means that it cannot be read. */
  start(input: I, at: InputPlace): R | Promise<R>;
  /** Called now and then while an input is read. */
  step?(input: I, soFar: () => Summary, step: StepOf<R>): void | Promise<void>;
  /** Called if an input cannot be read; with `isPartial`, if what was read before counts. */
  fault(input: I, fault: InputError, isPartial: boolean): void | Promise<void>;
  /** Called at the end of an input that was read, at least in part. */
  done?(input: I, run: R): void | Promise<void>;
}

type StepOf<R> = R extends InputRun<infer Step> ? Step : never;

/** An input among the others. */
export interface InputPlace {
  /** Its number, from 0. */
  readonly index: number;
  /** The summary of the inputs up to this one, as far as it is read. */
  soFar(): Summary;
  /** To be called if the input breaks off, and what was read before counts. */
  broken(fault: InputError): void;
}

/** Reads inputs one after another. One that cannot be read does not prevent the others from being read. */
export async function runInputs<I, R extends InputRun<unknown>>(
  inputs: Iterable<I>,
  work: InputsWork<I, R>,
): Promise<{ readonly total: Summary; readonly isIncomplete: boolean }> {
  const sum = new SummarySum();
  let isIncomplete = false;
  let index = 0;
  for (const input of inputs) {
    const faults: InputError[] = [];
    let run: R | null = null;
    const soFar = () => (run === null ? sum.total : addSummaries(sum.total, run.summary));
    try {
      run = await work.start(input, { index: index++, soFar, broken: (fault) => void faults.push(fault) });
      for await (const step of run) await work.step?.(input, soFar, step as StepOf<R>);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      isIncomplete = true;
      await work.fault(input, error, false);
      continue; // nothing was read, so no report mentions the input
    }
    if (faults.length > 0) isIncomplete = true;
    for (const fault of faults) await work.fault(input, fault, true);
    await work.done?.(input, run);
    sum.add(run.summary);
    run = null; // soFar would count it twice
  }
  return { total: sum.total, isIncomplete };
}
