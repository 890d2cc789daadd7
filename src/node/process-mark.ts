import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { hasCode } from './input-error';

/**
 * Identifies the scope in which processes see each other by ID: one container, or one machine, until it restarts. A
 * container that replaces another may have the same host name and IDs, but not the same namespace or start times.
 */
const place = createHash('sha256')
  .update([read('/proc/sys/kernel/random/boot_id'), link('/proc/self/ns/pid'), hostname()].join('\n'))
  .digest('hex')
  .slice(0, 12);

/** Whether /proc belongs to this process's own namespace; it may be mounted from another one. */
const isProcOurs = link('/proc/self') === String(process.pid);

/**
 * A unique name for this process, never used by an earlier or later one. Valid as a part of a file name on every
 * system.
 */
export const processMark = `${place}-${process.pid}-${startOf('self') ?? 0}`;

/** The form of a mark, as the source of a regular expression. */
export const markPattern = '[0-9a-f]{12}-\\d+-\\d+';

/** The state of another process; `unseen`: it runs or ran where it cannot be seen from here. */
export function stateOf(mark: string): 'runs' | 'ended' | 'unseen' {
  const [where, pid = '', start = '0'] = mark.split('-');
  if (where !== place) return 'unseen';
  if (!isThere(Number(pid))) return 'ended';
  // Without start times another process may have its ID by now.
  if (start === '0' || !isProcOurs) return 'unseen';
  return startOf(pid) === start ? 'runs' : 'ended';
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** When a process started, in ticks since boot; null if there is no such process or no /proc. */
function startOf(pid: string): string | null {
  const text = read(`/proc/${pid}/stat`);
  const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? null : (fields[18] ?? null); // a zombie has ended; its parent has not collected it yet
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
