import { makeZip } from 'client-zip';
import { safePart } from '../../input/safe-name';
import { uniqueName } from '../../input/unique-name';
import { BlobParts } from './blob-parts';
import { readStream } from './read-blob';

/** A file that was made. */
export interface Copy {
  /** With `/` between folders. */
  readonly name: string;
  readonly blob: Blob;
}

/** Equal input should give equal bytes, so files in a zip get the earliest possible time. */
const noTime = new Date(1980, 0, 1);

/** Corrected copies as one file to save: a single copy as it is, several as a zip. */
export async function fileOf(copies: readonly Copy[], signal: AbortSignal): Promise<Copy> {
  const [only, ...others] = copies;
  if (others.length === 0) return { name: correctedName(only!.name), blob: only!.blob };
  const taken = new Map<string, number>();
  const files = copies.map(({ name, blob }) => ({
    name: uniqueName(taken, name.split('/').map(safePart).join('/')),
    input: blob,
    size: blob.size,
    lastModified: noTime,
  }));
  const parts = new BlobParts();
  for await (const bytes of readStream(makeZip(files))) {
    signal.throwIfAborted();
    parts.add(bytes);
  }
  return { name: 'prvcheck-corrected.zip', blob: parts.blob() };
}

/** `a-corrected.837` for `march/a.837`. */
function correctedName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)}-corrected${name.slice(end)}`;
}
