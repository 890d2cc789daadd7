/**
 * The name of a file in an archive that may hold several of one name.
 * @param taken how often each name has come so far
 */
export function uniqueName(taken: Map<string, number>, name: string): string {
  let count = (taken.get(name) ?? 0) + 1;
  while (count > 1 && taken.has(`${name}#${count}`)) count++;
  taken.set(name, count);
  if (count === 1) return name;
  taken.set(`${name}#${count}`, 1);
  return `${name}#${count}`;
}
