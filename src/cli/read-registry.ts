import { InputError } from '../node/input-error';
import type { loadRegistry } from '../node/load-registry';
import type { PackedRegistry } from '../registry/packed';
import { InvalidNpisError, RegistryError } from '../registry/registry';
import { countOf } from '../report/numbers';
import type { RegistryReading } from './settings';
import type { Talk } from './talk';

const notesShown = 5;

/** Loads a registry and tells what was odd about it. */
export async function readRegistry(
  load: typeof loadRegistry,
  path: string,
  { columns, skipBadRows, acceptInvalidNpis }: RegistryReading,
  talk: Talk,
): Promise<PackedRegistry> {
  let rows = 0;
  talk.progress(() => `reading ${path}: ${countOf(rows, 'row')}`);
  const onProgress = (count: number) => {
    rows = count;
  };
  const options = { columns, skipBadRows, acceptInvalidNpis, onProgress };
  const registry = await load(path, options).catch((error: unknown) => {
    if (!(error instanceof RegistryError)) throw error;
    throw new InputError(`cannot use ${path}: ${error.message}${adviceOn(error)}`);
  });
  talk.progress(null);
  const { duplicateRows, skippedRows, warnings } = registry;
  if (duplicateRows > 0) talk.note(`${path}: ${countOf(duplicateRows, 'repeated row')} counted once`);
  if (skippedRows.length > 0) talk.note(`${path}: ${countOf(skippedRows.length, 'bad row')} left out`);
  const skipped = skippedRows.map(({ line, reason }) => `line ${line}: ${reason}`);
  noteSome(talk, path, skipped);
  noteSome(talk, path, warnings);
  return registry;
}

function adviceOn(error: RegistryError): string {
  if (!(error instanceof InvalidNpisError)) return '';
  const columns = Object.entries(error.columns ?? {}).map(([field, name]) => ` --columns ${field}="${name}"`);
  const swap = columns.length > 0 ? `\nSay which column is which:${columns.join('')}` : '';
  return `${swap}\nIf the NPIs are to be used as they are, add --accept-invalid-npis.`;
}

function noteSome(talk: Talk, path: string, texts: readonly string[]): void {
  for (const text of texts.slice(0, notesShown)) talk.note(`${path}: ${text}`);
  if (texts.length > notesShown) talk.note(`${path}: and ${texts.length - notesShown} more like these`);
}
