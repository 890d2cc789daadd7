import { readRegistryCsv } from '../input/registry-csv';
import { isPacked } from '../registry/packed/layout';
import { type PackedRegistry, registryFromBytes } from '../registry/packed/packed';
import { readerShape } from '../registry/reader';
import { RegistryError } from '../registry/registry';
import { callback, demand, objectOf, optional, type Shape } from '../values/options';
import { fastCsvParser } from './fast-csv-parser';
import { openFile, readWholeIf } from './open-file';

/** How to read a registry CSV. To a compiled registry `columns` and `skipBadRows` cannot be applied any more. */
export interface LoadRegistryOptions {
  /** Headers of the file by field (`npi`, `medicaid_id`, …), where they go by other names. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Leaves bad rows out and counts them; otherwise one bad row stops the load. */
  readonly skipBadRows?: boolean;
  /**
   * Uses a registry in which most of three or more NPIs fail their check digit, instead of refusing it; a compiled one
   * was judged when it was compiled.
   */
  readonly acceptInvalidNpis?: boolean;
  /** Told now and then how many rows were read. */
  readonly onProgress?: (rows: number) => void;
}

/**
 * The provider registry of a CSV file, or of a file compiled from one, told apart by content.
 * @throws RegistryError when the registry cannot be used
 * @throws InputError when the file cannot be read, or is no CSV
 * @throws TypeError for options that cannot be used
 */
export async function loadRegistry(path: string, options: LoadRegistryOptions = {}): Promise<PackedRegistry> {
  const shape: Shape<LoadRegistryOptions> = { ...readerShape(), onProgress: optional(callback) };
  demand(objectOf(shape), options, 'options');
  const bytes = await readWholeIf(path, isPacked);
  if (bytes === null) return loadCsvRegistry(path, options);
  if (options.skipBadRows || Object.keys(options.columns ?? {}).length > 0)
    throw new RegistryError('PRVCHECK_REGISTRY_SETTLED', settled);
  return registryFromBytes(bytes);
}

const settled =
  'The registry is compiled: which columns are read, and whether bad rows are left out, was settled when it was. ' +
  'Leave those settings out here, or compile it again with them.';

/** The provider registry of a CSV file and of nothing else. */
export async function loadCsvRegistry(
  path: string,
  options: LoadRegistryOptions = {},
): Promise<PackedRegistry> {
  const { onProgress, ...readerOptions } = options;
  return readRegistryCsv(openFile(path), path, fastCsvParser, readerOptions, onProgress);
}
