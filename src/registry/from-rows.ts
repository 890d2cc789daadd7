import { invalid } from '../values/errors';
import { demand, inWords, must, objectOf } from '../values/options';
import { inTurns } from '../values/steps';
import { isTurnDue, turn } from '../values/turn';
import type { RegistryCell } from './cell-value';
import { HeaderFinder } from './find-header';
import type { PackedRegistry } from './packed/packed';
import { RegistryReader, type RegistryReaderOptions, readerShape } from './reader';

/** A row as a database gives it: an object with a key for each column, or an array of cells. */
export type RegistryRow = Readonly<Record<string, RegistryCell>> | readonly RegistryCell[];

/** Rows from memory, a query or a cursor. */
export type RegistryRows = Iterable<RegistryRow> | AsyncIterable<RegistryRow>;

/**
 * Makes a registry from rows, with the same checks as for a file. Arrays begin with a row of column names. Other work of
 * the process gets its turns. Rows are counted from 1 in errors.
 * @throws RegistryError if the registry cannot be used
 * @throws TypeError if the rows or the options are invalid
 * @example
 * ```js
 * const { rows } = await client.query('SELECT npi, medicaid_id, provider_type, taxonomy FROM enrollments');
 * const registry = await registryFromRows(rows);
 * ```
 */
export async function registryFromRows(
  rows: RegistryRows,
  options: RegistryReaderOptions = {},
): Promise<PackedRegistry> {
  demand(objectOf(readerShape()), options, 'options');
  demand(someRows, rows, 'rows');
  const reader = new RegistryReader(options, 'row');
  const finder = new HeaderFinder(reader, options.columns ?? {});
  let keys: readonly string[] | null = null;
  let line = 0;
  for await (const row of rows) {
    line++;
    const isList = Array.isArray(row);
    if (line > 1 && isList !== (keys === null))
      throw invalid(`row ${line} is an ${isList ? 'array' : 'object'}, and the rows before it are not`);
    if (isList) finder.row(row as readonly RegistryCell[], line);
    else {
      demand(anObject, row, `row ${line}`);
      const cells = row as Readonly<Record<string, RegistryCell>>;
      if (keys === null) {
        keys = Object.keys(cells);
        reader.header(keys);
      }
      const other = Object.keys(cells).find((key) => !keys!.includes(key));
      if (other === undefined) reader.row(cellsOf(cells, keys), line);
      else reader.badRow(line, `it has the key ${inWords(other)}, which the first row does not have`);
    }
    if (isTurnDue()) await turn();
  }
  finder.end();
  return inTurns(reader.finishing());
}

function cellsOf(row: Readonly<Record<string, RegistryCell>>, keys: readonly string[]): RegistryCell[] {
  return keys.map((key) => row[key]);
}

const someRows = /* @__PURE__ */ must(
  'an iterable or async iterable of rows',
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    (Symbol.iterator in value || Symbol.asyncIterator in value),
);

const anObject = /* @__PURE__ */ must(
  'an object or an array',
  (value) => typeof value === 'object' && value !== null,
);
