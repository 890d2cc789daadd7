import type { WriteSheet, writeXlsx } from 'hucre/xlsx';
import { providerTypes } from '../registry/provider-types';
import { csvMark, csvRow } from './csv';

/** The library that writes workbooks, as a platform loads it. */
export type LoadXlsxWriter = () => Promise<{ readonly writeXlsx: typeof writeXlsx }>;

/** A list of enrollments to complete. Columns that a registry does not have are for the person who completes it. */
export interface ListToComplete {
  readonly columns: readonly ListColumn[];
  readonly rows: readonly (readonly string[])[];
}

export interface ListColumn {
  /** Its header, which a registry reader understands, or not if it is for people only. */
  readonly name: string;
  /** Width in characters. */
  readonly width: number;
  /** What is to be filled in, and where it is found; null for what need not be touched. */
  readonly help: string | null;
  /** Whether cells are amounts, to be added up and sorted. */
  readonly isNumber?: true;
  /** Whether cells are whole numbers. */
  readonly isCount?: true;
}

/** The list as a CSV for spreadsheets. */
export function listAsCsv({ columns, rows }: ListToComplete): string {
  return csvMark + [columns.map(({ name }) => name), ...rows].map(csvRow).join('');
}

const listSheet = 'Enrollments';
const typesSheet = 'Provider types';
/** Equal lists give equal bytes. */
const noTime = new Date(Date.UTC(1980, 0, 1));
/** The last row for which a cell offers the provider types. */
const LAST_ROW = 5000;

/**
 * The list as a workbook: identifiers are text, provider types can be chosen, and sheets of instructions and types
 * follow. In a row without Medicaid ID, the mark in the column `candidate` goes by itself once ID and provider type are
 * filled in; another is to be removed by whoever confirmed the row.
 * @param instructions one paragraph each
 */
export async function listAsWorkbook(
  { columns, rows }: ListToComplete,
  instructions: readonly string[],
  loadXlsx: LoadXlsxWriter,
): Promise<Uint8Array> {
  const { writeXlsx } = await loadXlsx();
  const names = columns.map(({ name }) => name);
  const letterOf = (name: string) => letter(names.indexOf(name));
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const marks = names.indexOf('candidate');
  for (const [at, row] of rows.entries()) {
    const mark = row[marks];
    if (marks === -1 || !mark || row[names.indexOf('Medicaid ID')] !== '') continue;
    const [id, type] = ['Medicaid ID', 'Provider type'].map((name) => `${letterOf(name)}${at + 2}`);
    const text = mark.replaceAll('"', '""');
    cells.set(`${at + 1},${marks}`, {
      formula: `IF(AND(${id}<>"",${type}<>""),"","${text}")`,
      formulaResult: mark,
    });
  }
  for (const at of names.keys())
    cells.set(`0,${at}`, { value: names[at]!, style: { font: { bold: true }, numFmt: '@' } });
  const list: WriteSheet = {
    name: listSheet,
    columns: columns.map((column) => ({ width: column.width, numFmt: formatOf(column) })),
    rows: [names, ...rows.map((row) => row.map((cell, at) => cellOf(cell, columns[at]!)))],
    cells,
    freezePane: { rows: 1, columns: 1 },
    autoFilter: { range: `A1:${letter(names.length - 1)}${rows.length + 1}` },
    dataValidations: [
      {
        type: 'list',
        formula1: `'${typesSheet}'!$A$2:$A$${providerTypes.length + 1}`,
        range: `${letterOf('Provider type')}2:${letterOf('Provider type')}${LAST_ROW}`,
        allowBlank: true,
        // Others are possible: the names are labels.
        showErrorMessage: false,
        showInputMessage: true,
        inputTitle: 'Provider type',
        inputMessage: 'Choose one, or type its number.',
      },
    ],
  };
  const helped = columns.filter(({ help }) => help !== null).map(({ name, help }) => [name, help]);
  const guide: WriteSheet = {
    name: 'Instructions',
    columns: [{ width: 18 }, { width: 90, style: { alignment: { wrapText: true } } }],
    rows: [
      ...instructions.map((text) => [null, text]),
      [],
      ['Column', 'What to write, and where it is found'],
      ...helped,
    ],
  };
  const types: WriteSheet = {
    name: typesSheet,
    columns: [{ width: 60, numFmt: '@' }],
    rows: [['Number and name'], ...providerTypes.map(([code, name]) => [`${code} - ${name}`])],
  };
  return writeXlsx({ sheets: [list, guide, types], properties: { modified: noTime } });
}

function formatOf({ isNumber, isCount }: ListColumn): string {
  if (isCount) return '#,##0';
  return isNumber ? '#,##0.00' : '@';
}

function cellOf(cell: string, { isNumber, isCount }: ListColumn): string | number | null {
  if (cell === '') return null;
  return isNumber || isCount ? Number(cell) : cell;
}

/** `A`, `B` … of a column of a sheet with at most 26. */
function letter(at: number): string {
  return String.fromCharCode(65 + at);
}
