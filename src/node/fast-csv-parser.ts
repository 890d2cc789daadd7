import type { ParserRowTransformCallback } from 'fast-csv';
import type { RowParser } from '../input/csv-rows';

/** Most files need none of it. In a bundle it has no names of its own, only what CommonJS exports. */
async function fastCsv(): Promise<typeof import('fast-csv')> {
  const loaded: typeof import('fast-csv') & { default?: typeof import('fast-csv') } = await import(
    'fast-csv'
  );
  return loaded.default ?? loaded;
}

/** fast-csv as a row parser. */
export async function fastCsvParser(delimiter: string): Promise<RowParser> {
  const { parse } = await fastCsv();
  const rows: string[][] = [];
  const csv = parse<string[], string[]>({ delimiter }).transform(
    (row: string[], done: ParserRowTransformCallback<string[]>) => {
      rows.push(row);
      done(); // nothing comes out at the other end
    },
  );
  csv.on('error', () => {}); // told by the write that caused it
  return (text) =>
    new Promise((resolve, reject) => {
      csv.write(text, (error) => (error ? reject(error) : resolve(rows.splice(0))));
    });
}
