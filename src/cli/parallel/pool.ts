import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BatchFile } from '../../batch/check-file';
import type { FileRow } from '../../batch/row';
import type { BatchAnswer, BatchTask, BatchWorkerData } from './batch-worker';

/** Threads that check whole files. */
export class Pool {
  private readonly workers: Worker[];
  private readonly free: Worker[];

  constructor(jobs: number, workerData: BatchWorkerData) {
    const url = new URL('./batch-worker.js', import.meta.url);
    this.workers = Array.from({ length: jobs }, () => new Worker(url, { workerData }));
    this.free = [...this.workers];
  }

  /** To be called no more often at once than there are threads. */
  async check({ name, path, size }: BatchFile, temporary: string): Promise<FileRow> {
    const worker = this.free.pop()!;
    worker.postMessage({ name, path, size, temporary } satisfies BatchTask);
    const [answer] = (await once(worker, 'message')) as [BatchAnswer];
    this.free.push(worker);
    if ('fault' in answer) throw answer.fault;
    return answer.row;
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}
