import { existsSync } from 'node:fs';
import { InputError } from '../../node/input-error';
import { countOf } from '../../values/numbers';
import type { BatchSummary } from '../results';
import type { FileRow } from '../row';
import { Store, type Writing } from '../store';
import { asking, type Connection } from './connect';
import { RunFolder } from './run-folder';
import { openJobs } from './work';

/** Files put in place together. */
const FILES_A_COMMIT = 256;

export interface Merged {
  readonly summary: BatchSummary;
  /** The rows of files that could not be checked. */
  readonly undone: readonly FileRow[];
}

/**
 * Ends a run: leaves its output folder as a run on one machine would, and removes the queue from Redis.
 * @throws InputError if files are not done yet
 */
export async function mergeQueue(out: string, connection: Connection, writing: Writing): Promise<Merged> {
  const run = RunFolder.open(out);
  const queue = connection.queue(run.queue);
  const open = await openJobs(connection, queue);
  if (open > 0)
    throw new InputError(
      `${countOf(open, 'file')} still in the queue: let prvcheck queue work do them first.`,
    );
  const files = [...run.files()];
  const missing = files.filter((file) => !run.isDone(file)).length;
  if (missing > 0)
    throw new InputError(
      `${countOf(missing, 'file')} neither done nor in the queue, which Redis may have lost: run prvcheck queue submit again.`,
    );
  const store = await Store.open(out, run.settings, false, writing);
  try {
    const undone: FileRow[] = [];
    for (const { id, isKept } of files) {
      const row = isKept ? null : run.row(id)!;
      if (row === null) continue;
      if (row.error !== null) undone.push(row);
      // An interrupted merge may have moved some of them already.
      const temporary = run.findingsPath(id);
      if (existsSync(temporary) && store.add(temporary, row) >= FILES_A_COMMIT) await store.commit();
    }
    await store.commit();
    const names = files.map(({ name }) => name);
    const summary = await store.finish(names, run.skipped, null);
    await asking(connection, () => queue.obliterate({ force: true }));
    run.remove();
    return { summary, undone };
  } finally {
    await store.close();
  }
}
