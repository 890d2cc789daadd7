import { sep } from 'node:path';

/** Joins a folder and a name with the separator that the user writes. */
export function childPath(folder: string, name: string, native = sep): string {
  const separator = separatorIn(folder, native);
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/**
 * The last separator that the user wrote. On Windows both slashes are separators; elsewhere a backslash is part of a
 * name.
 */
export function separatorIn(path: string, native = sep): string {
  return path.match(separators(native))?.at(-1) ?? native;
}

/** The offset of each separator in a path. */
export function separatorsOf(path: string, native = sep): number[] {
  return [...path.matchAll(separators(native))].map((match) => match.index);
}

function separators(native: string): RegExp {
  return native === '\\' ? /[\\/]/g : /\//g;
}
