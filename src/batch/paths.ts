import { basename, resolve, sep } from 'node:path';
import { InputError } from '../node/input-error';

/**
 * What files are called in a batch, by their paths: their place below the folder that was named, and that folder's own
 * name before it where there are several. The same wherever the folders lie.
 * @param roots the paths that were named, as written
 * @throws InputError where two files would be called the same
 */
export function batchNames(roots: readonly string[], paths: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const path of paths) {
    const name = batchName(roots, path);
    const other = taken.get(name);
    if (other !== undefined) throw new InputError(twice(name, other, path));
    taken.set(name, path);
    names.set(path, name);
  }
  return names;
}

/** What a file is called in a batch. */
export function batchName(roots: readonly string[], path: string): string {
  for (const root of roots) {
    const rest = restOf(root, path);
    if (rest === null) continue;
    if (rest === '' || rest.startsWith('!')) return basename(resolve(root)) + rest;
    return roots.length === 1 ? rest : `${basename(resolve(root))}/${rest}`;
  }
  return basename(path);
}

/** What follows the root in a path, with `/` between folders; null where it does not lie below. */
function restOf(root: string, path: string): string | null {
  if (!path.startsWith(root)) return null;
  const rest = path.slice(root.length).replaceAll(sep, '/');
  if (rest === '' || rest.startsWith('!/')) return rest;
  if (!rest.startsWith('/') && !/[/\\]$/.test(root)) return null;
  return rest.replace(/^\/+/, '');
}

function twice(name: string, one: string, other: string): string {
  return `${one} and ${other} would both be called ${name} in the output. Name a folder that holds both, or check them apart.`;
}
