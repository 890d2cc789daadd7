import { cellValue } from '../../registry/cell-value';
import { candidateColumn, type Field, fields, findColumns, plain, usedColumns } from '../../registry/columns';
import { type Cells, type List, textsOf } from './list';

/** The list with the columns that it needs to take these rows of another: their mark, and the fields that they fill. */
export function withColumnsFor(list: List, other: List, rows: readonly Cells[]): List {
  const absent = fields.filter(
    (field) =>
      columnsOf(list, field).length === 0 && columnsOf(other, field).some((at) => isFilled(rows, at)),
  );
  const added = list.columns[candidateColumn] === undefined ? [candidateColumn, ...absent] : absent;
  const width = list.header.length;
  const header = [...list.header, ...added];
  return {
    ...list,
    header,
    columns: findColumns(header, list.mapping),
    // A row with more cells than the header is a bad one, and stays so.
    rows: list.rows.map((cells) =>
      cells.length <= width
        ? cells
        : [...cells.slice(0, width), ...added.map(() => ''), ...cells.slice(width)],
    ),
  };
}

/** How rows of another list become rows of this one: by field, and otherwise by the name of the column. */
export interface Placing {
  /** @param mark for the column `candidate` */
  place(cells: Cells, mark: string): Cells;
  /** The columns of the other list that have no place, if one of these rows fills them. */
  leftOut(rows: readonly Cells[]): readonly string[];
}

export function placing(other: List, list: List): Placing {
  const places = new Map<number, number>();
  for (const field of fields) {
    const [from, to] = [columnsOf(other, field), columnsOf(list, field)];
    for (const [i, at] of from.entries()) if (to.length > 0) places.set(at, to[Math.min(i, to.length - 1)]!);
  }
  const free = (of: List) => {
    const used = new Set(usedColumns(of.columns));
    return of.header.flatMap((name, at) => (used.has(at) || plain(name) === '' ? [] : [{ name, at }]));
  };
  const unknown = free(other);
  for (const { name, at } of unknown) {
    const same = free(list).find((column) => plain(column.name) === plain(name));
    if (same !== undefined) places.set(at, same.at);
  }
  return {
    place(cells, mark) {
      const row: Cells[number][] = list.header.map(() => '');
      for (const [from, to] of places) {
        const cell = cells[from] ?? '';
        // Several taxonomy columns may go to one.
        row[to] = row[to] === '' || cell === '' ? row[to] || cell : `${row[to]};${cell}`;
      }
      row[list.columns[candidateColumn]!] = mark;
      return row;
    },
    leftOut: (rows) =>
      unknown.filter(({ at }) => !places.has(at) && isFilled(rows, at)).map(({ name }) => name.trim()),
  };
}

function columnsOf({ columns }: List, field: Field): readonly number[] {
  if (field === 'taxonomy') return columns.taxonomy;
  const at = columns[field];
  return at === undefined ? [] : [at];
}

function isFilled(rows: readonly Cells[], at: number): boolean {
  return rows.some((cells) => cellValue(textsOf([cells[at]])[0]!) !== '');
}
