#!/usr/bin/env node
import { removeTemporaries } from './output/outputs';
import { run } from './run';
import { endOnSignals } from './signals';
import { setV8Flags } from './v8-flags';

setV8Flags();
process.on('exit', removeTemporaries);
endOnSignals();
// A failed write is reported by the write itself; without listeners it would end the process with a stack trace.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
