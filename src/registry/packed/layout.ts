import { atOnce, type Steps } from '../../values/steps';
import { checksum } from './checksum';

/**
 * The packed registry, in memory and in a file: a header, then the sections below, each one typed array, in the
 * byte order of the machine (recorded in the file).
 *
 * npis      the NPIs, ascending, as 64-bit floats
 * starts    for each NPI its first row; at the end the number of rows
 * rows      Medicaid ID (a code: two words), terms, holder; the rows of an NPI in the order of the CSV
 * terms     provider type, taxonomies (texts), first and last day, upkeep
 * upkeep    revalidation and license expiration (days), application status (a text) and its last activity (a day)
 * holders   name (a text), tax ID (a code), ZIP (its digits behind a 1; 0 for none)
 * texts     see texts.ts
 * notes     warnings and skipped rows, as JSON
 */
export interface Sections {
  readonly npis: Float64Array;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  readonly terms: Uint32Array;
  readonly upkeep: Uint32Array;
  readonly holders: Uint32Array;
  readonly texts: Uint8Array;
  readonly notes: Uint8Array;
}

export interface Sizes {
  readonly npis: number;
  readonly rows: number;
  readonly terms: number;
  readonly upkeep: number;
  readonly holders: number;
  readonly texts: number;
  readonly notes: number;
}

/** Words per row of each section. */
export const ROW = 4;
export const TERMS = 5;
export const UPKEEP = 4;
export const HOLDER = 4;

const MAGIC = [0x89, 0x50, 0x52, 0x56, 0x58, 0x0d, 0x0a, 0x1a]; // PRVX between bytes that do not occur in text
const VERSION = 3;
/** Has another value if the byte order differs. */
const BYTE_ORDER = 0x01020304;
const HEADER = 64;
/** Indexes of the header's words. The checksum covers all words after it. */
const at = { version: 2, byteOrder: 3, checksum: 4, length: 5, sizes: 6 };

/** Whether a file with this beginning is a compiled registry, valid or not. */
export function isPacked(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

/** Allocates a registry, in memory that threads can share if the platform allows it. */
export function emptyPack(sizes: Sizes): Uint8Array {
  const length = 4 * Math.ceil(layOut(sizes).end / 4);
  const bytes = sharedBytes(length);
  bytes.set(MAGIC);
  const header = headerOf(bytes);
  header.set([VERSION, BYTE_ORDER, 0, length], at.version);
  const { npis, rows, terms, upkeep, holders, texts, notes } = sizes;
  header.set([npis, rows, terms, upkeep, holders, texts, notes], at.sizes);
  return bytes;
}

/** Call when the sections are filled. */
export function* seal(bytes: Uint8Array): Steps {
  headerOf(bytes)[at.checksum] = yield* checksumOf(bytes);
}

/** Why this version cannot read the bytes as a registry; null if it can. */
export function faultOf(bytes: Uint8Array): 'version' | 'byte order' | 'length' | 'content' | null {
  if (bytes.length < HEADER || bytes.length % 4 !== 0) return 'length';
  const header = headerOf(bytes);
  if (header[at.byteOrder] === 0x04030201) return 'byte order';
  if (header[at.byteOrder] !== BYTE_ORDER) return 'content';
  if (header[at.version] !== VERSION) return 'version';
  if (header[at.length] !== bytes.length) return 'length';
  if (header[at.checksum] !== atOnce(checksumOf(bytes))) return 'content';
  if (layOut(sizesOf(bytes)).end > bytes.length) return 'content';
  return isConsistent(sectionsOf(bytes)) ? null : 'content';
}

export function sectionsOf(bytes: Uint8Array): Sections {
  const sizes = sizesOf(bytes);
  const { starts, rows, terms, upkeep, holders, texts, notes } = layOut(sizes);
  const words = (from: number, length: number) =>
    new Uint32Array(bytes.buffer, bytes.byteOffset + from, length);
  return {
    npis: new Float64Array(bytes.buffer, bytes.byteOffset + HEADER, sizes.npis),
    starts: words(starts, sizes.npis + 1),
    rows: words(rows, sizes.rows * ROW),
    terms: words(terms, sizes.terms * TERMS),
    upkeep: words(upkeep, sizes.upkeep * UPKEEP),
    holders: words(holders, sizes.holders * HOLDER),
    texts: bytes.subarray(texts, texts + sizes.texts),
    notes: bytes.subarray(notes, notes + sizes.notes),
  };
}

export function sharedBytes(length: number): Uint8Array {
  // Absent in pages that are not cross-origin isolated.
  return new Uint8Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(length) : new SharedArrayBuffer(length),
  );
}

/** Where the sections begin, and where the last one ends. */
function layOut({ npis, rows, terms, upkeep, holders, texts, notes }: Sizes) {
  const starts = HEADER + 8 * npis;
  const firstRow = starts + 4 * (npis + 1);
  const firstTerms = firstRow + 4 * ROW * rows;
  const firstUpkeep = firstTerms + 4 * TERMS * terms;
  const firstHolder = firstUpkeep + 4 * UPKEEP * upkeep;
  const firstText = firstHolder + 4 * HOLDER * holders;
  const firstNote = firstText + texts;
  return {
    starts,
    rows: firstRow,
    terms: firstTerms,
    upkeep: firstUpkeep,
    holders: firstHolder,
    texts: firstText,
    notes: firstNote,
    end: firstNote + notes,
  };
}

function sizesOf(bytes: Uint8Array): Sizes {
  const [npis, rows, terms, upkeep, holders, texts, notes] = headerOf(bytes).subarray(at.sizes);
  return {
    npis: npis!,
    rows: rows!,
    terms: terms!,
    upkeep: upkeep!,
    holders: holders!,
    texts: texts!,
    notes: notes!,
  };
}

/** Whether every reference to another section is within its bounds. */
function isConsistent({ npis, starts, rows, terms, upkeep, holders }: Sections): boolean {
  if (starts[0] !== 0 || starts[npis.length] !== rows.length / ROW) return false;
  for (let i = 0; i < npis.length; i++) if (!(starts[i]! < starts[i + 1]!)) return false;
  for (let i = 1; i < npis.length; i++) if (!(npis[i - 1]! < npis[i]!)) return false;
  for (let i = 0; i < rows.length; i += ROW) {
    if (!(rows[i + 2]! * TERMS < terms.length && rows[i + 3]! * HOLDER < holders.length)) return false;
  }
  for (let i = 0; i < terms.length; i += TERMS) if (!(terms[i + 4]! * UPKEEP < upkeep.length)) return false;
  return true;
}

function headerOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER / 4);
}

function checksumOf(bytes: Uint8Array): Steps<number> {
  const covered = 4 * at.length;
  return checksum(new Uint32Array(bytes.buffer, bytes.byteOffset + covered, (bytes.length - covered) / 4));
}
