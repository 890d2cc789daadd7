import { nearest } from '../nearest';
import { RegistryError } from './registry';

/** The registry's fields, with the headers that real extracts give them. Case and punctuation do not matter. */
const synonyms = {
  npi: ['npi', 'billing npi', 'provider npi', 'npi number', 'national provider identifier', 'group npi'],
  medicaid_id: [
    'medicaid id',
    'ky medicaid id',
    'kentucky medicaid id',
    'medicaid provider id',
    'ky medicaid provider id',
    'medicaid number',
    'ky medicaid number',
    'medicaid provider number',
    'mcaid id',
  ],
  provider_type: ['provider type', 'provider type code', 'prov type', 'ptype', 'pt', 'provider type id'],
  taxonomy: [
    'taxonomy',
    'taxonomies',
    'taxonomy code',
    'taxonomy codes',
    'billing taxonomy',
    'provider taxonomy',
  ],
  effective_date: [
    'effective date',
    'eff date',
    'effective',
    'effective from',
    'begin date',
    'start date',
    'from date',
    'enrollment effective date',
    'eff dt',
    'effective dt',
  ],
  end_date: [
    'end date',
    'effective to',
    'to date',
    'term date',
    'termination date',
    'thru date',
    'enrollment end date',
    'end dt',
    'term dt',
    'termination',
    'termination dt',
  ],
  name: ['name', 'provider name', 'organization name', 'legal name', 'legal business name', 'business name'],
  tax_id: ['tax id', 'ein', 'fein', 'tin', 'taxpayer id', 'tax id number'],
  zip: ['zip', 'zip code', 'postal code', 'zip 4', 'service zip', 'location zip'],
  revalidation_date: ['revalidation date', 'revalidation'],
  last_revalidation_date: [
    'last revalidation date',
    'last revalidation',
    'last revalidated',
    'last revalidated on',
    'revalidated on',
    'revalidated',
    'date revalidated',
  ],
  license_expiration: [
    'license expiration',
    'license expiration date',
    'license exp date',
    'licence expiration',
    'licence expiration date',
  ],
  application_status: ['application status', 'app status', 'portal application status'],
  application_activity_date: [
    'application activity date',
    'application activity',
    'application last activity',
    'application last activity date',
    'last activity',
    'last activity date',
  ],
} as const;

export type Field = keyof typeof synonyms;

const fields = Object.keys(synonyms) as Field[];
const required: readonly Field[] = ['npi', 'medicaid_id', 'provider_type'];

/** Which cell holds which field. */
export type Columns = Readonly<Partial<Record<Field, number>>>;

/**
 * Finds the registry's fields in a header row.
 * @param mapping headers that the user named, by field
 * @throws RegistryError when a required column is absent or a name fits two columns
 */
export function findColumns(header: readonly string[], mapping: Readonly<Record<string, string>>): Columns {
  const headers = header.map(plain);
  const columns: Partial<Record<Field, number>> = {};
  for (const [field, name] of Object.entries(mapping)) {
    if (!isField(field)) throw new RegistryError(unknownField(field));
    const at = headers.indexOf(plain(name));
    if (at === -1)
      throw new RegistryError(`The registry has no column "${name}" for ${field}. ${listed(header)}`);
    if (headers.lastIndexOf(plain(name)) !== at) throw new RegistryError(several(field, [name, name]));
    columns[field] = at;
  }
  const taken = new Set(Object.values(columns));
  for (const field of fields) {
    if (columns[field] !== undefined) continue;
    const at = findField(field, header, headers, taken);
    if (at !== -1) columns[field] = at;
  }
  const absent = required.filter((field) => columns[field] === undefined);
  if (absent.length > 0) throw new RegistryError(absentColumns(absent, header));
  return columns;
}

function findField(
  field: Field,
  header: readonly string[],
  headers: readonly string[],
  taken: Set<number>,
): number {
  const placesOf = (names: readonly string[]) =>
    headers.flatMap((name, at) => (names.includes(name) && !taken.has(at) ? [at] : []));
  const own = placesOf([plain(field)]);
  const fitting = own.length > 0 ? own : placesOf(synonyms[field].map(plain));
  if (fitting.length > 1) {
    throw new RegistryError(
      several(
        field,
        fitting.map((at) => header[at]!.trim()),
      ),
    );
  }
  return fitting[0] ?? -1;
}

function several(field: Field, names: readonly string[]): string {
  const choices = names.map((name) => `"${name}"`).join(' and ');
  const help =
    new Set(names.map(plain)).size < names.length
      ? 'Rename or remove one.'
      : `Say which one, for example --columns ${field}="${names[0]}".`;
  return `The registry has several columns that could be ${field}: ${choices}. ${help}`;
}

function absentColumns(absent: readonly Field[], header: readonly string[]): string {
  const lines = absent.map((field) => {
    const near = nearest(field.replace('_', ' '), namesOf(header)) ?? 'Your Column Name';
    return `The registry has no column for ${field}. If it goes by another name, say so: --columns ${field}="${near}"`;
  });
  return [...lines, listed(header)].join('\n');
}

function listed(header: readonly string[]): string {
  const names = namesOf(header);
  return names.length === 0
    ? 'Its first line does not look like a header: it must name the columns.'
    : `Columns found in its first line: ${names.slice(0, 40).join(', ')}.`;
}

/**
 * The names in a header. None where it looks like data: the wrong file may hold what must not be shown, names and
 * birth dates of patients included.
 */
function namesOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim()).filter((name) => name !== '');
  const plausible = names.every(
    (name) => /^[A-Za-z][\w .,#()/&'+?-]{0,59}$/.test(name) && !/\d{3}/.test(name),
  );
  return plausible ? names : [];
}

/** Columns that mean nothing to us: a date among them would be missed in silence. */
export function unusedColumns(header: readonly string[], columns: Columns): string[] {
  const used = new Set(Object.values(columns));
  const unused = new Set(header.filter((_, at) => !used.has(at)).map((name) => name.trim()));
  return namesOf(header).filter((name) => unused.has(name));
}

function unknownField(field: string): string {
  const near = nearest(field, fields);
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  return `The registry has no field "${field}".${meant} Fields: ${fields.join(', ')}.`;
}

function isField(name: string): name is Field {
  return (fields as string[]).includes(name);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
