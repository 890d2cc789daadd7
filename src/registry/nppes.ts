import { cellValue } from './cell-value';
import { candidateColumn, type Field, fields, plain } from './columns';

/** Indexes of the columns of an NPPES data file that are read. */
export interface NppesColumns {
  readonly npi: number;
  readonly organization: number;
  readonly lastName: number;
  readonly firstName: number;
  readonly zip: number;
  readonly deactivated: number;
  readonly reactivated: number;
  readonly taxonomies: readonly { readonly code: number; readonly primary: number }[];
  readonly identifiers: readonly { readonly id: number; readonly type: number; readonly state: number }[];
}

const single = {
  npi: 'NPI',
  organization: 'Provider Organization Name (Legal Business Name)',
  lastName: 'Provider Last Name (Legal Name)',
  firstName: 'Provider First Name',
  zip: 'Provider Business Practice Location Address Postal Code',
  deactivated: 'NPI Deactivation Date',
  reactivated: 'NPI Reactivation Date',
} as const;

const taxonomyParts = {
  code: 'Healthcare Provider Taxonomy Code',
  primary: 'Healthcare Provider Primary Taxonomy Switch',
} as const;

const identifierParts = {
  id: 'Other Provider Identifier',
  type: 'Other Provider Identifier Type Code',
  state: 'Other Provider Identifier State',
} as const;

/** The other files of the download, each with a column that only it has. */
const companions = [
  ['Provider Secondary Practice Location Address - City Name', 'the practice location file (pl_pfile)'],
  ['Endpoint Type', 'the endpoint file (endpoint_pfile)'],
  ['Provider Other Organization Name', 'the other name file (othername_pfile)'],
] as const;

/** The columns of an NPPES data file by its header, in any order, or a message if it is not one. */
export function nppesColumns(header: readonly string[]): NppesColumns | string {
  const headers = header.map(plain);
  const absent: string[] = [];
  const need = (name: string): number => {
    const at = headers.indexOf(plain(name));
    if (at === -1) absent.push(name);
    return at;
  };
  const columns = {
    ...placesOf(single, need),
    taxonomies: numbered(headers, taxonomyParts.code, (n) => placesOf(taxonomyParts, need, n)),
    identifiers: numbered(headers, identifierParts.id, (n) => placesOf(identifierParts, need, n)),
  };
  return absent.length === 0 ? columns : whyNot(headers, absent);
}

function placesOf<K extends string>(
  names: Readonly<Record<K, string>>,
  need: (name: string) => number,
  number = '',
): Record<K, number> {
  const places = Object.entries<string>(names).map(([key, name]) => [key, need(name + number)]);
  return Object.fromEntries(places) as Record<K, number>;
}

/** Reads the columns numbered _1, which is required, _2 and so on. */
function numbered<T>(headers: readonly string[], name: string, read: (number: string) => T): T[] {
  const found = [read('_1')];
  for (let n = 2; headers.includes(plain(`${name}_${n}`)); n++) found.push(read(`_${n}`));
  return found;
}

function whyNot(headers: readonly string[], absent: readonly string[]): string {
  const wanted = 'Give the data file of the download, npidata_pfile_….csv.';
  const companion = companions.find(([name]) => headers.includes(plain(name)));
  if (companion !== undefined && headers.includes('npi') && !headers.includes('entitytypecode')) {
    return `it is ${companion[1]} of NPPES, not the data file. ${wanted}`;
  }
  return `it is no NPPES data file: its header has no column "${absent[0]}". ${wanted}`;
}

/** What NPPES says of a provider. */
export interface NppesProvider {
  /** The primary one first. */
  readonly taxonomies: readonly string[];
  /** Since when the NPI is deactivated, YYYY-MM-DD; null if it is not. */
  readonly deactivated: string | null;
}

/** Reads what an NPPES row says of its provider. */
export function providerOf(cells: readonly string[], columns: NppesColumns): NppesProvider {
  const cell = (at: number): string => cellValue(cells[at] ?? '');
  const since = isoDate(cell(columns.deactivated));
  return {
    taxonomies: taxonomiesOf(columns, cell),
    deactivated: since === '' || isoDate(cell(columns.reactivated)) >= since ? null : since,
  };
}

/** The header of a file of candidates: that of a registry, and the candidate column. */
export const candidateHeader: readonly string[] = [...fields, candidateColumn];

/** Type code 05. */
const MEDICAID = '05';

/**
 * Suggested registry rows for an NPPES row: one for each Kentucky Medicaid identifier, or one without. All of it is
 * self-reported and marked as a candidate; the registry reader rejects the row until the user removes the mark.
 * @returns cells under `candidateHeader`
 */
export function candidatesOf(cells: readonly string[], columns: NppesColumns): string[][] {
  const cell = (at: number): string => cellValue(cells[at] ?? '');
  const { taxonomies, deactivated } = providerOf(cells, columns);
  const identifiers = columns.identifiers
    .filter(
      ({ type, state }) => cell(type).padStart(2, '0') === MEDICAID && cell(state).toUpperCase() === 'KY',
    )
    .map(({ id }) => cell(id))
    .filter((id, at, all) => id !== '' && all.indexOf(id) === at);
  const values: Partial<Record<Field, string>> = {
    npi: cell(columns.npi),
    taxonomy: taxonomies.join(';'),
    name:
      cell(columns.organization) ||
      [cell(columns.lastName), cell(columns.firstName)].filter(Boolean).join(', '),
    zip: cell(columns.zip),
  };
  const state = deactivated === null ? 'self-reported' : `NPI deactivated ${deactivated}`;
  const mark = `${state} in NPPES and no proof of enrollment: confirm in the partner portal`;
  return (identifiers.length === 0 ? [''] : identifiers).map((medicaid_id) => {
    const row = { ...values, medicaid_id };
    return [...fields.map((field) => row[field] ?? ''), mark];
  });
}

/** Primary taxonomy first. */
function taxonomiesOf({ taxonomies }: NppesColumns, cell: (at: number) => string): string[] {
  const given = taxonomies.filter(({ code }) => cell(code) !== '');
  const isPrimary = ({ primary }: { primary: number }) => cell(primary).toUpperCase() === 'Y';
  const codes = [...given.filter(isPrimary), ...given].map(({ code }) => cell(code));
  return [...new Set(codes)];
}

/** NPPES writes MM/DD/YYYY. */
function isoDate(text: string): string {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
