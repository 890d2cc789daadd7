import type { CountEdit, PrvEdit } from '../repair/repair';
import { type Cell, cells, csvMark, csvRow } from './csv';
import type { ChangeLog, FailedFile } from './repair';

type Row = PrvEdit | CountEdit | FailedFile;

const ofEdit = (show: (edit: PrvEdit) => Cell) => (row: Row) => (row.type === 'edit' ? show(row) : null);
const ofCorrection = (show: (change: PrvEdit | CountEdit) => Cell) => (row: Row) =>
  row.type === 'failed' ? null : show(row);

const columns = {
  file: (row) => row.file,
  change: (row) => (row.type === 'edit' ? row.change : row.type === 'count' ? 'recounted' : 'failed'),
  billing_npi: ofEdit(({ npi }) => npi),
  billing_name: ofEdit(({ name }) => name),
  interchange: ofCorrection(({ interchange }) => interchange),
  group: ofCorrection(({ group }) => group),
  transaction: ofCorrection(({ transaction }) => transaction),
  billing_hl: ofEdit(({ hl }) => hl),
  segment: ofCorrection(({ written }) => written.segment),
  offset: ofCorrection(({ written }) => written.offset),
  before: ofCorrection(({ removed }) => removed?.text ?? null),
  after: ofCorrection(({ written }) => written.text),
  source: ofEdit(({ source }) => source),
  why: whyOf,
  medicaid_id: ofEdit(({ medicaidId }) => medicaidId),
  claims: ofEdit(({ claims }) => claims),
  charges: ofEdit(({ charges }) => charges),
} satisfies Record<string, (row: Row) => Cell>;

function whyOf(row: Row): string {
  if (row.type === 'edit') return row.why;
  if (row.type === 'count') return 'Segments were added to the set.';
  return `No corrected copy was made; changes of this file above this row are in none. ${row.why}`;
}

const columnsInOrder = Object.values(columns);

/** What was changed, for a spreadsheet: one row a change, with its place in the copy; and files without a copy. */
export function changesCsv(): ChangeLog {
  return {
    begin: () => csvMark + csvRow(Object.keys(columns)),
    line: (line) =>
      line.type === 'left' || line.type === 'repairs' ? '' : `${cells(columnsInOrder, line)}\r\n`,
  };
}
