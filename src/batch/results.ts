import { closeSync, existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSummaries, emptySummary } from '../check/summary';
import type { Summary } from '../finding';
import { InputError } from '../node/input-error';
import { openFile } from '../node/open-file';
import { openPlain } from '../node/open-plain';
import { syncedFolder, writeWhole } from '../node/place-file';
import { jsonLine } from '../report/json-line';
import { hashFile } from './check-file';
import { linesOf } from './journal';
import { type FileRow, readRow, type Status, summaryOf } from './row';
import type { Shard } from './shard';

const files = 'files.ndjson';
const summaryName = 'summary.json';

/** What a finished run leaves besides findings. */
export const resultNames: readonly string[] = [files, summaryName];

/** The content of summary.json. */
export interface BatchSummary extends Omit<Summary, 'type'> {
  readonly type: 'batch';
  /** Number of files by status. */
  readonly statuses: Readonly<Record<Status, number>>;
  /** The part of the files that it covers; null: all. */
  readonly shard: Shard | null;
  /**
   * The settings key: identifies everything that the findings depend on besides the files (registry, policy, version).
   */
  readonly settings: string;
}

/**
 * Writes files.ndjson and then summary.json, each completely or not at all.
 * @param rows in order
 * @param skipped number of other files in the folders
 * @param temporary returns paths on the same disk
 * @param mode file mode of both
 */
export async function writeResults(
  folder: string,
  temporary: () => string,
  mode: number,
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
  const write = (name: string, texts: Iterable<string>) =>
    writeWhole(temporary(), join(folder, name), texts, mode);
  await write(files, lines());
  const { type: _type, schema, ...counts } = total;
  const summary: BatchSummary = { type: 'batch', schema, statuses, ...counts, shard, settings };
  await write(summaryName, [`${jsonLine(summary)}\n`]);
  await syncedFolder(folder);
  return summary;
}

/** The summary of a finished run; null for a run that has not finished. */
export function readSummary(folder: string): BatchSummary | null {
  try {
    return JSON.parse(readFileSync(join(folder, summaryName), 'utf8')) as BatchSummary;
  } catch {
    return null;
  }
}

/**
 * The rows of a finished run, in order.
 * @throws InputError if the file is not one of ours
 */
export function* rowsOf(folder: string): Generator<FileRow, void, undefined> {
  const path = join(folder, files);
  if (!existsSync(path)) return;
  const descriptor = openPlain(path);
  try {
    for (const { text } of linesOf(descriptor)) {
      const row = readRow(text);
      if (row === null)
        throw new InputError(`${path} is damaged, or not of prvcheck. Remove it, or name another folder.`);
      yield row;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Whether findings are unchanged since they were written: by their hash, if there is one. */
export async function isIntact(
  folder: string,
  {
    output,
    outputBytes,
    outputSha256 = null,
  }: Pick<FileRow, 'output' | 'outputBytes'> & {
    readonly outputSha256?: string | null;
  },
): Promise<boolean> {
  const path = join(folder, output);
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (!info?.isFile() || info.size !== outputBytes) return false;
  return outputSha256 === null || outputSha256 === (await hashFile({ open: () => openFile(path) }));
}
