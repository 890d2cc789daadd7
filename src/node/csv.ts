import { readCsvRows } from '../input/csv';
import type { TakeRow } from '../input/csv-rows';
import { fastCsvParser } from './fast-csv-parser';
import { openFile } from './open-file';

/** Reads the rows of a CSV file, header first, without blank rows. */
export function readCsv(path: string, take: TakeRow): Promise<void> {
  return readCsvRows(openFile(path), path, fastCsvParser, take);
}
