import { statSync } from 'node:fs';
import { byPath, outputName } from '../../../batch/names';
import { batchNames } from '../../../batch/paths';
import type { Input } from '../../../input/input';
import { InputError, orCannotRead } from '../../../node/input-error';
import { placeKey } from '../../../node/real-place';

/** A claim file, and its corrected copy. */
export interface FileToFix {
  readonly input: Input;
  /** Its path below the named folder, with `/` between folders. */
  readonly name: string;
  /** The path of the copy, below the output folder. */
  readonly copy: string;
}

/**
 * The files in order. A copy is never packed, even if the file is.
 * @throws InputError if two copies would have the same name
 */
export function filesToFix(paths: readonly string[], inputs: readonly Input[]): readonly FileToFix[] {
  const names = batchNames(
    paths,
    inputs.map(({ name }) => name),
  );
  const taken = new Map<string, string>();
  const files = inputs.map((input) => {
    const name = names.get(input.name)!;
    const copy = outputName(input.size === null ? name.replace(/\.gz$/i, '') : name, '');
    const other = taken.get(placeKey(copy));
    if (other !== undefined)
      throw new InputError(
        `the corrected copies of ${other} and ${name} would have the same name. Correct them apart.`,
      );
    taken.set(placeKey(copy), name);
    return { input, name, copy };
  });
  return files.sort((a, b) => byPath(a.name, b.name));
}

/**
 * Opens a file twice at the same time.
 * @throws InputError if it can be read only once
 */
export function openTwice({
  name,
  path,
  size,
  open,
}: Input): [AsyncIterable<Uint8Array>, AsyncIterable<Uint8Array>] {
  if (size === null && !orCannotRead(path, () => statSync(path)).isFile())
    throw new InputError(onceOnly(name));
  return [inChunks(open()), inChunks(open())];
}

export function onceOnly(name: string): string {
  return `${name} can be read once only, and a correction takes two readings: save it as a file first.`;
}

async function* inChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* chunks;
}
