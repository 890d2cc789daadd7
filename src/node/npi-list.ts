import { cellValue } from '../registry/cell-value';
import { findColumns, type Mapping } from '../registry/columns';
import { npiNumber } from '../registry/packed/codes';
import { shapeOf } from '../values/visible';
import { readCsv } from './csv';
import { InputError } from './input-error';

/**
 * Loads a list of NPIs, without duplicates: a CSV with an NPI column, as in a registry, or one NPI a line without a
 * header.
 * @throws InputError if the file cannot be read or is not such a list
 * @throws RegistryError if the column is missing or ambiguous
 */
export async function loadNpiList(path: string, mapping: Mapping): Promise<ReadonlySet<string>> {
  const npis = new Set<string>();
  let column: number | null = null;
  await readCsv(path, (cells, line) => {
    if (column === null) {
      column = npiColumn(cells, mapping);
      if (!isBareList(cells)) return;
    }
    const npi = cellValue(cells[column] ?? '');
    if (npi === '') return;
    if (npiNumber(npi) === null) {
      throw new InputError(`cannot use ${path}: line ${line}: its NPI ${shapeOf(npi)} is not ten digits.`);
    }
    npis.add(npi);
  });
  if (npis.size === 0) throw new InputError(`cannot use ${path}: it lists no NPI.`);
  return npis;
}

function npiColumn(cells: readonly string[], mapping: Mapping): number {
  if (isBareList(cells)) return cells.findIndex((cell) => cell.trim() !== '');
  return findColumns(cells, mapping, ['npi']).npi!;
}

/** Whether the first row is a single NPI. */
function isBareList(cells: readonly string[]): boolean {
  const [only = '', more] = cells.map(cellValue).filter((cell) => cell !== '');
  return more === undefined && npiNumber(only) !== null;
}
