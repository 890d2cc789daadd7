import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { BatchFile } from '../../batch/check-file';
import type { FileRow } from '../../batch/row';
import { startWorker } from '../own-files';
import type { BatchAnswer, BatchTask, BatchWorkerData } from './batch-worker';

/** Threads that check whole files. */
export class Pool {
  private readonly workers: Worker[];
  private readonly free: Worker[];

  constructor(
    jobs: number,
    private readonly workerData: BatchWorkerData,
  ) {
    this.workers = Array.from({ length: jobs }, () => this.enlist());
    this.free = [...this.workers];
  }

  /** Run no more of these at once than there are threads. */
  async check({ name, path, size }: BatchFile, temporary: string): Promise<FileRow> {
    const worker = this.free.pop()!;
    worker.postMessage({ name, path, size, temporary } satisfies BatchTask);
    const [answer] = (await once(worker, 'message').catch((fault: unknown) => {
      this.replace(worker);
      throw fault;
    })) as [BatchAnswer];
    this.free.push(worker);
    if ('row' in answer) return answer.row;
    throw Object.assign(new Error(answer.message), answer.details);
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  /** A thread that ran out of memory is dead; start another one for the remaining files. */
  private replace(dead: Worker): void {
    const worker = this.enlist();
    this.workers[this.workers.indexOf(dead)] = worker;
    this.free.push(worker);
  }

  private enlist(): Worker {
    return startWorker('batch-worker.js', this.workerData);
  }
}
