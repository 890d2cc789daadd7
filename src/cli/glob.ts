import { stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { byName } from '../input/by-name';
import { separatorIn, separatorsOf } from './written-path';

/**
 * The files that a pattern names, for shells that do not expand it (cmd, PowerShell); null when it is no pattern.
 * Folders that exist as written are taken so, brackets and all, and stay as written in the result.
 */
export async function expandGlob(pattern: string): Promise<string[] | null> {
  const { glob, isDynamicPattern } = await import('tinyglobby'); // few runs need it, and it is slow to load
  const folder = await literalFolder(pattern);
  const rest = pattern.slice(folder.length);
  const portable = sep === '\\' ? rest.replaceAll('\\', '/') : rest;
  if (!isDynamicPattern(portable)) return null;
  const found = await glob(portable, {
    cwd: folder || '.',
    expandDirectories: false,
    caseSensitiveMatch: sep !== '\\',
  });
  const separator = separatorIn(pattern);
  return found.sort(byName).map((name) => folder + name.replaceAll('/', separator));
}

/** The longest beginning of the pattern that is a folder as it stands, with its separator. */
async function literalFolder(pattern: string): Promise<string> {
  let folder = '';
  for (const at of separatorsOf(pattern)) {
    const longer = pattern.slice(0, at + 1);
    const isFolder = await stat(longer).then(
      (info) => info.isDirectory(),
      () => false,
    );
    if (!isFolder) break;
    folder = longer;
  }
  return folder;
}
