import { nearest } from '../values/nearest';
import { shapeOf } from '../values/visible';
import { RegistryError } from './registry';
import { synonyms } from './synonyms';

export type Field = keyof typeof synonyms;

/** All fields, in the order in which they are written. */
export const fields = /* @__PURE__ */ Object.keys(synonyms) as Field[];
const required: readonly Field[] = ['npi', 'medicaid_id', 'provider_type'];

/** A column that marks a row as unconfirmed. */
export const candidateColumn = 'candidate';

/** Columns of a list to complete that are for people only. */
export const columnsForPeople = [
  'Taxonomies seen',
  'ZIPs seen',
  'Kinds',
  'Payers',
  'Claims',
  'Charges',
] as const;
/** The same of a list of candidates from answers of payers. */
export const candidateColumnsForPeople = [
  'Numbers at this payer',
  'Payer',
  'Payer ID',
  'Where',
  'First paid',
  'Last paid',
  'First answer',
  'Last answer',
  'Paid',
] as const;

/** The column index of each field. */
export interface Columns extends Readonly<Partial<Record<Exclude<Field, 'taxonomy'>, number>>> {
  /** The codes of these columns are combined. */
  readonly taxonomy: readonly number[];
  readonly [candidateColumn]: number | undefined;
}

/** Headers given by the user, by field. */
export type Mapping = Readonly<Record<string, string>>;

/**
 * Finds the registry's fields in a header row.
 * @param wanted the fields to look for
 * @throws RegistryError if a required column is missing or a name fits two columns
 */
export function findColumns(
  header: readonly string[],
  mapping: Mapping,
  wanted: readonly Field[] = fields,
): Columns {
  const headers = header.map(plain);
  const columns: Partial<Record<Field, number>> = {};
  for (const [field, name] of Object.entries(mapping)) {
    if (!isField(field)) throw unknownField(field, name);
    const at = headers.indexOf(plain(name));
    if (at === -1) throw unknownHeader(field, name, header);
    if (headers.lastIndexOf(plain(name)) !== at) throw several(field, [name, name]);
    const other = fields.find((earlier) => columns[earlier] === at);
    if (other !== undefined) throw sharedHeader(name, other, field);
    columns[field] = at;
  }
  const taken = new Set(Object.values(columns));
  for (const field of wanted) {
    if (columns[field] !== undefined) continue;
    const at = findField(field, header, headers, taken);
    if (at !== -1) columns[field] = at;
  }
  const absent = required.filter((field) => wanted.includes(field) && columns[field] === undefined);
  if (absent.length > 0) throw absentColumns(absent, header, Object.values(columns));
  const { taxonomy, ...others } = columns;
  const numbered = 'taxonomy' in mapping ? [] : numberedTaxonomies(headers, taken);
  const candidate = headers.indexOf(candidateColumn);
  return {
    ...others,
    taxonomy: taxonomy === undefined ? numbered : [taxonomy, ...numbered],
    candidate: candidate === -1 ? undefined : candidate,
  };
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
    throw several(
      field,
      fitting.map((at) => header[at]!.trim()),
    );
  }
  return fitting[0] ?? -1;
}

const plainTaxonomies = /* @__PURE__ */ synonyms.taxonomy.map(plain);

/** `Taxonomy 1`, `Taxonomy Code_2`, `Secondary Taxonomy`: columns distinguished by their number. */
function numberedTaxonomies(headers: readonly string[], taken: Set<number>): number[] {
  return headers.flatMap((name, at) => {
    const bare = name.replace(/\d{1,2}|primary|secondary|tertiary|other|additional/, '');
    return bare !== name && plainTaxonomies.includes(bare) && !taken.has(at) ? [at] : [];
  });
}

function several(field: Field, names: readonly string[]): RegistryError {
  const choices = names.map((name) => `"${name}"`).join(' and ');
  const isOneName = new Set(names.map(plain)).size < names.length;
  return new RegistryError(
    'PRVCHECK_REGISTRY_COLUMNS',
    `The registry has several columns that could be ${field}: ${choices}. ${isOneName ? 'Rename or remove one.' : 'Say which one.'}`,
    { suggestedColumns: isOneName ? {} : { [field]: names[0]! } },
  );
}

function sharedHeader(name: string, one: Field, other: Field): RegistryError {
  return new RegistryError(
    'PRVCHECK_REGISTRY_COLUMNS',
    `Column "${name}" cannot be both ${one} and ${other}. Name another column for one of them.`,
  );
}

function absentColumns(
  absent: readonly Field[],
  header: readonly string[],
  taken: readonly number[],
): RegistryError {
  const suggestedColumns = Object.fromEntries(
    absent.map((field) => [field, likeliest(field, header, taken)]),
  );
  const lines = absent.map((field) => {
    const likely = suggestedColumns[field] ?? null;
    return `The registry has no column for ${field}. If it goes by another name, ${orSay(likely)}`;
  });
  return new RegistryError(headerFault(header), [...lines, listed(header)], { suggestedColumns });
}

/** The unused header most likely meant; null if none is close. */
function likeliest(field: Field, header: readonly string[], taken: readonly number[]): string | null {
  const free = new Set(header.filter((_, at) => !taken.includes(at)).map((name) => name.trim()));
  const names = namesOf(header).filter((name) => free.has(name));
  const words = [field.replaceAll('_', ' '), ...synonyms[field].filter((name) => name.length > 5)];
  // Three letters are near to anything: `Nm` is not an NPI.
  const near = words
    .filter((word) => word.length > 3)
    .map((word) => nearest(word, names))
    .find((name) => name !== undefined);
  return near ?? akin(field, names) ?? null;
}

function orSay(likely: string | null): string {
  return likely === null ? 'say which.' : `perhaps "${likely}", say so.`;
}

const commonWords = ['provider', 'date', 'id'];

/** A header with a word that begins like the field's distinctive one, as `Our NPIs`. */
function akin(field: Field, names: readonly string[]): string | undefined {
  const distinctive = field.split('_').filter((word) => !commonWords.includes(word));
  return names.find((name) =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .some((word) => distinctive.some((beginning) => word.startsWith(beginning))),
  );
}

/**
 * The column that was taken for a field, and the most likely other one; null if its own name or the user names the
 * field.
 */
export function doubtfulColumn(
  field: Exclude<Field, 'taxonomy'>,
  header: readonly string[],
  columns: Columns,
  mapping: Mapping,
): { readonly line: string; readonly likely: string | null } | null {
  const at = columns[field];
  if (at === undefined || field in mapping || plain(header[at]!) === plain(field)) return null;
  const likely = likeliest(field, header, usedColumns(columns));
  const taken = `Column "${header[at]!.trim()}" was taken for ${field}.`;
  return { line: `${taken} If another column holds it, ${orSay(likely)}`, likely };
}

/** Indexes of the columns that are read. */
export function usedColumns({ taxonomy, candidate, ...others }: Columns): number[] {
  return [...taxonomy, candidate ?? -1, ...Object.values(others)];
}

function listed(header: readonly string[]): string {
  const names = namesOf(header);
  return names.length === 0
    ? `Its first line does not look like a header: it must name the columns. It has ${shapeOfRow(header)}.`
    : `Columns found in its first line: ${names.slice(0, 40).join(', ')}.`;
}

/** `3 cells, the first of them "xxx" (3 characters)` */
function shapeOfRow([first = '', ...more]: readonly string[]): string {
  return `${more.length === 0 ? '1 cell,' : `${more.length + 1} cells, the first of them`} ${shapeOf(first.trim())}`;
}

/**
 * The names in a header. Empty if it looks like data or has no name that registries use: a wrong file may contain what
 * must not be shown, such as names and birth dates of patients.
 */
function namesOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim()).filter((name) => name !== '');
  const isRegistry =
    fields.some((field) => isKnown(field, names)) ||
    required.some((field) => akin(field, names) !== undefined);
  if (!isRegistry) return [];
  const plausible = names.every(
    (name) => /^[A-Za-z][\w .,#()/&'+?*=:-]{0,59}$/.test(name) && !/\d{3}/.test(name),
  );
  return plausible ? names : [];
}

function isKnown(field: Field, names: readonly string[]): boolean {
  const known = [field, ...synonyms[field]].map(plain);
  return names.some((name) => known.includes(plain(name)));
}

/** Columns of unknown meaning, to be reported: a date in one would otherwise be ignored silently. */
export function unusedColumns(header: readonly string[], columns: Columns): string[] {
  const taken = new Set(usedColumns(columns));
  const unused = new Set(header.filter((_, at) => !taken.has(at)).map((name) => name.trim()));
  const forPeople = new Set([...columnsForPeople, ...candidateColumnsForPeople].map(plain));
  return namesOf(header).filter((name) => unused.has(name) && !forPeople.has(plain(name)));
}

function unknownField(field: string, name: string): RegistryError {
  const near = nearest(field, fields);
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  return new RegistryError(
    'PRVCHECK_REGISTRY_COLUMNS',
    `The registry has no field "${field}".${meant} Fields: ${fields.join(', ')}.`,
    { suggestedColumns: near === undefined ? {} : { [near]: name } },
  );
}

function unknownHeader(field: Field, name: string, header: readonly string[]): RegistryError {
  const near = nearest(name, namesOf(header));
  const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
  return new RegistryError(
    headerFault(header),
    `The registry has no column "${name}" for ${field}.${meant} ${listed(header)}`,
    { suggestedColumns: near === undefined ? {} : { [field]: near } },
  );
}

function headerFault(header: readonly string[]) {
  return namesOf(header).length === 0 ? 'PRVCHECK_REGISTRY_HEADER' : 'PRVCHECK_REGISTRY_COLUMNS';
}

function isField(name: string): name is Field {
  return (fields as string[]).includes(name);
}

/** How many fields a row names, and whether it names all that a registry needs. */
export function fieldsNamed(
  cells: readonly string[],
  mapping: Mapping,
): { readonly count: number; readonly isHeader: boolean } {
  const names = new Set(cells.map(plain));
  const named = fields.filter((field) => {
    const given = mapping[field];
    return given === undefined ? isKnown(field, cells) : names.has(plain(given));
  });
  return { count: named.length, isHeader: required.every((field) => named.includes(field)) };
}

/** A header without case and punctuation. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
