import type { RowFormats } from '../input/registry-file';
import type { LoadXlsxWriter } from '../report/list';
import { fastCsvParser } from './fast-csv-parser';

/** The libraries for rows in Node. The one for workbooks is loaded only if there is one. */
export const rowFormats: RowFormats = { makeParser: fastCsvParser, loadXlsx: () => import('hucre/xlsx') };

/** The library that writes workbooks, loaded only where one is written. */
export const loadXlsxWriter: LoadXlsxWriter = () => import('hucre/xlsx');
