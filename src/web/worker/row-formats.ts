import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import type { RowFormats } from '../../input/registry-file';
import { papaParser } from './papa-parser';

/** The libraries for rows in the page. */
export const rowFormats: RowFormats = {
  makeParser: papaParser,
  loadXlsx: async () => ({ readXlsx, streamXlsxRows }),
};
