import { faultInWords } from './input-error';

/** A report cannot be written; told in `words`, or null where the reader of a pipe just went away. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  constructor(readonly words: string | null) {
    super(words ?? 'The reader of the standard output went away.');
  }
}

export function cannotWrite(path: string, error: unknown): OutputError {
  const noFolder = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return new OutputError(
    `cannot write ${path}: ${noFolder ? 'its folder does not exist' : faultInWords(error)}.`,
  );
}
