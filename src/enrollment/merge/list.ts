import { cellText, type RegistryCell } from '../../registry/cell-value';
import { type Columns, findColumns, type Mapping } from '../../registry/columns';
import type { ListListener, Row } from '../../registry/find-header';
import { isTotal } from '../../registry/reader';
import { RegistryError } from '../../registry/registry';

export type Cells = readonly RegistryCell[];

/** A list of enrollments as its file holds it, without blank rows. */
export interface List {
  /** Rows above the header. */
  readonly titles: readonly Cells[];
  readonly header: readonly string[];
  readonly columns: Columns;
  /** The headers that the user named. */
  readonly mapping: Mapping;
  readonly rows: readonly Cells[];
  /** A total as the last row, or none. */
  readonly closing: readonly Cells[];
}

/** All rows of a list, in order. */
export function tableOf({ titles, header, rows, closing }: List): readonly Cells[] {
  return [...titles, header, ...rows, ...closing];
}

/** The 1-based number in the table of a row below the header. */
export function rowNumber({ titles }: List, at: number): number {
  return titles.length + at + 2;
}

export function textsOf(cells: Cells): string[] {
  return cells.map((cell) => cellText(cell) ?? String(cell));
}

/** Makes a list of the rows of a file. */
export class ListReader implements ListListener {
  private titleRows: readonly Row[] = [];
  private head: Pick<List, 'header' | 'columns'> | null = null;
  private readonly rows: Cells[] = [];

  constructor(private readonly mapping: Mapping) {}

  header(names: readonly string[]): void {
    this.head = { header: names, columns: findColumns(names, this.mapping) };
  }

  titles(rows: readonly Row[]): void {
    this.titleRows = rows;
  }

  row(cells: Cells): void {
    if (textsOf(cells).some((text) => text.trim() !== '')) this.rows.push(cells);
  }

  /** @throws RegistryError if there is no header */
  finish(): List {
    const { head, rows } = this;
    if (head === null) throw new RegistryError('PRVCHECK_REGISTRY_EMPTY', 'The list has no header line.');
    const last = rows.at(-1);
    const closing = last !== undefined && isTotal(textsOf(last)) ? [last] : [];
    return {
      ...head,
      mapping: this.mapping,
      titles: this.titleRows.map(({ cells }) => cells),
      rows: rows.slice(0, rows.length - closing.length),
      closing,
    };
  }
}
