import { csvMark, csvRow } from './csv';
import type { LoadXlsxWriter } from './list';

/** A table for people to work through in a spreadsheet. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly width: number; readonly isNumber?: true }[];
  readonly rows: readonly (readonly string[])[];
}

/** Equal sheets give equal bytes. */
const noTime = new Date(Date.UTC(1980, 0, 1));

export function sheetAsCsv({ columns, rows }: Sheet): string {
  return csvMark + [columns.map(({ name }) => name), ...rows].map(csvRow).join('');
}

/** As a workbook with a header that stays, in which long texts wrap and identifiers are texts. */
export async function sheetAsWorkbook(
  { name, columns, rows }: Sheet,
  loadXlsx: LoadXlsxWriter,
): Promise<Uint8Array> {
  const { writeXlsx } = await loadXlsx();
  const cellOf = (cell: string, at: number) => {
    const number = columns[at]!.isNumber ? Number(cell) : Number.NaN;
    return cell === '' ? null : Number.isNaN(number) ? cell : number;
  };
  const header = columns.map(
    (column, at) =>
      [`0,${at}`, { value: column.name, style: { font: { bold: true }, numFmt: '@' } }] as const,
  );
  return writeXlsx({
    sheets: [
      {
        name,
        columns: columns.map(({ width, isNumber }) => ({
          width,
          ...(isNumber ? { numFmt: '#,##0.00' } : { numFmt: '@' }),
          style: { alignment: { wrapText: true, vertical: 'top' } },
        })),
        rows: [columns.map((column) => column.name), ...rows.map((row) => row.map(cellOf))],
        cells: new Map(header),
        freezePane: { rows: 1, columns: 1 },
        pageSetup: { orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 },
      },
    ],
    properties: { modified: noTime },
  });
}
