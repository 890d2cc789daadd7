import { readFile } from 'node:fs/promises';
import { getAsset, isSea } from 'node:sea';
import { Worker } from 'node:worker_threads';

/** What the build puts beside the command, and into the executable. */

export function readPage(name: 'prvcheck.html' | 'report.html'): Promise<string> {
  if (isSea()) return Promise.resolve(getAsset(name, 'utf8'));
  return readFile(new URL(`../web/${name}`, import.meta.url), 'utf8');
}

export function startWorker(name: 'worker.js' | 'batch-worker.js', workerData: unknown): Worker {
  return isSea()
    ? new Worker(getAsset(name, 'utf8'), { eval: true, workerData })
    : new Worker(new URL(`./${name}`, import.meta.url), { workerData });
}
