import { csvRows } from './csv';
import { InputError } from './input-error';

/** The codes of an NUCC taxonomy file, the CSV that nucc.org offers. */
export async function loadTaxonomyCodes(path: string): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  let column: number | null = null;
  for await (const { cells } of csvRows(path)) {
    if (column === null) {
      column = codeColumn(path, cells);
      continue;
    }
    const code = cells[column]?.trim();
    if (code) codes.add(code);
  }
  if (codes.size === 0) throw new InputError(`cannot use ${path}: it has a header and no taxonomy code.`);
  return codes;
}

function codeColumn(path: string, header: readonly string[]): number {
  const column = header.findIndex((cell) => cell.trim().toLowerCase() === 'code');
  if (column >= 0) return column;
  const names = header.map((cell) => cell.trim());
  const found = names.every(looksLikeName)
    ? `Its columns are: ${names.join(', ')}.`
    : 'Its first line does not look like a header.';
  throw new InputError(
    `cannot use ${path}: it has no column "Code". ${found}\n` +
      'Give the NUCC Health Care Provider Taxonomy file as a CSV with its header line.',
  );
}

/** A file given by mistake may begin with a patient: what is not surely the name of a column is never shown. */
function looksLikeName(cell: string): boolean {
  return /^[A-Za-z][A-Za-z0-9 _\-.#()/]{0,39}$/.test(cell) && !/\d{3}/.test(cell);
}
