import { readTaxonomyCodes } from '../input/taxonomy-codes';
import { fastCsvParser } from './fast-csv-parser';
import { openFile } from './open-file';

/**
 * Loads the codes of an NUCC taxonomy file, the CSV that nucc.org publishes.
 * @returns the codes, for `Policy.taxonomyCodes`
 * @example
 * ```js
 * createChecker({ registry, policy: { taxonomyCodes: await loadTaxonomyCodes('nucc_taxonomy.csv') } });
 * ```
 * @throws InputError if the file cannot be read or is not an NUCC file
 */
export function loadTaxonomyCodes(path: string): Promise<ReadonlySet<string>> {
  return readTaxonomyCodes(openFile(path), path, fastCsvParser);
}
