#!/usr/bin/env node
import { faultInWords, InputError, isSystemError } from '../node/input-error';
import { OutputError } from '../node/output-error';
import { visible } from '../values/visible';
import { exitCodes } from './exit-code';
import { writeMessage } from './output/log';
import { removeTemporaries } from './output/outputs';
import { endOnSignals } from './signals';
import { UsageError } from './usage-error';
import { setV8Flags } from './v8-flags';

setV8Flags();
process.on('exit', removeTemporaries);
endOnSignals();
// A failed write is reported by the write itself; without listeners it would end the process with a stack trace.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const words = inWords(error);
    if (words !== null) writeMessage(process.stderr, `prvcheck: ${words}`);
    process.exitCode = exitCodes.failed;
  },
);

/** Loads the rest only now, so that an error while loading is reported like any other. */
async function run(): Promise<number> {
  const { runProgram } = await import('./program');
  return runProgram(process.argv.slice(2));
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
