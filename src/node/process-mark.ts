import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Where processes see each other by their IDs: one container, or one machine, until it starts again. A container that takes
 * the place of another has the host name and the IDs of that, but not its namespace or its start times.
 */
const place = createHash('sha256')
  .update([read('/proc/sys/kernel/random/boot_id'), link('/proc/self/ns/pid'), hostname()].join('\n'))
  .digest('hex')
  .slice(0, 12);

/** Whether /proc tells of the processes that this one sees: in a namespace it may be that of another. */
const isProcOurs = link('/proc/self') === String(process.pid);

/** Names this process, in files and names of files, and no other before or after it; on every system a part of a name. */
export const processMark = `${place}-${process.pid}-${startOf('self') ?? 0}`;

/** What a mark looks like, as the source of a regular expression. */
export const markPattern = '[0-9a-f]{12}-\\d+-\\d+';

/** What is known of a process from here; `unseen`: it runs, or ran, elsewhere. */
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
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process started, in ticks since the machine did; null where there is none, or /proc is unknown here. */
function startOf(pid: string): string | null {
  const text = read(`/proc/${pid}/stat`);
  const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? null : (fields[18] ?? null); // one that nobody has waited for does no more
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
