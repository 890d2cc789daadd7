import type { PackedRegistry } from '../registry/packed/packed';
import { RegistryReader, type RegistryReaderOptions } from '../registry/reader';
import { inTurns } from '../values/steps';
import { readCsvRows } from './csv';
import { badRow, type MakeRowParser } from './csv-rows';

const rowsPerReport = 1000;

/**
 * Reads the provider registry of a CSV file, with the row parser of the platform.
 * @param onProgress called now and then with the number of rows read
 * @throws RegistryError if the registry cannot be used
 * @throws InputError if it is not a CSV
 */
export async function readRegistryCsv(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  makeParser: MakeRowParser,
  options: RegistryReaderOptions,
  onProgress?: (rows: number) => void,
): Promise<PackedRegistry> {
  const reader = new RegistryReader(options);
  let rows = -1;
  const take = (cells: readonly string[], line: number) => {
    rows += 1;
    if (rows === 0) reader.header(cells);
    else reader.row(cells, line);
    if (rows > 0 && rows % rowsPerReport === 0) onProgress?.(rows);
  };
  const takeBad = (line: number, reason: string) => {
    if (rows === -1) throw badRow(path, line, reason);
    reader.badRow(line, reason);
  };
  await readCsvRows(chunks, path, makeParser, take, takeBad);
  return inTurns(reader.finishing());
}
