import { isFromDesktop, runFromDesktop } from './desktop';
import { removeTemporaries } from './output/outputs';
import { run } from './run';
import { endOnSignals } from './signals';
import { setV8Flags } from './v8-flags';

export { run };

/** Runs the program with the arguments of this process, and ends the process as it says. */
export function start(): void {
  setV8Flags();
  process.on('exit', removeTemporaries);
  endOnSignals();
  // A failed write is reported by the write itself; without listeners it would end the process with a stack trace.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});

  const args = process.argv.slice(2);
  const ended = isFromDesktop(args) ? runFromDesktop(args) : run(args);
  ended.then((code) => {
    process.exitCode = code;
  });
}
