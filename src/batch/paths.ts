import { basename, resolve, sep } from 'node:path';
import { InputError } from '../node/input-error';
import { placeKey } from '../node/real-place';

/**
 * The names of files in a batch, by their paths: the path below the named folder, with that folder's own name in front
 * if there are several. Independent of where the folders are.
 * @param roots the named paths, as written
 * @throws InputError if two files would have the same name
 */
export function batchNames(roots: readonly string[], paths: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const path of paths) {
    const name = batchName(roots, path);
    const other = taken.get(placeKey(name));
    if (other !== undefined) throw new InputError(twice(name, other, path));
    taken.set(placeKey(name), path);
    names.set(path, name);
  }
  return names;
}

/** The name of a file in a batch. */
export function batchName(roots: readonly string[], path: string): string {
  for (const root of roots) {
    const rest = restOf(root, path);
    if (rest === null) continue;
    if (rest === '' || rest.startsWith('!')) return basename(resolve(root)) + rest;
    return roots.length === 1 ? rest : `${basename(resolve(root))}/${rest}`;
  }
  return basename(path);
}

/** The rest of a path after the root, with `/` between folders; null if it is not below. */
function restOf(root: string, path: string): string | null {
  if (!path.startsWith(root)) return null;
  const rest = path.slice(root.length).replaceAll(sep, '/');
  if (rest === '' || rest.startsWith('!/')) return rest;
  if (!rest.startsWith('/') && !endOfRoot.test(root)) return null;
  return rest.replace(/^\/+/, '');
}

/** On Windows, `C:` is the current folder of that drive. */
const endOfRoot = sep === '\\' ? /[/\\]$|^[a-z]:$/i : /[/\\]$/;

function twice(name: string, one: string, other: string): string {
  return `${one} and ${other} would both be called ${name} in the output. Name a folder that holds both, or check them apart.`;
}
