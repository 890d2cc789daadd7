import { resolve, sep } from 'node:path';
import { InputError } from '../../../node/input-error';
import type { Assignment } from '../../../repair/assignments';
import { countOf } from '../../../values/numbers';
import type { Log } from '../../output/log';
import type { FileToFix } from './files';

/**
 * The assignments with files named as in the changes. A person, or the page, may name a file with more or fewer of the
 * folders that it is in, or for a zip those in it.
 * @param path of the assignments, for messages
 * @throws InputError if several files have such a name
 */
export function withFiles(
  path: string,
  assignments: readonly Assignment[],
  files: readonly FileToFix[],
  log: Log,
): readonly Assignment[] {
  const names = new Map<string, string>();
  for (const { file } of assignments) {
    if (file === null || names.has(file)) continue;
    const found = named(file, files);
    if (found.length > 1)
      throw new InputError(
        `cannot use ${path}: ${file} may be any of ${countOf(found.length, 'file')}: ${found[0]}, ${found[1]} … Name its folder too.`,
      );
    if (found.length === 0) log.note(`${path} assigns codes to ${file}, which is not among the files`);
    names.set(file, found[0] ?? file);
  }
  return assignments.map((one) => ({ ...one, file: one.file && names.get(one.file)! }));
}

/** The name of the file that is called so, or of those whose path ends so. */
function named(file: string, files: readonly FileToFix[]): readonly string[] {
  const wanted = file.replaceAll(sep, '/');
  if (files.some(({ name }) => name === wanted)) return [wanted];
  const end = `/${wanted}`;
  return files
    .filter(({ input }) => resolve(input.name).replaceAll(sep, '/').endsWith(end))
    .map(({ name }) => name);
}
