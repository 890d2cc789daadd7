/** Runs the built command, as a document shows it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What the command prints to stdout. Exit code 1 says that there are findings, as there are in the demo files.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} env
 * @returns {Promise<string>}
 */
export function run(args, env = { NO_COLOR: '1' }) {
  const options = { cwd: root, env: { PATH: process.env.PATH, ...env } };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['dist/cli/main.js', ...args], options, (error, stdout) => {
      if (error === null || error.code === 1) resolve(stdout);
      else reject(error);
    });
  });
}
