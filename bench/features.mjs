import { spawnSync } from 'node:child_process';
import { CLI } from './contestants.mjs';

/**
 * What may be wanting here: null where it is there, else the word to print in its place.
 * @typedef {{ jobs: string | null, compile: string | null, grep: string | null }} Features
 */

/** @returns {Features} */
export function findFeatures() {
  return {
    jobs: helpSays(['check'], '--jobs') ? null : 'not built',
    compile: helpSays(['registry', 'compile'], 'compile') ? null : 'not built',
    grep: spawnSync('grep', ['--version']).error === undefined ? null : 'no grep here',
  };
}

function helpSays(command, word) {
  const { stdout } = spawnSync(process.execPath, [CLI, ...command, '--help'], { encoding: 'utf8' });
  return stdout.includes(word);
}
