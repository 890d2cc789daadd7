import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Summary } from '../finding';
import { jsonLine } from '../report/json-line';
import { addSummaries, emptySummary } from '../summary';
import { linesOf } from './journal';
import { type FileRow, type Status, summaryOf } from './row';
import type { Shard } from './shard';
import { syncedFolder } from './synced';

const files = 'files.ndjson';
const summaryName = 'summary.json';

/** What summary.json holds. */
export interface BatchSummary extends Omit<Summary, 'type'> {
  readonly type: 'batch';
  /** Files by what came of them. */
  readonly statuses: Readonly<Record<Status, number>>;
  /** Which part of the files it is; null: all. */
  readonly shard: Shard | null;
  /** Stands for all that the findings depend on beside the files: registry, policy, version. */
  readonly settings: string;
}

/**
 * Writes files.ndjson and then summary.json, each whole or not at all.
 * @param rows in order
 * @param skipped the other files in the folders
 * @param temporary gives paths on the same disk
 */
export async function writeResults(
  folder: string,
  temporary: () => string,
  rows: Iterable<FileRow>,
  skipped: number,
  { settings, shard }: Pick<BatchSummary, 'settings' | 'shard'>,
): Promise<BatchSummary> {
  const statuses = { clean: 0, unchecked: 0, undecided: 0, flagged: 0, broken: 0, unreadable: 0 };
  let total: Summary = { ...emptySummary, skipped };
  function* lines() {
    for (const row of rows) {
      statuses[row.status]++;
      total = addSummaries(total, summaryOf(row));
      yield `${jsonLine(row)}\n`;
    }
  }
  await place(join(folder, files), temporary(), lines());
  const { type: _type, schema, ...counts } = total;
  const summary: BatchSummary = { type: 'batch', schema, statuses, ...counts, shard, settings };
  await place(join(folder, summaryName), temporary(), [`${jsonLine(summary)}\n`]);
  await syncedFolder(folder);
  return summary;
}

/** The summary of a finished run; null where there is none. */
export function readSummary(folder: string): BatchSummary | null {
  try {
    return JSON.parse(readFileSync(join(folder, summaryName), 'utf8')) as BatchSummary;
  } catch {
    return null;
  }
}

/** The rows of a finished run, in order. */
export function* rowsOf(folder: string): Generator<FileRow, void, undefined> {
  const path = join(folder, files);
  if (!existsSync(path)) return;
  const descriptor = openSync(path, 'r');
  try {
    for (const { text } of linesOf(descriptor)) yield JSON.parse(text) as FileRow;
  } finally {
    closeSync(descriptor);
  }
}

const ROOM = 1024 * 1024;

async function place(path: string, temporary: string, texts: Iterable<string>): Promise<void> {
  const file = await open(temporary, 'wx', 0o600);
  let text = '';
  for (const more of texts) {
    text += more;
    if (text.length < ROOM) continue;
    await file.writeFile(text);
    text = '';
  }
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(temporary, path);
}
