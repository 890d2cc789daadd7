import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const USAGE = new URL('usage.mjs', import.meta.url).href;

/**
 * One fresh process, from its start to its exit as its parent sees them.
 * @typedef {{ stdout: string, failure: string | null, ms: number, peakBytes: number }} Child
 */

/**
 * A Node process that tells its peak memory.
 * @param {readonly string[]} args script and arguments
 * @param {string} cwd
 * @returns {Promise<Child>}
 */
export function runNode(args, cwd) {
  return runBare(process.execPath, ['--import', USAGE, ...args], cwd);
}

/**
 * Any process, with nothing of ours loaded into it; its peak memory is unknown.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<Child>}
 */
export async function runBare(command, args, cwd) {
  const { FORCE_COLOR: _, ...env } = process.env;
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...env, NO_COLOR: '1', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close').then((exit) => ({ exit, ms: performance.now() - started }));
  const [stdout, stderr, usage, { exit, ms }] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    text(child.stdio[3]),
    closed,
  ]);
  const [code, signal] = exit;
  const { peakBytes } = usage === '' ? { peakBytes: Number.NaN } : JSON.parse(usage);
  return { stdout, failure: code === 0 ? null : failureOf(stderr, code ?? signal), ms, peakBytes };
}

function failureOf(stderr, exit) {
  if (stderr.includes('heap out of memory')) return 'out of memory';
  const line = stderr.split('\n').find((candidate) => /error/i.test(candidate)) ?? stderr.trim();
  return `exit ${exit}${line === '' ? '' : `: ${line.slice(0, 100)}`}`;
}
