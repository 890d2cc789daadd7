import { readCsvRows } from '../../input/csv';
import { InputError } from '../../input/input-error';
import { readRegistryCsv } from '../../input/registry-csv';
import { type Field, fields, findColumns, type Mapping } from '../../registry/columns';
import { isPacked } from '../../registry/packed/layout';
import { type PackedRegistry, registryFromBytes } from '../../registry/packed/packed';
import { RegistryError } from '../../registry/registry';
import { countOf } from '../../values/numbers';
import type { RegistryAnswer, RegistryReading } from '../protocol';
import { papaParser } from './papa-parser';
import { readBlob } from './read-blob';

const headSize = 64;
const problemsTold = 200;

/** Reads a registry; returns it, or what the user can do about a fault. */
export async function readRegistry(
  file: File,
  reading: RegistryReading,
): Promise<{ readonly registry: PackedRegistry | null; readonly answer: RegistryAnswer }> {
  try {
    const registry = await load(file, reading);
    const { rows, npis } = registry;
    return { registry, answer: { kind: 'ready', rows, npis, notes: notesOf(registry) } };
  } catch (error) {
    if (error instanceof RegistryError)
      return { registry: null, answer: await explain(error, file, reading.columns) };
    if (error instanceof InputError)
      return { registry: null, answer: { kind: 'unusable', message: error.message } };
    throw error;
  }
}

async function load(file: File, reading: RegistryReading): Promise<PackedRegistry> {
  const head = new Uint8Array(await file.slice(0, headSize).arrayBuffer());
  if (isPacked(head)) return registryFromBytes(new Uint8Array(await file.arrayBuffer()));
  return readRegistryCsv(readBlob(file, file.name), file.name, papaParser, reading);
}

function notesOf({ duplicateRows, skippedRows, warnings }: PackedRegistry): string[] {
  return [
    ...(skippedRows.length > 0 ? [`${countOf(skippedRows.length, 'bad row')} left out.`] : []),
    ...(duplicateRows > 0 ? [`${countOf(duplicateRows, 'repeated row')} counted once.`] : []),
    ...warnings,
  ];
}

async function explain(error: RegistryError, file: File, columns: Mapping): Promise<RegistryAnswer> {
  const { code, message, problems } = error;
  if (code === 'PRVCHECK_REGISTRY_ROWS')
    return { kind: 'rows', problems: problems.slice(0, problemsTold), count: problems.length, message };
  if (code === 'PRVCHECK_REGISTRY_COMPILED')
    return { kind: 'unusable', message: `${message} Or choose that CSV here.` };
  // A header that looks like data may contain something private.
  const hasInvalidNpis = code === 'PRVCHECK_REGISTRY_NPIS';
  if (code !== 'PRVCHECK_REGISTRY_COLUMNS' && !hasInvalidNpis) return { kind: 'unusable', message };
  const header = await headerOf(file);
  const found = foundIn(header, {
    ...columns,
    ...(hasInvalidNpis ? suggested(error) : {}),
  });
  return { kind: 'columns', header, found, hasInvalidNpis, message };
}

/** The columns that an error suggests. */
function suggested({ suggestedColumns }: RegistryError): Mapping {
  const named = Object.entries(suggestedColumns).filter(([, header]) => header !== null);
  return Object.fromEntries(named) as Mapping;
}

/** The names in the first row. */
async function headerOf(file: File): Promise<string[]> {
  let header: string[] | null = null;
  await readCsvRows(readBlob(file, file.name), file.name, papaParser, (cells) => {
    header ??= cells.map((cell) => cell.trim()).filter((name) => name !== '');
  }).catch(() => {});
  return header ?? [];
}

/** The columns that are recognized without help, by field. */
function foundIn(header: readonly string[], columns: Mapping): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const named = columns[field];
    const at = named === undefined ? columnOf(field, header) : header.indexOf(named);
    if (at !== undefined && at !== -1) found[field] = header[at]!;
  }
  return found;
}

function columnOf(field: Field, header: readonly string[]): number | undefined {
  try {
    const columns = findColumns(header, {}, [field]);
    return field === 'taxonomy' ? columns.taxonomy[0] : columns[field];
  } catch {
    return undefined;
  }
}
