import { RegistryReader } from '../registry/reader';
import type { Registry } from '../registry/registry';
import { readCsv } from './csv';

export interface LoadRegistryOptions {
  /** Our column name → the header in the file, where the two differ. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Leaves bad rows out and counts them; otherwise one bad row stops the load. */
  readonly skipBadRows?: boolean;
  readonly onProgress?: (rows: number) => void;
}

const rowsPerReport = 1000;

/** The provider registry of a CSV file; throws `RegistryError` or `InputError`, both worded for the user. */
export async function loadRegistry(path: string, options: LoadRegistryOptions = {}): Promise<Registry> {
  const { onProgress, ...readerOptions } = options;
  const reader = new RegistryReader(readerOptions);
  let rows = -1;
  await readCsv(path, (cells, line) => {
    rows += 1;
    if (rows === 0) reader.header(cells);
    else reader.row(cells, line);
    if (rows > 0 && rows % rowsPerReport === 0) onProgress?.(rows);
  });
  return reader.finish();
}
