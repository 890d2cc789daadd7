import { runChecker } from '../check/check';
import { type CheckListener, FileChecker } from '../check/file-checker';
import { Reading } from '../check/source';
import type { Standards } from '../check/standards';
import type { Summary } from '../finding';
import type { EnvelopeState } from '../x12/envelope';
import type { Chunks, Input } from './input';
import { InputError } from './input-error';

/** The reading of one input: iterate it to its end. It yields now and then, so that reports can be written. */
export interface InputRun<Step = void> extends AsyncIterable<Step> {
  /** Live while it runs, final after it. */
  readonly summary: Summary;
}

/** Follows the message of an input that breaks off. */
export const partlyReported = 'What was read before is reported.';

/** Receives the results of a run in file order, and the fault if an input breaks off. */
export interface Listener extends CheckListener {
  broken(fault: InputError): void;
}

/** Checks an input, or the rest of one, in this thread. */
export function runInput(
  input: Pick<Input, 'name' | 'open'>,
  standards: Standards,
  listener: Listener,
  start: EnvelopeState | null = null,
): InputRun {
  const { name, open } = input;
  const checker = new FileChecker(standards, name, listener, start);
  const chunks = untilFault(open, (fault) => listener.broken(fault), start !== null);
  return new Run(checker, chunks);
}

/** A class, because each object literal with an accessor would get a hidden class of its own. */
class Run implements InputRun {
  constructor(
    private readonly checker: FileChecker,
    private readonly chunks: AsyncIterable<Uint8Array>,
  ) {}

  get summary(): Summary {
    return this.checker.summary();
  }

  [Symbol.asyncIterator](): AsyncIterator<void> {
    return runChecker(this.checker, new Reading(this.chunks));
  }
}

/**
 * The bytes of an input as far as they can be read. A read error after the first chunk is emitted, and the check treats
 * the file as truncated; one before it is thrown.
 */
async function* untilFault(
  open: () => Chunks,
  emit: (fault: InputError) => void,
  begun: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  let isBegun = begun;
  try {
    for await (const chunk of open()) {
      isBegun = true;
      yield chunk;
    }
  } catch (error) {
    if (!isBegun || !(error instanceof InputError)) throw error;
    emit(error);
  }
}
