import type { LoadRegistryOptions } from '../../node/load-registry';
import type { PackedRegistry } from '../../registry/packed/packed';
import { RowNotes } from '../../registry/row-notes';
import { countOf } from '../../values/numbers';
import type { Log } from '../output/log';
import type { RegistryReading } from './reading';
import { registryFault } from './registry-fault';

const notesShown = 5;

/** Loads a registry and logs anything unusual about it. */
export async function readRegistry(
  load: (path: string, options: LoadRegistryOptions) => Promise<PackedRegistry>,
  path: string,
  { columns, sheet, fillDown, skipBadRows, acceptInvalidNpis }: RegistryReading,
  log: Log,
): Promise<PackedRegistry> {
  let rows = 0;
  log.progress(() => `reading ${path}: ${countOf(rows, 'row')}`);
  const onProgress = (count: number) => {
    rows = count;
  };
  const options = {
    columns,
    fillDown,
    skipBadRows,
    acceptInvalidNpis,
    onProgress,
    ...(sheet !== undefined && { sheet }),
  };
  const registry = await load(path, options).catch((error: unknown) => {
    throw registryFault(path, error);
  });
  log.progress(null);
  const { duplicateRows, skippedRows, warnings } = registry;
  if (duplicateRows > 0) log.note(`${path}: ${countOf(duplicateRows, 'repeated row')} counted once`);
  if (skippedRows.length > 0) log.note(`${path}: ${countOf(skippedRows.length, 'bad row')} left out`);
  const skipped = new RowNotes('line');
  for (const row of skippedRows) skipped.add(row);
  noteSome(log, path, [...skipped]);
  noteSome(log, path, warnings);
  return registry;
}

function noteSome(log: Log, path: string, texts: readonly string[]): void {
  for (const text of texts.slice(0, notesShown)) log.note(`${path}: ${text}`);
  if (texts.length > notesShown) log.note(`${path}: and ${texts.length - notesShown} more like these`);
}
