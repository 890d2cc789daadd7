import { visible } from '../values/visible';
import { faultInWords, hasCode } from './input-error';

/** A report cannot be written. `words` is the message, or null if the reader of a pipe closed it. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  readonly words: string | null;

  constructor(words: string | null) {
    super(words === null ? 'The reader of the standard output went away.' : visible(words));
    this.words = words === null ? null : this.message;
  }
}

export function cannotWrite(path: string, error: unknown): OutputError {
  const noFolder = hasCode(error, 'ENOENT');
  return new OutputError(
    `cannot write ${path}: ${noFolder ? 'its folder does not exist' : faultInWords(error)}.`,
  );
}
