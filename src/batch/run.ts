import { type BatchFile, hashFile } from './check-file';
import type { FileRow } from './row';
import type { Store } from './store';

/** Checks a file, writing its findings to a new file at `temporary`. */
export type CheckFile = (file: BatchFile, temporary: string) => Promise<FileRow>;

/** A commit waits for the disk, so many files share one; the time limits how much work a crash can lose. */
const most = { files: 256, milliseconds: 500 };

/**
 * Checks each file that is not done yet, several at a time.
 * @param onDone called with each file's row, in the order of completion
 */
export async function runBatch(
  files: readonly BatchFile[],
  store: Store,
  check: CheckFile,
  atOnce: number,
  onDone: (row: FileRow, isKept: boolean) => void,
): Promise<void> {
  let last = performance.now();
  let isOver = false;
  const queue = files.values();
  const work = async () => {
    for (const file of queue) {
      const known = await store.find(file.name);
      const isKept = known?.sha256 && known.sha256 === (await hashFile(file));
      if (isOver) return;
      if (isKept) {
        onDone(store.row(file.name), true);
        continue;
      }
      const temporary = store.temporary();
      const row = await check(file, temporary);
      if (isOver) return;
      const waiting = store.add(temporary, row);
      onDone(row, false);
      if (waiting < most.files && performance.now() - last < most.milliseconds) continue;
      last = performance.now();
      await store.commit();
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
    await store.commit();
  } finally {
    isOver = true; // if one has failed, the others are still running
  }
}
