import { demand, isBytes, must, text } from '../../values/options';
import { type Enrollment, keepJudged, type Registry, RegistryError, type RowProblem } from '../registry';
import { npiNumber } from './codes';
import { faultOf, isPacked, ROW, sectionsOf, sharedBytes } from './layout';
import { PackedRows } from './rows';

/** A registry whose rows are packed into one array of bytes. */
export interface PackedRegistry extends Registry {
  /** NPIs with at least one row. */
  readonly npis: number;
  /**
   * The whole registry, for `registryFromBytes`: the content of a `.prvx` file, and what to pass to worker threads
   * (shared, not copied, if the platform has SharedArrayBuffer). Do not modify.
   */
  readonly bytes: Uint8Array;
  /** All NPIs, ascending. */
  listNpis(): Iterable<string>;
}

/** What a registry holds besides its rows. */
export interface Notes {
  readonly duplicateRows: number;
  readonly skippedRows: readonly RowProblem[];
  readonly warnings: readonly string[];
}

/**
 * Opens a registry from the bytes of a `.prvx` file, or of another thread's registry. The bytes are not copied.
 * @throws RegistryError if they are damaged, truncated or of another version
 * @throws TypeError if they are not a Uint8Array
 * @example
 * ```js
 * const registry = registryFromBytes(await readFile('registry.prvx'));
 * ```
 */
export function registryFromBytes(bytes: Uint8Array): PackedRegistry {
  demand(must('a Uint8Array', isBytes), bytes, 'bytes');
  if (!isPacked(bytes)) throw compiledFault('The bytes are no compiled registry.');
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : copied(bytes);
  const fault = faultOf(aligned);
  if (fault !== null) throw compiledFault(faults[fault]);
  return openPack(aligned);
}

/** Opens bytes that are known to be valid. */
export function openPack(bytes: Uint8Array): PackedRegistry {
  const sections = sectionsOf(bytes);
  const rows = new PackedRows(sections);
  const none: readonly Enrollment[] = Object.freeze([]);
  const recent = new Array<{ at: number; enrollments: readonly Enrollment[] } | undefined>(RECENT);
  const registry = Object.freeze({
    ...readNotes(sections.notes),
    rows: sections.rows.length / ROW,
    npis: sections.npis.length,
    bytes,
    *listNpis(): Generator<string> {
      for (const npi of sections.npis) yield String(npi).padStart(10, '0');
    },
    enrollments(npi: string) {
      if (typeof npi !== 'string') demand(text, npi, 'npi');
      const at = findNpi(sections.npis, npi);
      if (at === -1) return none;
      const known = recent[at % RECENT];
      if (known?.at === at) return known.enrollments;
      const enrollments = rows.whole(at, npi);
      recent[at % RECENT] = { at, enrollments };
      return enrollments;
    },
  });
  keepJudged(registry, {
    enrollments(npi: string) {
      const at = findNpi(sections.npis, npi);
      return at === -1 ? none : rows.judged(at, npi);
    },
  });
  return registry;
}

/** How many NPIs to cache unpacked: unpacking takes some microseconds, and a file repeats the same few NPIs. */
const RECENT = 512;

function compiledFault(what: string): RegistryError {
  return new RegistryError('PRVCHECK_REGISTRY_COMPILED', `${what} Compile it again from the CSV.`);
}

const faults = {
  version: 'The compiled registry was made by another version of prvcheck.',
  'byte order': 'The compiled registry was made on a machine with another byte order.',
  length: 'The compiled registry is cut short, or something was appended to it.',
  content: 'The compiled registry is damaged: its content does not match its checksum.',
};

/** The index of an NPI in ascending order; -1 if absent. */
function findNpi(npis: Float64Array, npi: string): number {
  const wanted = npiNumber(npi);
  if (wanted === null) return -1;
  let low = 0;
  let high = npis.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (npis[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return npis[low] === wanted ? low : -1;
}

function copied(bytes: Uint8Array): Uint8Array {
  const copy = sharedBytes(bytes.length);
  copy.set(bytes);
  return copy;
}

export function notesBytes({ duplicateRows, skippedRows, warnings }: Notes): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ duplicateRows, skippedRows, warnings }));
}

/** @throws RegistryError if they are not what `notesBytes` writes */
function readNotes(bytes: Uint8Array): Notes {
  const notes = parsed(new TextDecoder().decode(bytes.slice()));
  if (!isNotes(notes)) throw compiledFault(faults.content);
  const { duplicateRows, skippedRows, warnings } = notes;
  for (const row of skippedRows) Object.freeze(row);
  return { duplicateRows, skippedRows: Object.freeze(skippedRows), warnings: Object.freeze(warnings) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function isNotes(value: unknown): value is Notes {
  if (typeof value !== 'object' || value === null) return false;
  const { duplicateRows, skippedRows, warnings } = value as Partial<Record<keyof Notes, unknown>>;
  return (
    Number.isInteger(duplicateRows) &&
    Array.isArray(skippedRows) &&
    skippedRows.every((row) => Number.isInteger(row?.line) && typeof row?.reason === 'string') &&
    Array.isArray(warnings) &&
    warnings.every((warning) => typeof warning === 'string')
  );
}
