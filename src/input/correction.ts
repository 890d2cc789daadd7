import type { Summary } from '../finding';
import { RepairError, type RepairRun } from '../repair/run';
import { InputError } from './input-error';
import type { InputRun } from './run';

/** The correction of one input: iterate it for the chunks of the corrected copy. */
export class Correction implements InputRun<Uint8Array> {
  constructor(
    private readonly name: string,
    private readonly repairs: RepairRun,
  ) {}

  /** Of the original. */
  get summary(): Summary {
    return this.repairs.result.before;
  }

  /** The summary of the corrected copy. */
  get after(): Summary {
    return this.repairs.result.after;
  }

  /** @throws InputError if it cannot be corrected, possibly after the last chunk: discard the copy then */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* this.repairs;
    } catch (error) {
      throw error instanceof RepairError ? new InputError(error.message, { cause: error }) : error;
    }
    if (this.summary.interchanges === 0)
      throw new InputError(`${this.name} holds no interchange (ISA): it is no claim file.`);
  }
}
