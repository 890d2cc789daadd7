import { isDevice } from '../input/safe-name';
import { visible } from '../values/visible';
import { faultInWords, hasCode } from './input-error';
import { isWindows } from './real-place';

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

/** @throws OutputError on Windows, if a file or folder cannot have this path or would be a device or a part of a file */
export function refuseAwkward(path: string): void {
  if (!isWindows()) return;
  const parts = path
    .replace(/^[\\/]{2}\?[\\/]/, '')
    .replace(/^[a-z]:/i, '')
    .split(/[\\/]/);
  const why = parts.some(isDevice)
    ? 'on Windows that is the name of a device'
    : parts.some((part) => /[<>:"|?*]/.test(part)) && 'on Windows no name has any of < > : " | ? *';
  if (why) throw new OutputError(`will not write ${path}: ${why}. Name another file.`);
}
