import { InputError } from '../../input/input-error';
import { readRegistryFile, readRegistryHead } from '../../input/registry-file';
import { type Field, fields, findColumns, type Mapping } from '../../registry/columns';
import { isPacked } from '../../registry/packed/layout';
import { type PackedRegistry, registryFromBytes } from '../../registry/packed/packed';
import { RegistryError } from '../../registry/registry';
import { RowNotes } from '../../registry/row-notes';
import { countOf } from '../../values/numbers';
import { today } from '../clock';
import type { RegistryAnswer, RegistryReading } from '../protocol';
import { auditList } from './audit-list';
import { readBlob } from './read-blob';
import { rowFormats } from './row-formats';

const headSize = 64;
const faultsShown = 20;

/** A registry, or what the user can do about a fault. */
export interface RegistryRead {
  readonly registry: PackedRegistry | null;
  readonly answer: RegistryAnswer;
}

export async function readRegistry(file: File, reading: RegistryReading): Promise<RegistryRead> {
  try {
    const registry = await load(file, reading);
    const { rows, npis } = registry;
    const audit = await auditList(registry, today());
    return { registry, answer: { kind: 'ready', rows, npis, notes: notesOf(registry), audit } };
  } catch (error) {
    if (error instanceof RegistryError)
      return { registry: null, answer: await explain(error, file, reading) };
    if (error instanceof InputError)
      return { registry: null, answer: { kind: 'unusable', message: error.message } };
    throw error;
  }
}

/** @throws RegistryError or InputError if it cannot be used */
export async function load(file: File, reading: RegistryReading): Promise<PackedRegistry> {
  const head = new Uint8Array(await file.slice(0, headSize).arrayBuffer());
  if (isPacked(head)) return registryFromBytes(new Uint8Array(await file.arrayBuffer()));
  return readRegistryFile(readBlob(file, file.name), file.name, rowFormats, reading);
}

function notesOf({ duplicateRows, skippedRows, warnings }: PackedRegistry): string[] {
  return [
    ...(skippedRows.length > 0 ? [`${countOf(skippedRows.length, 'bad row')} left out.`] : []),
    ...(duplicateRows > 0 ? [`${countOf(duplicateRows, 'repeated row')} counted once.`] : []),
    ...warnings,
  ];
}

async function explain(error: RegistryError, file: File, reading: RegistryReading): Promise<RegistryAnswer> {
  const { code, message, problems, hasBlankNpi, sheets } = error;
  if (code === 'PRVCHECK_REGISTRY_ROWS') {
    const faults = rowFaults(error).slice(0, faultsShown);
    return { kind: 'rows', faults, count: problems.length, hasBlankNpi, message };
  }
  if (code === 'PRVCHECK_REGISTRY_SHEET' && sheets.length > 0) return { kind: 'sheets', sheets, message };
  if (code === 'PRVCHECK_REGISTRY_COMPILED')
    return { kind: 'unusable', message: `${message} Or choose that CSV here.` };
  const hasInvalidNpis = code === 'PRVCHECK_REGISTRY_NPIS';
  const isHeaderless = code === 'PRVCHECK_REGISTRY_HEADER' && Object.keys(error.suggestedColumns).length > 0;
  // Another header that looks like data may contain something private.
  if (code !== 'PRVCHECK_REGISTRY_COLUMNS' && !hasInvalidNpis && !isHeaderless)
    return { kind: 'unusable', message };
  const head = await readRegistryHead(readBlob(file, file.name), file.name, rowFormats, reading);
  const found = foundIn(head.header, {
    ...reading.columns,
    ...(hasInvalidNpis || isHeaderless ? suggested(error) : {}),
  });
  return { kind: 'columns', ...head, found, hasInvalidNpis, message };
}

/** What to do in Excel about a fault, where its own words do not say it. */
const inExcel: readonly (readonly [RegExp, string])[] = [
  [/ is no date /, 'In Excel: select the column, press Ctrl+1, choose Date, and enter these dates again.'],
  [
    /not ten digits$/,
    'In Excel: select the column, press Ctrl+1, choose Text, and enter these numbers again.',
  ],
];

/** The faults of rows, each once. Rows are counted as a spreadsheet numbers them. */
function rowFaults({ problems }: RegistryError): string[] {
  const notes = new RowNotes('row');
  for (const problem of problems) notes.add(problem);
  return [...notes].map((note) => {
    const hint = inExcel.find(([fault]) => fault.test(note))?.[1];
    return `${note[0]!.toUpperCase()}${note.slice(1)}.${hint === undefined ? '' : ` ${hint}`}`;
  });
}

/** The columns that an error suggests. */
function suggested({ suggestedColumns }: RegistryError): Mapping {
  const named = Object.entries(suggestedColumns).filter(([, header]) => header !== null);
  return Object.fromEntries(named) as Mapping;
}

/** The columns that are recognized without help, by field. */
function foundIn(header: readonly string[], columns: Mapping): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const named = columns[field];
    const at = named === undefined ? columnOf(field, header) : header.indexOf(named);
    if (at !== undefined && at !== -1) found[field] = header[at]!;
  }
  return found;
}

function columnOf(field: Field, header: readonly string[]): number | undefined {
  try {
    const columns = findColumns(header, {}, [field]);
    return field === 'taxonomy' ? columns.taxonomy[0] : columns[field];
  } catch {
    return undefined;
  }
}
