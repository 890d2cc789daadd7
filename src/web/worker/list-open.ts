import { entriesOf } from '../../enrollment/merge/entry';
import { type Cells, type List, textsOf } from '../../enrollment/merge/list';
import { readList } from '../../input/registry-file';
import { cellValue } from '../../registry/cell-value';
import { findColumns } from '../../registry/columns';
import { isByPosition } from '../../registry/find-header';
import { isNoDay, isOpenEnd, readSerialDay } from '../../registry/read-day';
import { dateFields } from '../../registry/read-row';
import { isoDay } from '../../values/dates';
import type { RegistryReading } from '../protocol';
import { readBlob } from './read-blob';
import { rowFormats } from './row-formats';

/** A list with its cells, and how to read it. */
export interface ReadyToEdit {
  readonly list: List;
  readonly reading: RegistryReading;
}

/**
 * Reads a list to edit it. What had to be said about its file is written into it, so that it reads the same without:
 * names for columns without any, NPIs taken from the row above, and dates for the day numbers of a spreadsheet.
 */
export async function readToEdit(
  file: File,
  { sheet, fillDown = false, columns = {}, ...others }: RegistryReading,
): Promise<ReadyToEdit> {
  const options = { columns, ...(sheet !== undefined && { sheet }) };
  const list = await readList(readBlob(file, file.name), file.name, rowFormats, options);
  const named = isByPosition(columns) ? withNames(list, columns) : list;
  const filled = fillDown ? { ...named, rows: filledDown(named) } : named;
  return { list: withDates(filled), reading: { ...others, columns: filled.mapping } };
}

const columnsToBegin = [
  'NPI',
  'Medicaid ID',
  'Provider type',
  'Taxonomy',
  'Effective date',
  'End date',
  'Name',
  'ZIP',
];

/** A list to begin with. */
export function emptyList(): ReadyToEdit {
  const header = columnsToBegin;
  const list = { titles: [], header, columns: findColumns(header, {}), mapping: {}, rows: [], closing: [] };
  return { list: { ...list, rows: [header.map(() => '')] }, reading: {} };
}

function withNames(list: List, columns: Readonly<Record<string, string>>): List {
  const fieldOf = new Map(Object.entries(columns).map(([field, position]) => [position, field]));
  const header = list.header.map((position) => fieldOf.get(position) ?? `column ${position.slice(1)}`);
  return { ...list, header, mapping: {}, columns: findColumns(header, {}) };
}

/** The rows with the NPI of the row above where it is blank. */
export function filledDown(list: List): readonly Cells[] {
  const at = list.columns.npi!;
  return [...entriesOf(list, true)].map(({ cells, npi }) =>
    valueAt(cells, at) === '' ? replaced(cells, at, npi) : cells,
  );
}

/** Only where a column holds nothing but day numbers: a single one may be a mistake. */
function withDates(list: List): List {
  const places = dateFields
    .flatMap((field) => list.columns[field] ?? [])
    .filter((at) => holdsSerials(list, at));
  const rows = list.rows.map((cells) =>
    places.reduce((row, at) => {
      const day = readSerialDay(valueAt(row, at));
      return day === null ? row : replaced(row, at, isoDay(day)!);
    }, cells),
  );
  return { ...list, rows };
}

function holdsSerials({ rows }: List, at: number): boolean {
  const values = rows
    .map((cells) => valueAt(cells, at))
    .filter((value) => value !== '' && !isNoDay(value) && !isOpenEnd(value, null));
  return values.length > 0 && values.every((value) => readSerialDay(value) !== null);
}

function valueAt(cells: Cells, at: number): string {
  return cellValue(textsOf([cells[at]])[0]!);
}

function replaced(cells: Cells, at: number, value: string): Cells {
  const all = [...cells];
  while (all.length <= at) all.push('');
  all[at] = value;
  return all;
}
