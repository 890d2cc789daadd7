import { constants } from 'node:fs';
import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../node/input-error';
import { byPath } from './names';
import { type BatchSummary, readSummary, rowsOf } from './results';
import type { FileRow } from './row';
import { Store } from './store';

/** So many files are copied before they are put in place together. */
const FILES_A_COMMIT = 256;

/**
 * Puts the output folders of all shards of a run together, as one run would have written it.
 * @throws InputError where they are not finished, or not the parts of one run
 */
export async function mergeShards(folders: readonly string[], out: string): Promise<BatchSummary> {
  const { settings, skipped } = wholeRun(folders);
  const store = new Store(out, settings, true);
  const close = () => store.close();
  process.once('exit', close);
  try {
    const names: string[] = [];
    for (const { row, folder } of inOrder(folders)) {
      const temporary = store.temporary();
      await copyFile(join(folder, row.output), temporary, constants.COPYFILE_FICLONE);
      await chmod(temporary, 0o600);
      names.push(row.file);
      if (store.add(temporary, row) >= FILES_A_COMMIT) await store.commit();
    }
    await store.commit();
    return await store.finish(names, skipped, null);
  } finally {
    process.off('exit', close);
    close();
  }
}

/** What all shards were made with, and the other files that each found in its part. */
function wholeRun(folders: readonly string[]): { readonly settings: string; readonly skipped: number } {
  const summaries = folders.map((folder) => {
    const summary = readSummary(folder);
    if (summary !== null) return { folder, ...summary };
    throw new InputError(`${folder} holds no finished run: it has no summary.json. Let its run end first.`);
  });
  const [first] = summaries;
  const { settings, shard } = first!;
  const seen = new Map<number, string>();
  for (const { folder, ...other } of summaries) {
    if (other.settings !== settings)
      throw new InputError(
        `${folders[0]} and ${folder} were made with different registries, settings or versions.`,
      );
    if (other.shard === null || other.shard.count !== shard?.count)
      throw new InputError(`${folder} is no shard of the run that ${folders[0]} is of.`);
    const twin = seen.get(other.shard.index);
    if (twin !== undefined)
      throw new InputError(
        `${twin} and ${folder} are both shard ${other.shard.index} of ${other.shard.count}.`,
      );
    seen.set(other.shard.index, folder);
  }
  const { count } = shard!;
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !seen.has(index));
  if (missing.length > 0)
    throw new InputError(
      `shard ${missing.slice(0, 10).join(', ')} of ${count} is missing: name the output folders of all shards.`,
    );
  // What earlier versions wrote has no such count.
  return { settings, skipped: summaries.reduce((sum, { skipped = 0 }) => sum + skipped, 0) };
}

/** The rows of all folders, each with its own, in the order of one run. */
function* inOrder(folders: readonly string[]): Generator<{ readonly row: FileRow; readonly folder: string }> {
  const heads = folders.map((folder) => ({ folder, rows: rowsOf(folder), row: null as FileRow | null }));
  for (const head of heads) head.row = head.rows.next().value ?? null;
  for (;;) {
    let least: (typeof heads)[number] | null = null;
    for (const head of heads) {
      if (head.row !== null && (least?.row == null || byPath(head.row.file, least.row.file) < 0))
        least = head;
    }
    if (least?.row == null) return;
    yield { row: least.row, folder: least.folder };
    least.row = least.rows.next().value ?? null;
  }
}
