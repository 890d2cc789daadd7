/**
 * A unique name for a file in an archive that may contain several with the same name.
 * @param taken how often each name has occurred so far
 */
export function uniqueName(taken: Map<string, number>, name: string): string {
  let count = (taken.get(name) ?? 0) + 1;
  while (count > 1 && taken.has(`${name}#${count}`)) count++;
  taken.set(name, count);
  if (count === 1) return name;
  taken.set(`${name}#${count}`, 1);
  return `${name}#${count}`;
}

/**
 * The name of a file in a zip: `archive.zip!/folder/file`; a second file of the same name ends in `#2`. For display only,
 * not a path.
 */
export function zippedName(archive: string, taken: Map<string, number>, name: string): string {
  return `${archive}!/${uniqueName(taken, name)}`;
}
