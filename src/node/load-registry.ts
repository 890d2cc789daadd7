import { fileURLToPath } from 'node:url';
import { type RegistryFileOptions, readRegistryFile } from '../input/registry-file';
import { isPacked } from '../registry/packed/layout';
import { type PackedRegistry, registryFromBytes } from '../registry/packed/packed';
import { readerShape } from '../registry/reader';
import { RegistryError } from '../registry/registry';
import { callback, demand, must, objectOf, optional, type Shape, text } from '../values/options';
import { openFile, readWholeIf } from './open-file';
import { rowFormats } from './row-formats';

/** How to read a registry from a CSV or a workbook. `columns` and `skipBadRows` are rejected for a compiled registry. */
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
  /**
   * Takes the NPI of the row above where the cell is blank, as merged cells look in a CSV; by default such a row is
   * invalid.
   */
  readonly fillDown?: boolean;
  /** The sheet of a workbook, if several could be the registry. */
  readonly sheet?: string;
  /** Called now and then with the number of rows read. */
  readonly onProgress?: (rows: number) => void;
}

/** Where a registry is read from: a path, a `file:` URL, or the bytes of a file in chunks, such as a Node stream. */
export type RegistrySource = string | URL | AsyncIterable<Uint8Array>;

/**
 * Loads a provider registry from a CSV file, an Excel workbook (.xlsx, .xlsm), or a file compiled from one of them
 * (recognized by content).
 * @throws RegistryError if the registry cannot be used
 * @throws InputError if the file cannot be read or has another format
 * @throws TypeError if the source or an option is invalid
 * @example
 * ```js
 * const registry = await loadRegistry('enrollments.xlsx', { sheet: 'Enrollments' });
 * ```
 */
export async function loadRegistry(
  source: RegistrySource,
  options: LoadRegistryOptions = {},
): Promise<PackedRegistry> {
  const shape: Shape<LoadRegistryOptions> = {
    ...readerShape(),
    sheet: optional(text),
    onProgress: optional(callback),
  };
  demand(objectOf(shape), options, 'options');
  demand(aSource, source, 'source');
  const path = source instanceof URL ? fileURLToPath(source) : source;
  return (await loadCompiled(path, options)) ?? loadListedRegistry(path, options);
}

/**
 * Loads all rows of a registry that can be read, even if there are none. The others are in `skippedRows`.
 * @throws RegistryError, InputError as `loadRegistry`
 */
export async function loadReadableRows(path: string, options: LoadRegistryOptions): Promise<PackedRegistry> {
  return (
    (await loadCompiled(path, options)) ??
    loadListedRegistry(path, { ...options, skipBadRows: true, mayBeEmpty: true })
  );
}

/** null if the source is not a compiled file. */
async function loadCompiled(
  source: string | AsyncIterable<Uint8Array>,
  { columns = {}, sheet, fillDown, skipBadRows }: LoadRegistryOptions,
): Promise<PackedRegistry | null> {
  const bytes = typeof source === 'string' ? await readWholeIf(source, isPacked) : null;
  if (bytes === null) return null;
  if (skipBadRows || fillDown || sheet !== undefined || Object.keys(columns).length > 0)
    throw new RegistryError('PRVCHECK_REGISTRY_SETTLED', settled);
  return registryFromBytes(bytes);
}

const aSource = /* @__PURE__ */ must(
  'a path, a file: URL, or an async iterable of bytes',
  (value) =>
    typeof value === 'string' ||
    (value instanceof URL && value.protocol === 'file:') ||
    (typeof value === 'object' && value !== null && Symbol.asyncIterator in value),
);

const settled =
  'The registry is compiled: which columns are read, and whether bad rows are left out, was settled when it was. ' +
  'Leave those settings out here, or compile it again with them.';

/** Loads a provider registry from a CSV file or a workbook only. */
export async function loadListedRegistry(
  source: string | AsyncIterable<Uint8Array>,
  { onProgress, ...options }: LoadRegistryOptions & RegistryFileOptions = {},
): Promise<PackedRegistry> {
  const isPath = typeof source === 'string';
  const chunks = isPath ? openFile(source) : bytesOf(source);
  return readRegistryFile(chunks, isPath ? source : 'the stream', rowFormats, options, onProgress);
}

async function* bytesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    demand(
      must('a Uint8Array', (value) => value instanceof Uint8Array),
      chunk,
      'a chunk of the source',
    );
    yield chunk as Uint8Array;
  }
}
