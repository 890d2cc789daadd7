import { textsOf } from '../../enrollment/merge/list';
import { InputError } from '../../input/input-error';
import { cellValue } from '../../registry/cell-value';
import { type Columns, candidateColumn, type Field } from '../../registry/columns';
import type { PackedRegistry } from '../../registry/packed/packed';
import { RowReader } from '../../registry/read-row';
import { RegistryError, type RowProblem } from '../../registry/registry';
import { RowNotes } from '../../registry/row-notes';
import { tableAsWorkbook } from '../../report/table';
import { today } from '../clock';
import type {
  ListAudit,
  ListEdit,
  ListedColumn,
  ListFormat,
  ListLook,
  ListPage,
  OpenedList,
  RegistryReading,
} from '../protocol';
import { auditList } from './audit-list';
import { findRows, pageOf, type SearchedRow } from './list-find';
import type { ReadyToEdit } from './list-open';
import {
  asFile,
  type EditableList,
  editable,
  edited,
  type NumberedRow,
  rowsToSave,
  tableToSave,
} from './list-rows';
import type { OpenList } from './open-list';
import { load, type RegistryRead, readRegistry } from './registry';
import { loadXlsxWriter, xlsxType } from './row-formats';

const CHANGES_TO_UNDO = 50;

/** What reading the list as the file that it would be saved as says. */
interface Judged extends RegistryRead {
  readonly file: File;
  readonly lines: ReadonlyMap<number, number>;
  /** The rows that a check refuses, by line. */
  readonly problems: ReadonlyMap<number, RowProblem>;
  /** The other rows; null if nothing can be said of them. */
  readonly usable: PackedRegistry | null;
  readonly audit: ListAudit | null;
}

/**
 * A list that is being edited. After each change it is written as a file and read like one, so that the page says what
 * the command says of the saved list.
 */
export class EditedList implements OpenList {
  private before: EditableList[] = [];
  private found: readonly number[] = [];
  private added: number | null = null;

  private constructor(
    private list: EditableList,
    private reading: RegistryReading,
    private readonly name: string,
    private judged: Judged,
  ) {}

  static async begin({ list, reading }: ReadyToEdit, name: string): Promise<EditedList> {
    const rows = editable(list);
    return new EditedList(rows, reading, name, await judge(rows, reading, name));
  }

  get registry(): PackedRegistry | null {
    return this.judged.registry;
  }

  state(): OpenedList {
    const { list, reading, judged, added, before } = this;
    const { answer, audit, file, problems } = judged;
    return {
      columns: columnsOf(list),
      rows: rowsToSave(list).length,
      faults: problems.size,
      ...{ answer, audit, file, reading, added },
      canUndo: before.length > 0,
      whyFixed: null,
    };
  }

  async edit(edit: ListEdit): Promise<void> {
    this.added = edit.kind === 'add' || edit.kind === 'copy' ? this.list.nextId : null;
    if (edit.kind === 'undo') this.list = this.before.pop() ?? this.list;
    else if (edit.kind === 'accept-npis') this.reading = { ...this.reading, acceptInvalidNpis: true };
    else {
      this.before = [...this.before, this.list].slice(-CHANGES_TO_UNDO);
      this.list = edited(this.list, edit);
    }
    if (this.added !== null) this.found = withAdded(this.found, edit, this.added);
    this.judged = await judge(this.list, this.reading, this.name);
  }

  async look({ find, page }: ListLook): Promise<ListPage> {
    if (find !== null) {
      const found: number[] = [];
      for await (const { id } of findRows(this.listed(this.list.rows), find, this.judged.usable, today()))
        found.push(id);
      this.found = found;
    }
    const byId = new Map(this.list.rows.map((row) => [row.id, row]));
    const rows = this.found.flatMap((id) => byId.get(id) ?? []);
    return pageOf(rows, rows.length, page, (some) => [...this.listed(some)]);
  }

  async save(format: ListFormat): Promise<Blob> {
    if (format === 'csv') return this.judged.file;
    const { list } = this;
    const bytes = await tableAsWorkbook(tableToSave(list), list.titles.length, loadXlsxWriter);
    return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: xlsxType });
  }

  private *listed(rows: readonly NumberedRow[]): Generator<SearchedRow> {
    const { header, columns } = this.list;
    const { lines, problems } = this.judged;
    const reader = new RowReader(header.length, columns, new RowNotes('row'));
    for (const { id, cells } of rows) {
      const line = lines.get(id) ?? null;
      const problem = line === null ? undefined : problems.get(line);
      const texts = textsOf(cells);
      const values = texts.map(cellValue);
      const fault =
        problem === undefined
          ? null
          : { columns: placesOf(problem, columns, values), reason: problem.reason };
      yield { id, line, cells: values, fault, npi: reader.npiIn(texts) };
    }
  }
}

/** A copy stands below its original, another new row at the end. */
function withAdded(found: readonly number[], edit: ListEdit, added: number): readonly number[] {
  if (edit.kind !== 'copy') return [...found, added];
  return found.flatMap((id) => (id === edit.row ? [id, added] : [id]));
}

async function judge(list: EditableList, reading: RegistryReading, name: string): Promise<Judged> {
  const { file, lines } = asFile(list, name);
  const read = await readRegistry(file, reading);
  const usable = read.registry ?? (await unlessUnusable(file, asFarAsPossible(reading)));
  const audit =
    read.answer.kind === 'ready'
      ? read.answer.audit
      : usable === null
        ? null
        : await auditList(usable, today());
  const problems = new Map((usable?.skippedRows ?? []).map((problem) => [problem.line, problem]));
  return { ...read, file, lines, problems, usable, audit };
}

function asFarAsPossible(reading: RegistryReading): RegistryReading {
  return { ...reading, skipBadRows: true, mayBeEmpty: true, acceptInvalidNpis: true };
}

async function unlessUnusable(file: File, reading: RegistryReading): Promise<PackedRegistry | null> {
  try {
    return await load(file, reading);
  } catch (error) {
    if (error instanceof RegistryError || error instanceof InputError) return null;
    throw error;
  }
}

/** The columns of the header, and those without a name that rows fill beyond it. */
function columnsOf({ header, columns, rows }: EditableList): ListedColumn[] {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), header.length);
  const fields = new Map<number, ListedColumn['field']>();
  const { taxonomy, ...others } = columns;
  for (const [field, at] of Object.entries(others))
    if (at !== undefined) fields.set(at, field as Field | typeof candidateColumn);
  for (const at of taxonomy) fields.set(at, 'taxonomy');
  return Array.from({ length: width }, (_, at) => ({
    name: header[at]?.trim() ?? '',
    field: fields.get(at) ?? null,
  }));
}

/** The cells to mend: of a candidate, those to fill in. */
function placesOf(
  { field }: RowProblem,
  { taxonomy, ...columns }: Columns,
  values: readonly string[],
): number[] {
  const toFillIn = [columns.medicaid_id, columns.provider_type].filter(
    (at) => at !== undefined && !values[at],
  );
  const places =
    field === candidateColumn && toFillIn.length > 0 ? toFillIn : [columns[field as keyof typeof columns]];
  return places.filter((at) => at !== undefined);
}
