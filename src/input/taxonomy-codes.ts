import { readCsvRows } from './csv';
import type { MakeRowParser } from './csv-rows';
import { InputError } from './input-error';

/**
 * Reads the codes of an NUCC taxonomy file.
 * @throws InputError if it is another file
 */
export async function readTaxonomyCodes(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  makeParser: MakeRowParser,
): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  let column: number | null = null;
  await readCsvRows(chunks, path, makeParser, (cells) => {
    if (column === null) {
      column = codeColumn(path, cells);
      return;
    }
    const code = cells[column]?.trim();
    if (code) codes.add(code);
  });
  if (codes.size === 0) throw new InputError(`cannot use ${path}: it has a header and no taxonomy code.`);
  return codes;
}

/** The message does not quote the header: a file given by mistake may contain patient data. */
function codeColumn(path: string, header: readonly string[]): number {
  const column = header.findIndex((cell) => cell.trim().toLowerCase() === 'code');
  if (column >= 0) return column;
  throw new InputError([
    `cannot use ${path}: it has no column "Code".`,
    'Give the NUCC Health Care Provider Taxonomy file as a CSV with its header line.',
  ]);
}
