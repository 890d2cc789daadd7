import { nearest } from '../nearest';
import { RegistryError } from './registry';
import { synonyms } from './synonyms';

export type Field = keyof typeof synonyms;

/** All of them, in the order in which we write them. */
export const fields = /* @__PURE__ */ Object.keys(synonyms) as Field[];
const required: readonly Field[] = ['npi', 'medicaid_id', 'provider_type'];

/** A column that marks its row as one that nobody has confirmed. */
export const candidateColumn = 'candidate';

/** Which cell holds which field. */
export interface Columns extends Readonly<Partial<Record<Exclude<Field, 'taxonomy'>, number>>> {
  /** Their codes are read together. */
  readonly taxonomy: readonly number[];
  readonly [candidateColumn]: number | undefined;
}

/** Headers that the user named, by field. */
export type Mapping = Readonly<Record<string, string>>;

/**
 * Finds the registry's fields in a header row.
 * @param wanted the fields to look for
 * @throws RegistryError when a required column is absent or a name fits two columns
 */
export function findColumns(
  header: readonly string[],
  mapping: Mapping,
  wanted: readonly Field[] = fields,
): Columns {
  const headers = header.map(plain);
  const columns: Partial<Record<Field, number>> = {};
  for (const [field, name] of Object.entries(mapping)) {
    if (!isField(field)) throw new RegistryError(unknownField(field, name));
    const at = headers.indexOf(plain(name));
    if (at === -1) throw new RegistryError(unknownHeader(field, name, header));
    if (headers.lastIndexOf(plain(name)) !== at) throw new RegistryError(several(field, [name, name]));
    const other = fields.find((earlier) => columns[earlier] === at);
    if (other !== undefined) throw new RegistryError(sharedHeader(name, other, field));
    columns[field] = at;
  }
  const taken = new Set(Object.values(columns));
  for (const field of wanted) {
    if (columns[field] !== undefined) continue;
    const at = findField(field, header, headers, taken);
    if (at !== -1) columns[field] = at;
  }
  const absent = required.filter((field) => wanted.includes(field) && columns[field] === undefined);
  if (absent.length > 0) throw new RegistryError(absentColumns(absent, header, Object.values(columns)));
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
    throw new RegistryError(
      several(
        field,
        fitting.map((at) => header[at]!.trim()),
      ),
    );
  }
  return fitting[0] ?? -1;
}

const plainTaxonomies = /* @__PURE__ */ synonyms.taxonomy.map(plain);

/** `Taxonomy 1`, `Taxonomy Code_2`, `Secondary Taxonomy`: the columns that are told apart by their number. */
function numberedTaxonomies(headers: readonly string[], taken: Set<number>): number[] {
  return headers.flatMap((name, at) => {
    const bare = name.replace(/\d{1,2}|primary|secondary|tertiary|other|additional/, '');
    return bare !== name && plainTaxonomies.includes(bare) && !taken.has(at) ? [at] : [];
  });
}

function several(field: Field, names: readonly string[]): string {
  const choices = names.map((name) => `"${name}"`).join(' and ');
  const help =
    new Set(names.map(plain)).size < names.length
      ? 'Rename or remove one.'
      : `Say which one, for example --columns ${field}="${names[0]}".`;
  return `The registry has several columns that could be ${field}: ${choices}. ${help}`;
}

function sharedHeader(name: string, one: Field, other: Field): string {
  return `Column "${name}" cannot be both ${one} and ${other}. Give each --columns a header of its own.`;
}

function absentColumns(
  absent: readonly Field[],
  header: readonly string[],
  taken: readonly number[],
): string {
  const lines = absent.map(
    (field) =>
      `The registry has no column for ${field}. If it goes by another name, say so: ${example(field, header, taken)}`,
  );
  return [...lines, listed(header)].join('\n');
}

/** What to type to name a column, with the likeliest of the headers that are free. */
function example(field: Field, header: readonly string[], taken: readonly number[]): string {
  const free = new Set(header.filter((_, at) => !taken.includes(at)).map((name) => name.trim()));
  const names = namesOf(header).filter((name) => free.has(name));
  const words = [field.replaceAll('_', ' '), ...synonyms[field].filter((name) => name.length > 5)];
  const near =
    words.map((word) => nearest(word, names)).find((name) => name !== undefined) ?? akin(field, names);
  return `--columns ${field}="${near ?? 'Your Column Name'}"`;
}

const commonWords = ['provider', 'date', 'id'];

/** A header with a word that begins as the field's telling one does, as `Our NPIs`. */
function akin(field: Field, names: readonly string[]): string | undefined {
  const telling = field.split('_').filter((word) => !commonWords.includes(word));
  return names.find((name) =>
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .some((word) => telling.some((beginning) => word.startsWith(beginning))),
  );
}

/**
 * What to do where the cells of a column are not what they were taken for; null where its own name or the user says
 * that they are.
 */
export function otherColumn(
  field: Exclude<Field, 'taxonomy'>,
  header: readonly string[],
  columns: Columns,
  mapping: Mapping,
): string | null {
  const at = columns[field];
  if (at === undefined || field in mapping || plain(header[at]!) === plain(field)) return null;
  return `Column "${header[at]!.trim()}" was taken for ${field}. If another column holds it, say so: ${example(field, header, used(columns))}`;
}

function used({ taxonomy, candidate, ...others }: Columns): number[] {
  return [...taxonomy, candidate ?? -1, ...Object.values(others)];
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
    (name) => /^[A-Za-z][\w .,#()/&'+?*=:-]{0,59}$/.test(name) && !/\d{3}/.test(name),
  );
  return plausible ? names : [];
}

/** Columns that mean nothing to us: a date among them would be missed in silence. */
export function unusedColumns(header: readonly string[], columns: Columns): string[] {
  const taken = new Set(used(columns));
  const unused = new Set(header.filter((_, at) => !taken.has(at)).map((name) => name.trim()));
  return namesOf(header).filter((name) => unused.has(name));
}

function unknownField(field: string, name: string): string {
  const near = nearest(field, fields);
  const meant = near === undefined ? '' : ` Did you mean ${near}? Then: --columns ${near}="${name}".`;
  return `The registry has no field "${field}".${meant} Fields: ${fields.join(', ')}.`;
}

function unknownHeader(field: Field, name: string, header: readonly string[]): string {
  const near = nearest(name, namesOf(header));
  const meant = near === undefined ? '' : ` Did you mean --columns ${field}="${near}"?`;
  return `The registry has no column "${name}" for ${field}.${meant} ${listed(header)}`;
}

function isField(name: string): name is Field {
  return (fields as string[]).includes(name);
}

/** A header without what people write differently. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
