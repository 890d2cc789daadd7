import type { CountEdit, ProviderEdit, PrvEdit } from '../repair/repair';
import { type Cell, cells, csvMark, csvRow } from './csv';
import type { ChangeLog, FailedFile } from './repair';

type Row = PrvEdit | ProviderEdit | CountEdit | FailedFile;

const ofEdit = (show: (edit: PrvEdit) => Cell) => (row: Row) => (row.type === 'edit' ? show(row) : null);
const ofProvider = (show: (edit: ProviderEdit) => Cell) => (row: Row) =>
  row.type === 'provider-edit' ? show(row) : null;
const ofAnyEdit = (show: (edit: PrvEdit | ProviderEdit) => Cell) => (row: Row) =>
  row.type === 'edit' || row.type === 'provider-edit' ? show(row) : null;
const ofCorrection = (show: (change: PrvEdit | ProviderEdit | CountEdit) => Cell) => (row: Row) =>
  row.type === 'failed' ? null : show(row);

const columns = {
  file: (row) => row.file,
  change: (row) => (row.type === 'count' ? 'recounted' : row.type === 'failed' ? 'failed' : row.change),
  billing_npi: ofAnyEdit(({ npi }) => npi),
  billing_name: ofEdit(({ name }) => name),
  interchange: ofCorrection(({ interchange }) => interchange),
  group: ofCorrection(({ group }) => group),
  transaction: ofCorrection(({ transaction }) => transaction),
  billing_hl: ofEdit(({ hl }) => hl),
  segment: ofCorrection(({ written }) => written.segment),
  offset: ofCorrection(({ written }) => written.offset),
  before: ofCorrection(({ removed }) => removed?.text ?? null),
  after: ofCorrection(({ written }) => written.text),
  source: ofAnyEdit(({ source }) => source),
  why: whyOf,
  medicaid_id: ofAnyEdit(({ medicaidId }) => medicaidId),
  claims: ofEdit(({ claims }) => claims),
  charges: ofEdit(({ charges }) => charges),
  provider: ofProvider(({ provider }) => provider.role),
  provider_npi: ofProvider(({ provider }) => provider.npi),
  claim: ofProvider(({ claim }) => claim),
  line: ofProvider(({ provider }) => provider.line),
} satisfies Record<string, (row: Row) => Cell>;

function whyOf(row: Row): string {
  if (row.type === 'edit' || row.type === 'provider-edit') return row.why;
  if (row.type === 'count') return 'Segments were added to the set.';
  return `No corrected copy was made; changes of this file above this row are in none. ${row.why}`;
}

const columnsInOrder = Object.values(columns);

/** What was changed, for a spreadsheet: one row a change, with its place in the copy; and files without a copy. */
export function changesCsv(): ChangeLog {
  return {
    begin: () => csvMark + csvRow(Object.keys(columns)),
    line: (line) =>
      line.type === 'left' || line.type === 'provider-left' || line.type === 'repairs'
        ? ''
        : `${cells(columnsInOrder, line)}\r\n`,
  };
}
