import type { Assignment } from '../repair/assignments';
import { AssignmentError, AssignmentReader, type IsRegistered } from '../repair/read-assignments';
import { readCsv } from './csv';
import { InputError } from './input-error';

/**
 * Loads the codes that a CSV assigns: columns npi and taxonomy, optionally kind, zip, payer, file and
 * billing_loop.
 * @throws InputError if the file cannot be read or a row is invalid
 */
export async function loadAssignments(
  path: string,
  isRegistered: IsRegistered,
): Promise<readonly Assignment[]> {
  const reader = new AssignmentReader(isRegistered);
  try {
    await readCsv(path, (cells, line) => reader.row(cells, line));
  } catch (error) {
    if (!(error instanceof AssignmentError)) throw error;
    throw new InputError(`cannot use ${path}: ${error.message}`, { cause: error });
  }
  return reader.finish();
}
