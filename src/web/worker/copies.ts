import { makeZip } from 'client-zip';
import { safePart } from '../../input/safe-name';
import { uniqueInArchive } from '../../input/unique-name';
import { BlobParts } from './blob-parts';
import { readStream } from './read-blob';

/** A file that was made. */
export interface Copy {
  /** With `/` between folders. */
  readonly name: string;
  readonly blob: Blob;
}

/** What the user gets: a corrected copy and the list of its changes, or both for several copies in one zip. */
export interface Saved {
  readonly file: Copy;
  /** The number of copies in a zip; null if it is a single copy. */
  readonly copies: number | null;
  /** null if it is in the zip. */
  readonly changes: Copy | null;
}

/**
 * @param copies one at least
 * @param changes the list of changes
 * @param day YYYY-MM-DD
 */
export async function toSave(
  copies: readonly Copy[],
  changes: Blob,
  day: string,
  signal: AbortSignal,
): Promise<Saved> {
  const [only, ...others] = copies;
  if (others.length === 0)
    return {
      file: { name: correctedName(only!.name, day), blob: only!.blob },
      copies: null,
      changes: { name: `prvcheck-changes-${day}.csv`, blob: changes },
    };
  const taken = new Map<string, number>();
  const corrected = copies.map(({ name, blob }) => ({
    name: uniqueInArchive(taken, `corrected/${name.split('/').map(safePart).join('/')}`),
    blob,
  }));
  const files = [{ name: 'changes.csv', blob: changes }, ...corrected];
  const blob = await zipped(files, day, signal);
  return { file: { name: `prvcheck-corrected-${day}.zip`, blob }, copies: copies.length, changes: null };
}

/** All files get the day, so that equal corrections on one day give equal bytes. */
async function zipped(files: readonly Copy[], day: string, signal: AbortSignal): Promise<Blob> {
  const lastModified = new Date(`${day}T00:00`);
  const entries = files.map(({ name, blob }) => ({ name, input: blob, size: blob.size, lastModified }));
  const parts = new BlobParts();
  for await (const bytes of readStream(makeZip(entries))) {
    signal.throwIfAborted();
    parts.add(bytes);
  }
  return parts.blob();
}

/** `a-corrected-2026-11-26.837` for `march/a.837`. */
function correctedName(path: string, day: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)}-corrected-${day}${name.slice(end)}`;
}
