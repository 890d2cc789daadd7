import { inOrderOfFolders } from '../../input/classify';
import type { Dropped } from '../worker/inputs';

export interface WithoutRepeats {
  readonly files: readonly Dropped[];
  /** Names of files that are there already. */
  readonly repeated: readonly string[];
}

/** Adds files to those that were chosen before. One that is given again, by itself or in a folder, counts once. */
export async function withoutRepeats(
  before: readonly Dropped[],
  more: readonly Dropped[],
): Promise<WithoutRepeats> {
  const files = [...before];
  const repeated: string[] = [];
  const alike = new Map<string, Dropped[]>();
  const others = (one: Dropped) => {
    const key = `${one.file.name}/${one.file.size}/${one.file.lastModified}`;
    const found = alike.get(key) ?? [];
    alike.set(key, found);
    return found;
  };
  for (const one of before) others(one).push(one);
  // A browser lists a folder in any order.
  for (const one of [...more].sort((a, b) => inOrderOfFolders(a.name, b.name))) {
    const candidates = others(one);
    if (await anyIsSame(candidates, one)) repeated.push(one.name);
    else {
      candidates.push(one);
      files.push(one);
    }
  }
  return { files: repeated.length === more.length ? before : files, repeated };
}

async function anyIsSame(candidates: readonly Dropped[], one: Dropped): Promise<boolean> {
  for (const other of candidates)
    if (
      haveOnePlace(one.name, other.name) &&
      (await haveSameBytes(one.file, other.file).catch(cannotCompare))
    )
      return true;
  return false;
}

/** Whether one path may be a part of the other: copies in two folders are two files, as for the command. */
function haveOnePlace(one: string, other: string): boolean {
  return `/${one}`.endsWith(`/${other}`) || `/${other}`.endsWith(`/${one}`);
}

/** The check says which file cannot be read. */
const cannotCompare = () => false;

const compared = 1024 * 1024;

async function haveSameBytes(one: Blob, other: Blob): Promise<boolean> {
  for (let at = 0; at < one.size; at += compared) {
    const parts = [one, other].map((blob) => blob.slice(at, at + compared).arrayBuffer());
    const [a, b] = (await Promise.all(parts)).map((bytes) => new Uint8Array(bytes));
    if (!a!.every((byte, i) => byte === b![i])) return false;
  }
  return true;
}
