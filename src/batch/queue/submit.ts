import { InputError } from '../../node/input-error';
import { type BatchFile, hashFile } from '../check-file';
import { lock } from '../lock';
import { makeOutputFolder } from '../make-folder';
import { isIntact, readSummary, rowsOf } from '../results';
import type { Writing } from '../store';
import { asking, type Connection } from './connect';
import { type JobData, jobId, type QueuedFile, tries } from './job';
import { type RunFile, RunFolder } from './run-folder';

/** Jobs sent to Redis at once. */
const JOBS_AT_ONCE = 500;

export interface Submitted {
  readonly queue: string;
  /** Files newly added to the queue. */
  readonly added: number;
  /** Files that are not done yet. */
  readonly waiting: number;
  /** Files with findings. */
  readonly done: number;
}

/**
 * Queues the files that are not done yet. They replace the files of an earlier submit.
 * @param skipped number of other files in the folders
 * @param hashed called with the number of files read
 * @throws InputError if the output folder belongs to another run
 */
export async function submit(
  files: readonly BatchFile[],
  skipped: number,
  out: string,
  settings: string,
  connection: Connection,
  { note, mode }: Writing,
  hashed: (count: number) => void,
): Promise<Submitted> {
  makeOutputFolder(out, mode);
  const held = await lock(out, note);
  try {
    const run = RunFolder.find(out) ?? (await RunFolder.create(out, settings, mode));
    if (run.settings !== settings) throw new InputError(otherSettings(out));
    const kept = await keptOf(out, settings);
    const all: RunFile[] = [];
    for (const [index, file] of files.entries()) {
      hashed(index);
      const sha256 = await hashFile(file);
      const queued: QueuedFile = { name: file.name, size: file.size, sha256 };
      const isKept = sha256 !== null && kept.get(file.name) === sha256;
      all.push({ id: jobId(settings, queued), isKept, ...queued });
    }
    const queue = connection.queue(run.queue);
    const wanted = new Set(all.map(({ id }) => id));
    await asking(connection, async () => {
      for (const { id } of run.files()) if (!wanted.has(id)) await queue.remove(id);
    });
    await run.writeFiles(all, skipped);
    const open = all.filter((file) => {
      if (file.isKept) return false;
      const row = run.row(file.id);
      // Retry files that could not be read or were given up: the cause may be fixed.
      if (row !== null && row.error !== null) run.forget(file.id);
      return row === null || row.error !== null;
    });
    const added = await enqueue(open, settings, connection, queue);
    return { queue: run.queue, added, waiting: open.length - added, done: all.length - open.length };
  } finally {
    held.release();
  }
}

/** The hashes of files whose findings an earlier run left in the output folder. */
async function keptOf(out: string, settings: string): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>();
  if (readSummary(out)?.settings !== settings) return kept;
  for (const row of rowsOf(out))
    if (row.sha256 !== null && (await isIntact(out, row))) kept.set(row.file, row.sha256);
  return kept;
}

async function enqueue(
  files: readonly RunFile[],
  settings: string,
  connection: Connection,
  queue: ReturnType<Connection['queue']>,
): Promise<number> {
  let added = 0;
  for (let at = 0; at < files.length; at += JOBS_AT_ONCE) {
    const some = files.slice(at, at + JOBS_AT_ONCE);
    await asking(connection, async () => {
      const states = await Promise.all(some.map(({ id }) => queue.getJobState(id)));
      // The job ended but has no row here: without removal Redis would treat it as done.
      const ended = some.filter((_, i) => ['completed', 'failed'].includes(states[i]!));
      await Promise.all(ended.map(({ id }) => queue.remove(id)));
      await queue.addBulk(some.map((file) => jobOf(file, settings)));
      added += ended.length + states.filter((state) => state === 'unknown').length;
    });
  }
  return added;
}

function jobOf({ id, name, size, sha256 }: RunFile, settings: string) {
  const data: JobData = { name, size, sha256, settings };
  // The worker gives up a file by itself, so the queue must allow one attempt more.
  return { name: 'file', data, opts: { jobId: id, attempts: tries + 1, stackTraceLimit: 0 } };
}

function otherSettings(out: string): string {
  return `${out} holds an unfinished run with another registry, other settings or another version of prvcheck. End it with prvcheck queue merge, or name another folder.`;
}
