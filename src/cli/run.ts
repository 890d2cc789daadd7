import { faultInWords, InputError, isSystemError } from '../node/input-error';
import { OutputError } from '../node/output-error';
import { visible } from '../values/visible';
import { exitCodes } from './exit-code';
import { writeMessage } from './output/log';
import { abandonUnfinished } from './output/outputs';
import { UsageError } from './usage-error';

/** Runs the program; returns the exit code. An error is reported on stderr. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    // Loaded only now, so that an error while loading is reported like any other.
    const { runProgram } = await import('./program');
    return await runProgram(args);
  } catch (error) {
    const words = inWords(error);
    if (words !== null) writeMessage(process.stderr, `prvcheck: ${words}`);
    return exitCodes.failed;
  } finally {
    await abandonUnfinished();
  }
}

/** The message for an error; null if there is no one to read it. */
function inWords(error: unknown): string | null {
  if (error instanceof OutputError) return error.words;
  if (error instanceof InputError || error instanceof UsageError) return error.message;
  if (process.env.PRVCHECK_DEBUG === '1' && error instanceof Error) return String(error.stack);
  if (isSystemError(error))
    return `failed${error.path === undefined ? '' : ` on ${error.path}`}: ${faultInWords(error)}.`;
  const reason = visible(error instanceof Error ? error.message : String(error));
  return `failed: ${reason}. This is our fault, please report it (PRVCHECK_DEBUG=1 shows where it happened).`;
}
