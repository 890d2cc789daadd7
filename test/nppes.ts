/** NPPES data files for tests: the header of the real file, and rows by column name. */

const upTo = (most: number, names: readonly string[]) =>
  Array.from({ length: most }, (_, i) => names.map((name) => `${name}_${i + 1}`)).flat();

const address = (kind: string) => [
  `Provider First Line Business ${kind} Address`,
  `Provider Second Line Business ${kind} Address`,
  `Provider Business ${kind} Address City Name`,
  `Provider Business ${kind} Address State Name`,
  `Provider Business ${kind} Address Postal Code`,
  `Provider Business ${kind} Address Country Code (If outside U.S.)`,
  `Provider Business ${kind} Address Telephone Number`,
  `Provider Business ${kind} Address Fax Number`,
];

const person = (names: readonly string[]) => names.map((name) => `Provider ${name}`);

/** 330 columns. */
export const nppesHeader: readonly string[] = [
  'NPI',
  'Entity Type Code',
  'Replacement NPI',
  'Employer Identification Number (EIN)',
  'Provider Organization Name (Legal Business Name)',
  ...person(['Last Name (Legal Name)', 'First Name', 'Middle Name', 'Name Prefix Text', 'Name Suffix Text']),
  ...person(['Credential Text', 'Other Organization Name', 'Other Organization Name Type Code']),
  ...person(['Other Last Name', 'Other First Name', 'Other Middle Name', 'Other Name Prefix Text']),
  ...person(['Other Name Suffix Text', 'Other Credential Text', 'Other Last Name Type Code']),
  ...address('Mailing'),
  ...address('Practice Location'),
  'Provider Enumeration Date',
  'Last Update Date',
  'NPI Deactivation Reason Code',
  'NPI Deactivation Date',
  'NPI Reactivation Date',
  'Provider Sex Code',
  'Authorized Official Last Name',
  'Authorized Official First Name',
  'Authorized Official Middle Name',
  'Authorized Official Title or Position',
  'Authorized Official Telephone Number',
  ...upTo(15, [
    'Healthcare Provider Taxonomy Code',
    'Provider License Number',
    'Provider License Number State Code',
    'Healthcare Provider Primary Taxonomy Switch',
  ]),
  ...upTo(50, [
    'Other Provider Identifier',
    'Other Provider Identifier Type Code',
    'Other Provider Identifier State',
    'Other Provider Identifier Issuer',
  ]),
  'Is Sole Proprietor',
  'Is Organization Subpart',
  'Parent Organization LBN',
  'Parent Organization TIN',
  'Authorized Official Name Prefix Text',
  'Authorized Official Name Suffix Text',
  'Authorized Official Credential Text',
  ...upTo(15, ['Healthcare Provider Taxonomy Group']),
  'Certification Date',
];

export interface Provider {
  readonly npi: string;
  readonly organization?: string;
  /** Last and first name. */
  readonly person?: readonly [string, string];
  readonly zip?: string;
  readonly deactivated?: string;
  readonly reactivated?: string;
  /** A `*` after the primary one. */
  readonly taxonomies?: readonly string[];
  /** Identifier, type code and state. */
  readonly identifiers?: readonly (readonly [string, string, string])[];
  /** Any other cell by its header. */
  readonly more?: Readonly<Record<string, string>>;
}

/** The cells of a provider under `nppesHeader`. */
export function nppesCells(provider: Provider): string[] {
  const cells: Record<string, string> = {
    NPI: provider.npi,
    'Entity Type Code': provider.person ? '1' : '2',
    'Employer Identification Number (EIN)': '<UNAVAIL>',
    'Provider Organization Name (Legal Business Name)': provider.organization ?? '',
    'Provider Last Name (Legal Name)': provider.person?.[0] ?? '',
    'Provider First Name': provider.person?.[1] ?? '',
    'Provider Business Mailing Address Postal Code': '999999999',
    'Provider Business Practice Location Address Postal Code': provider.zip ?? '',
    'NPI Deactivation Date': provider.deactivated ?? '',
    'NPI Reactivation Date': provider.reactivated ?? '',
    ...provider.more,
  };
  for (const [i, code] of (provider.taxonomies ?? []).entries()) {
    cells[`Healthcare Provider Taxonomy Code_${i + 1}`] = code.replace('*', '');
    cells[`Healthcare Provider Primary Taxonomy Switch_${i + 1}`] = code.endsWith('*') ? 'Y' : 'N';
  }
  for (const [i, [id, type, state]] of (provider.identifiers ?? []).entries()) {
    cells[`Other Provider Identifier_${i + 1}`] = id;
    cells[`Other Provider Identifier Type Code_${i + 1}`] = type;
    cells[`Other Provider Identifier State_${i + 1}`] = state;
    cells[`Other Provider Identifier Issuer_${i + 1}`] = 'ISSUER, INC';
  }
  return nppesHeader.map((name) => cells[name] ?? '');
}

export const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** The file as NPPES writes it: every cell in quotes. */
export function nppesFile(providers: readonly Provider[]): string {
  return [nppesHeader, ...providers.map(nppesCells)].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}
