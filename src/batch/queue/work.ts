import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { emptySummary } from '../../check/summary';
import { writeNew } from '../../node/place-file';
import type { BatchFile } from '../check-file';
import { findingsName } from '../names';
import type { FileRow, Status } from '../row';
import type { CheckFile } from '../run';
import { asking, type Connection, type Job } from './connect';
import { type JobData, jobId, type QueuedFile, tries } from './job';
import type { RunFolder } from './run-folder';

export interface Work {
  readonly run: RunFolder;
  /** The file of a job on this machine; null if no file here has its name. */
  find(file: QueuedFile): Promise<BatchFile | null>;
  readonly check: CheckFile;
  /** Files checked at the same time. */
  readonly atOnce: number;
  /** After this long without a sign of life a worker is taken for dead, and its files go to others. */
  readonly deadAfterSeconds: number;
  /** Whether to stay when the queue is empty, until the run is merged. */
  readonly stays: boolean;
  told(row: FileRow): void;
  /** Called if the check of a file failed because of a bug or of this machine. */
  failed(name: string, fault: unknown): void;
}

/** Milliseconds. */
const glance = 500;

/**
 * Checks files of the queue until all are done, by this or other workers.
 * @throws the error that keeps this machine from writing results; the files go to others
 */
export async function work(connection: Connection, settings: Work): Promise<void> {
  const { run, atOnce, deadAfterSeconds, stays } = settings;
  let stop: (fault: unknown) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  stopped.catch(() => {});
  const worker = connection.worker(
    run.queue,
    async (job) => {
      const isDone = await workOn(job, settings).catch((fault: unknown) => {
        settings.failed(job.data.name, fault);
        if (fault instanceof Error && 'syscall' in fault) stop(fault);
        // Redis is not given the reason: a message may quote the file.
        throw new Error('failed');
      });
      if (!isDone) throw connection.givenUp('given up');
    },
    {
      concurrency: atOnce,
      lockDuration: deadAfterSeconds * 1000,
      stalledInterval: (deadAfterSeconds * 1000) / 2,
      maxStalledCount: tries + 1, // stalls are counted by the attempts started
    },
  );
  const queue = connection.queue(run.queue);
  try {
    for (;;) {
      const open = await Promise.race([openJobs(connection, queue), stopped]);
      if ((open === 0 && !stays) || !run.isOpen()) return;
      await Promise.race([new Promise((resolve) => setTimeout(resolve, glance)), stopped]);
    }
  } finally {
    await worker.close();
  }
}

/** Jobs that are waiting or running. */
export async function openJobs(
  connection: Connection,
  queue: ReturnType<Connection['queue']>,
): Promise<number> {
  const counts = await asking(connection, () => queue.getJobCounts('waiting', 'active', 'delayed'));
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Returns whether the file is done, as opposed to given up. */
async function workOn({ data, attemptsStarted }: Job, { run, find, check, told }: Work): Promise<boolean> {
  const id = jobId(data.settings, data);
  if (run.isDone({ id, isKept: false })) return true; // its worker died before it reported to Redis
  const temporary = run.temporary();
  const put = async (row: FileRow) => {
    await run.put(id, temporary, row);
    told(row);
  };
  const instead = async (status: Status, error: string) => {
    await rm(temporary, { force: true });
    await writeNew(temporary, []);
    await put(rowInstead(data.name, status, error));
    return true;
  };
  if (attemptsStarted > tries) {
    await instead('broken', `${data.name} was given up: each of ${tries} tries failed or ended its worker.`);
    return false;
  }
  const file = await find(data);
  if (file === null) return instead('unreadable', `cannot read ${data.name}: it does not exist.`);
  if (file.size !== data.size) return instead('unreadable', changed(data));
  const row = await check(file, temporary).catch(async (fault: unknown) => {
    await rm(temporary, { force: true });
    throw fault;
  });
  if (data.sha256 !== null && row.sha256 !== null && row.sha256 !== data.sha256)
    return instead('unreadable', changed(data));
  await put(row);
  return true;
}

function changed({ name }: JobData): string {
  return `${name} has changed since it was submitted. Submit again.`;
}

function rowInstead(name: string, status: Status, error: string): FileRow {
  const { type: _type, schema: _schema, files: _files, ...counts } = emptySummary;
  const output = findingsName(name);
  return {
    type: 'file',
    schema: 1,
    file: name,
    status,
    sha256: null,
    error,
    output,
    outputBytes: 0,
    outputSha256: createHash('sha256').digest('hex'),
    ...counts,
  };
}
