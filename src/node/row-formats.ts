import type { RowFormats } from '../input/registry-file';
import { fastCsvParser } from './fast-csv-parser';

/** The libraries for rows in Node. The one for workbooks is loaded only if there is one. */
export const rowFormats: RowFormats = { makeParser: fastCsvParser, loadXlsx: () => import('hucre/xlsx') };
