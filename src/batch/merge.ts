import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InputError } from '../node/input-error';
import { liesIn, realPlace } from '../node/real-place';
import { byPath } from './names';
import { type BatchSummary, isIntact, readSummary, rowsOf } from './results';
import type { FileRow } from './row';
import { Store, type Writing } from './store';

const { COPYFILE_EXCL, COPYFILE_FICLONE } = constants;
/** Files copied before they are put in place together. */
const FILES_A_COMMIT = 256;

/**
 * Combines the output folders of all shards of a run into what one run would have written.
 * @throws InputError if they are not finished, or not the parts of one run
 */
export async function mergeShards(
  folders: readonly string[],
  out: string,
  writing: Writing,
): Promise<BatchSummary> {
  const { settings, skipped } = wholeRun(folders);
  const inside = foldersInside(folders, out);
  const store = await Store.open(out, settings, true, writing);
  try {
    const names: string[] = [];
    for (const { row, folder } of inOrder(folders)) {
      const overwritten = inside.find(({ place }) => row.output.startsWith(place));
      if (overwritten !== undefined)
        throw new InputError(
          `${row.output} would be written into ${overwritten.folder}, which is to be merged. Name another --out.`,
        );
      const findings = join(folder, row.output);
      if (!(await isIntact(folder, row)))
        throw new InputError(`${findings} is not as its run has written it, or gone: do that shard again.`);
      const temporary = store.temporary();
      await copyFile(findings, temporary, COPYFILE_EXCL | COPYFILE_FICLONE);
      names.push(row.file);
      if (store.add(temporary, row) >= FILES_A_COMMIT) await store.commit();
    }
    await store.commit();
    return await store.finish(names, skipped, null);
  } finally {
    await store.close();
  }
}

/**
 * The shard folders inside the output folder, as path prefixes there.
 * @throws InputError if the output folder is, or is in, one of them
 */
function foldersInside(
  folders: readonly string[],
  out: string,
): { readonly folder: string; readonly place: string }[] {
  const target = realPlace(out);
  const places = folders.map((folder) => ({ folder, place: realPlace(folder) }));
  const around = places.find(({ place }) => liesIn(target, place));
  if (around !== undefined)
    throw new InputError(
      `${out} is or lies in ${around.folder}, which is to be merged. Name another folder with --out.`,
    );
  return places
    .filter(({ place }) => liesIn(place, target))
    .map(({ folder, place }) => ({ folder, place: `${relative(target, place).replaceAll(sep, '/')}/` }));
}

/** The settings of all shards, and the number of other files that each found in its part. */
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
  // Earlier versions wrote no such count.
  return { settings, skipped: summaries.reduce((sum, { skipped = 0 }) => sum + skipped, 0) };
}

/** The rows of all folders, each with its folder, in the order of one run. */
function* inOrder(folders: readonly string[]): Generator<{ readonly row: FileRow; readonly folder: string }> {
  const heads = folders.map((folder) => ({ folder, rows: rowsOf(folder), row: null as FileRow | null }));
  try {
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
  } finally {
    for (const { rows } of heads) rows.return();
  }
}
