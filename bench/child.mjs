import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const USAGE = new URL('usage.mjs', import.meta.url).href;

/**
 * One fresh Node process, from its start to its exit.
 * @param {readonly string[]} args script and arguments
 * @param {string} cwd
 * @returns {Promise<{ stdout: string, failure: string | null, ms: number, peakBytes: number }>}
 */
export async function runChild(args, cwd) {
  const { FORCE_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', USAGE, ...args], {
    cwd,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, usage, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    text(child.stdio[3]),
    once(child, 'close'),
  ]);
  const { ms, peakBytes } = usage === '' ? { ms: Number.NaN, peakBytes: Number.NaN } : JSON.parse(usage);
  return { stdout, failure: code === 0 ? null : failureOf(stderr, code ?? signal), ms, peakBytes };
}

function failureOf(stderr, exit) {
  if (stderr.includes('heap out of memory')) return 'out of memory';
  const line = stderr.split('\n').find((candidate) => /error/i.test(candidate)) ?? stderr.trim();
  return `exit ${exit}${line === '' ? '' : `: ${line.slice(0, 100)}`}`;
}
