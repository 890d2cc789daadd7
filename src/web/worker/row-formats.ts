import { readXlsx, streamXlsxRows, writeXlsx } from 'hucre/xlsx';
import type { RowFormats } from '../../input/registry-file';
import type { LoadXlsxWriter } from '../../report/list';
import { papaParser } from './papa-parser';

/** The libraries for rows in the page. */
export const rowFormats: RowFormats = {
  makeParser: papaParser,
  loadXlsx: async () => ({ readXlsx, streamXlsxRows }),
};

/** The library that writes workbooks. */
export const loadXlsxWriter: LoadXlsxWriter = async () => ({ writeXlsx });

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
