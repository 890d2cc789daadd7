import type { RegistryCell } from '../registry/cell-value';
import { csvMark, exactCsvRow } from './csv';
import type { LoadXlsxWriter } from './list';

/** The rows of a list, its header among them. */
export type Table = readonly (readonly RegistryCell[])[];

/** A table as a CSV for spreadsheets. */
export function tableAsCsv(table: Table): string {
  return csvMark + table.map((cells) => exactCsvRow(cells.map(cellOf))).join('');
}

const [NARROWEST, WIDEST] = [10, 50];

/**
 * A table as a workbook: texts stay texts, so that identifiers keep their zeros, and numbers stay numbers.
 * @param headerAt the index of the row with the names of the columns, which stays in sight
 */
export async function tableAsWorkbook(
  table: Table,
  headerAt: number,
  loadXlsx: LoadXlsxWriter,
  name = 'Enrollments',
): Promise<Uint8Array> {
  const { writeXlsx } = await loadXlsx();
  const rows = table.map((cells) => cells.map(cellOf));
  const below = rows.slice(headerAt);
  const columns = below[0]!.map((_, at) => columnOf(below.map((cells) => cells[at] ?? null)));
  const pageSetup = { orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 } as const;
  return writeXlsx({ sheets: [{ name, columns, rows, freezePane: { rows: headerAt + 1 }, pageSetup }] });
}

function cellOf(cell: RegistryCell): string | number | null {
  if (cell === null || cell === undefined || cell === '') return null;
  return typeof cell === 'number' ? cell : String(cell);
}

function columnOf(cells: readonly (string | number | null)[]) {
  const longest = cells.reduce<number>((most, cell) => Math.max(most, String(cell ?? '').length), NARROWEST);
  const width = Math.min(longest + 2, WIDEST);
  const numbers = cells.filter((cell) => typeof cell === 'number');
  // Fractions are amounts.
  if (numbers.length > 0) return numbers.every(Number.isInteger) ? { width } : { width, numFmt: '#,##0.00' };
  return longest > WIDEST
    ? { width, style: { numFmt: '@', alignment: { wrapText: true } } }
    : { width, numFmt: '@' };
}
