import { sep } from 'node:path';

/** The path of something in a folder, joined the way in which the user writes paths. */
export function childPath(folder: string, name: string, native = sep): string {
  const separator = separatorIn(folder, native);
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** The separator that the user wrote last; on Windows both are one, elsewhere a backslash is a letter. */
export function separatorIn(path: string, native = sep): string {
  return path.match(separators(native))?.at(-1) ?? native;
}

/** Where each separator of a path stands. */
export function separatorsOf(path: string, native = sep): number[] {
  return [...path.matchAll(separators(native))].map((match) => match.index);
}

function separators(native: string): RegExp {
  return native === '\\' ? /[\\/]/g : /\//g;
}
