import type { ParserRowTransformCallback } from 'fast-csv';
import type { RowParser } from '../input/csv-rows';

/** Loaded on demand, since most files have no quotes. In a bundle only the default export of CommonJS is available. */
async function fastCsv(): Promise<typeof import('fast-csv')> {
  const loaded: typeof import('fast-csv') & { default?: typeof import('fast-csv') } = await import(
    'fast-csv'
  );
  return loaded.default ?? loaded;
}

/** A row parser built on fast-csv. */
export async function fastCsvParser(delimiter: string): Promise<RowParser> {
  const { parse } = await fastCsv();
  const rows: string[][] = [];
  const csv = parse<string[], string[]>({ delimiter }).transform(
    (row: string[], done: ParserRowTransformCallback<string[]>) => {
      rows.push(row);
      done(); // without the row: it is in `rows`, and the stream needs no output
    },
  );
  csv.on('error', () => {}); // reported by the write that caused it
  return (text) =>
    new Promise((resolve, reject) => {
      csv.write(text, (error) => (error ? reject(error) : resolve(rows.splice(0))));
    });
}
