import { faultInWords } from '../../node/input-error';
import { OutputError } from '../../node/output-error';

/** Writes to stdout; resolves when the reader has kept up. */
export function print(text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(stdoutError(error)) : resolve()));
  });
}

function stdoutError(error: Error & { code?: string }): OutputError {
  // EPIPE: the reader has closed the pipe, like `head`. ERR_STREAM_DESTROYED: already reported.
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return new OutputError(null);
  return new OutputError(`cannot write to the standard output: ${faultInWords(error)}.`);
}
