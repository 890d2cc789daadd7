import { nameKey } from './name-key';

/**
 * A unique name for a file among several, which may have the same name.
 * @param taken how often each name has occurred so far
 * @param keyOf the same for names that count as one
 */
export function uniqueName(
  taken: Map<string, number>,
  name: string,
  keyOf: (name: string) => string = (same) => same,
): string {
  const key = keyOf(name);
  let count = (taken.get(key) ?? 0) + 1;
  while (count > 1 && taken.has(`${key}#${count}`)) count++;
  taken.set(key, count);
  if (count === 1) return name;
  taken.set(`${key}#${count}`, 1);
  return `${name}#${count}`;
}

/** A unique name for a file in an archive, also where it is unpacked on Windows or macOS. */
export function uniqueInArchive(taken: Map<string, number>, name: string): string {
  return uniqueName(taken, name, nameKey);
}

/**
 * The name of a file in a zip: `archive.zip!/folder/file`; a second file of the same name ends in `#2`. For display only,
 * not a path.
 */
export function zippedName(archive: string, taken: Map<string, number>, name: string): string {
  return `${archive}!/${uniqueInArchive(taken, name)}`;
}
