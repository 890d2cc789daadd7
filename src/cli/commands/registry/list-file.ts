import { loadXlsxWriter } from '../../../node/row-formats';
import { type ListToComplete, listAsCsv, listAsWorkbook } from '../../../report/list';
import { UsageError } from '../../usage-error';
import { refuseExisting } from './refuse-existing';

type ListFormat = 'csv' | 'xlsx';

/**
 * The format of a new list to complete, by the name of its file; null is standard output.
 * @throws UsageError if the name is of neither format, or the file exists
 */
export async function formatOfNewList(path: string | null): Promise<ListFormat> {
  if (path === null) return 'csv';
  const format = (['csv', 'xlsx'] as const).find((name) => path.toLowerCase().endsWith(`.${name}`));
  if (format === undefined) throw new UsageError(`-o cannot be ${path}: its name must end in .xlsx or .csv.`);
  await refuseExisting(path);
  return format;
}

/** @param instructions for those who complete a workbook, one paragraph each */
export async function listIn(
  format: ListFormat,
  list: ListToComplete,
  instructions: readonly string[],
): Promise<Uint8Array> {
  return format === 'csv' ? Buffer.from(listAsCsv(list)) : listAsWorkbook(list, instructions, loadXlsxWriter);
}
