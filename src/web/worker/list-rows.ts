import { entriesOf, lacksId } from '../../enrollment/merge/entry';
import { type Cells, type List, tableOf, textsOf } from '../../enrollment/merge/list';
import { cellValue } from '../../registry/cell-value';
import { candidateColumn } from '../../registry/columns';
import { tableAsCsv } from '../../report/table';
import type { ListEdit } from '../protocol';
import { filledDown } from './list-open';

/** A list that can be edited: each row has a number that it keeps while others come and go. */
export interface EditableList extends Omit<List, 'rows'> {
  readonly rows: readonly NumberedRow[];
  readonly nextId: number;
}

export interface NumberedRow {
  readonly id: number;
  readonly cells: Cells;
  /** The mark in its column `candidate` goes by itself once Medicaid ID and provider type are filled in. */
  readonly toComplete: boolean;
}

export function editable(list: List): EditableList {
  const rows = [...entriesOf(list)].map((entry, id) => ({
    id,
    cells: entry.cells,
    toComplete: entry.mark !== '' && lacksId(entry),
  }));
  return { ...list, rows, nextId: rows.length };
}

/** The list after an edit. A new row has the number that was the next one. */
export function edited(
  list: EditableList,
  edit: Exclude<ListEdit, { kind: 'undo' | 'accept-npis' }>,
): EditableList {
  const { rows, nextId } = list;
  switch (edit.kind) {
    case 'cell':
      return {
        ...list,
        rows: rows.map((row) => (row.id === edit.row ? withCell(list, row, edit.column, edit.text) : row)),
      };
    case 'delete':
      return { ...list, rows: rows.filter(({ id }) => id !== edit.row) };
    case 'add': {
      const cells = list.header.map((_, at) => (at === list.columns.npi ? edit.npi : ''));
      return { ...list, rows: [...rows, { id: nextId, cells, toComplete: false }], nextId: nextId + 1 };
    }
    case 'fill-down': {
      const filled = filledDown({ ...list, rows: rows.map(({ cells }) => cells) });
      return { ...list, rows: rows.map((row, at) => ({ ...row, cells: filled[at]! })) };
    }
    case 'copy':
      return {
        ...list,
        rows: rows.flatMap((row) => (row.id === edit.row ? [row, withoutId(list, row)] : [row])),
        nextId: nextId + 1,
      };
  }
}

function withCell(list: EditableList, row: NumberedRow, column: number, text: string): NumberedRow {
  const { columns } = list;
  const cells = Array.from({ length: Math.max(row.cells.length, column + 1) }, (_, at) =>
    at === column ? text : (row.cells[at] ?? ''),
  );
  const isFilled = (at: number | undefined) => at !== undefined && !isBlank([cells[at]]);
  if (row.toComplete && isFilled(columns.medicaid_id) && isFilled(columns.provider_type))
    cells[columns[candidateColumn]!] = '';
  return { ...row, cells };
}

/** A copy for another Medicaid ID of the same NPI. */
function withoutId({ columns, nextId }: EditableList, { cells }: NumberedRow): NumberedRow {
  const own = [columns.medicaid_id, columns.provider_type, ...columns.taxonomy];
  return {
    id: nextId,
    cells: cells.map((cell, at) => (own.includes(at) ? '' : cell)),
    toComplete: !isBlank([cells[columns[candidateColumn] ?? -1]]),
  };
}

/** The rows to save: blank ones are left out, as readers do. */
export function rowsToSave({ rows }: EditableList): readonly NumberedRow[] {
  return rows.filter(({ cells }) => !isBlank(cells));
}

export function tableToSave(list: EditableList): readonly Cells[] {
  return tableOf({ ...list, rows: rowsToSave(list).map(({ cells }) => cells) });
}

/** The list as a CSV file, and the line on which each row begins in it, by the number of the row. */
export function asFile(
  list: EditableList,
  name: string,
): { readonly file: File; readonly lines: ReadonlyMap<number, number> } {
  const lines = new Map<number, number>();
  let line = 1;
  for (const cells of [...list.titles, list.header]) line += linesIn(cells);
  for (const { id, cells } of rowsToSave(list)) {
    lines.set(id, line);
    line += linesIn(cells);
  }
  return { file: new File([tableAsCsv(tableToSave(list))], name), lines };
}

function linesIn(cells: Cells): number {
  return textsOf(cells).reduce((sum, text) => sum + text.split(/\r\n|\n|\r/).length - 1, 1);
}

function isBlank(cells: Cells): boolean {
  return textsOf(cells).every((text) => cellValue(text) === '');
}
