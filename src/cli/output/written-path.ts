import { sep, win32 } from 'node:path';

/** Joins a folder and a name with the separator that the user writes. */
export function childPath(folder: string, name: string, native = sep): string {
  if (isDrive(folder, native)) return folder + name;
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

/** Whether a path is a drive of Windows alone, such as `C:`: the current folder of that drive. */
export function isDrive(path: string, native = sep): boolean {
  return native === '\\' && /^[a-z]:$/i.test(path);
}

/** What precedes the first folder: a drive, or on Windows a share: `\\server\share\`; '' for a relative path. */
export function rootOf(path: string, native = sep): string {
  if (native !== '\\') return path.startsWith('/') ? '/' : '';
  const [longShare] = /^[\\/]{2}\?[\\/]UNC[\\/][^\\/]+[\\/][^\\/]+[\\/]/i.exec(path) ?? [];
  return longShare ?? win32.parse(path).root;
}

/** The offset of each separator in a path. */
export function separatorsOf(path: string, native = sep): number[] {
  return [...path.matchAll(separators(native))].map((match) => match.index);
}

function separators(native: string): RegExp {
  return native === '\\' ? /[\\/]/g : /\//g;
}
