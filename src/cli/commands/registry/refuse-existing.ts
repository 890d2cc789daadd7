import { stat } from 'node:fs/promises';
import { UsageError } from '../../usage-error';

/**
 * Ensures that a new list does not replace one that people have worked on.
 * @throws UsageError if the file exists
 */
export async function refuseExisting(path: string | null): Promise<void> {
  if (path === null) return;
  const isThere = await stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
  if (isThere) throw new UsageError(`${path} is there already, and may be your registry. Name another file.`);
}
