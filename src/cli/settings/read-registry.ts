import type { loadRegistry } from '../../node/load-registry';
import type { PackedRegistry } from '../../registry/packed/packed';
import { countOf } from '../../values/numbers';
import type { Talk } from '../output/talk';
import { registryFault } from './registry-fault';
import type { RegistryReading } from './settings';

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
    throw registryFault(path, error);
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

function noteSome(talk: Talk, path: string, texts: readonly string[]): void {
  for (const text of texts.slice(0, notesShown)) talk.note(`${path}: ${text}`);
  if (texts.length > notesShown) talk.note(`${path}: and ${texts.length - notesShown} more like these`);
}
