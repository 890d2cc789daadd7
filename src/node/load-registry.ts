import { readRegistryCsv } from '../input/registry-csv';
import { isPacked } from '../registry/packed/layout';
import { type PackedRegistry, registryFromBytes } from '../registry/packed/packed';
import { readerShape } from '../registry/reader';
import { RegistryError } from '../registry/registry';
import { callback, demand, objectOf, optional, type Shape } from '../values/options';
import { fastCsvParser } from './fast-csv-parser';
import { openFile, readWholeIf } from './open-file';

/** How to read a registry CSV. `columns` and `skipBadRows` are rejected for a compiled registry. */
export interface LoadRegistryOptions {
  /**
   * Maps fields (`npi`, `medicaid_id`, …) to the file's own headers, for headers that are not recognized.
   * @example
   * ```js
   * await loadRegistry('providers.csv', { columns: { npi: 'Prov NPI', medicaid_id: 'KY ID' } });
   * ```
   */
  readonly columns?: Readonly<Record<string, string>>;
  /** Skips and counts invalid rows; by default one invalid row stops the load. */
  readonly skipBadRows?: boolean;
  /**
   * Accepts a registry in which most NPIs (of three or more) fail their check digit, instead of refusing it. A compiled
   * registry was tested when it was compiled.
   */
  readonly acceptInvalidNpis?: boolean;
  /** Called now and then with the number of rows read. */
  readonly onProgress?: (rows: number) => void;
}

/**
 * Loads a provider registry from a CSV file, or from a file compiled from one (recognized by content).
 * @throws RegistryError if the registry cannot be used
 * @throws InputError if the file cannot be read or is not a CSV
 * @throws TypeError if an option is invalid
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

/** Loads a provider registry from a CSV file only. */
export async function loadCsvRegistry(
  path: string,
  options: LoadRegistryOptions = {},
): Promise<PackedRegistry> {
  const { onProgress, ...readerOptions } = options;
  return readRegistryCsv(openFile(path), path, fastCsvParser, readerOptions, onProgress);
}
