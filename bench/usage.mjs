/**
 * Preloaded into a measured process: on exit it tells the runner, on descriptor 3, the most memory that it held.
 */
import { readFileSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Linux counts the parent's memory in a child's maxRSS; VmHWM is the process's own. */
function peakBytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]) * 1024;
}

if (isMainThread) {
  process.on('exit', () => {
    writeSync(3, JSON.stringify({ peakBytes: peakBytes() }));
  });
}
