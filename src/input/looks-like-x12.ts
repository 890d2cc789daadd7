import { latin1 } from '../values/ascii';
import { isAlphanumeric, isNewline, isWhiteSpace, SPACE } from '../x12/bytes';
import { isHeader, readHeader } from '../x12/header';
import { joined } from './byte-source';
import type { Chunks } from './input';
import { InputError } from './input-error';

/** How many bytes of a file are examined; usually the first few suffice. */
export const headSizes = { beginning: 4096, all: 1024 * 1024 };

/**
 * Whether a file found in a folder or an archive should be checked: it is named like a claim file, or looks like X12.
 * @param name its name, or its path with `/` between folders
 * @param head its first bytes
 */
export function isClaimFile(name: string, head: Uint8Array): boolean {
  return isNamedLikeClaims(name, head) || looksLikeX12(head);
}

/**
 * The same for a stream, reading as little as possible. A stream that breaks off is X12 if the bytes before are.
 * @throws InputError if the stream breaks off and the bytes before do not look like X12
 */
export async function isClaimStream(name: string, chunks: Chunks): Promise<boolean> {
  let head = new Uint8Array(0);
  try {
    for await (const chunk of chunks) {
      head = joined(head, chunk.subarray(0, headSizes.all - head.length));
      const isBegun = head.length >= headSizes.beginning;
      if (isBegun && beginsLikeX12(head.subarray(0, headSizes.beginning))) return true;
      if (head.length === headSizes.all) break;
    }
  } catch (error) {
    if (!(error instanceof InputError && looksLikeX12(head))) throw error;
  }
  return isClaimFile(name, head);
}

/** `.837` and whatever follows, as in `a.837p` and `a.837.txt`, and the extensions that some systems use. */
const claimNames = /\.837[^/]*$|\.(?:x12|edi|clm|hcfa)(?:\.gz)?(?:#\d+)?$/i;

/** A file with such a name that is not X12 is reported, not skipped: its claims would count as clean. */
export function isNamedLikeClaims(name: string, head: Uint8Array): boolean {
  return claimNames.test(name) && !isBesideClaims(name, head);
}

/** Files named after the claim file they belong to: our own results, markers, and the metadata files of macOS. */
function isBesideClaims(name: string, head: Uint8Array): boolean {
  if (/\.(?:findings\.ndjson|row\.json)$/.test(name)) return true;
  if (/\.done$/i.test(name)) return head.length === 0;
  return /(?:^|\/)\._[^/]*$/.test(name) && appleDouble.every((byte, i) => head[i] === byte);
}

const appleDouble = [0x00, 0x05, 0x16, 0x07];

/**
 * By a file's first bytes. Broken claim files and those in unsupported encodings count too, so that they are reported.
 */
export function looksLikeX12(head: Uint8Array): boolean {
  if (isX12Text(head)) return true;
  const beginning = head.subarray(0, headSizes.beginning);
  return isX12Text(withoutNuls(beginning)) || isX12Text(fromEbcdic(beginning));
}

function isX12Text(head: Uint8Array): boolean {
  return beginsLikeX12(head) || holdsHeader(head) || holdsClaimSegment(head);
}

/** Decodes UTF-16 and UTF-32, in which ASCII is itself plus NULs. */
function withoutNuls(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte) => byte !== 0);
}

function fromEbcdic(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => ebcdic[byte]!);
}

/** ASCII by EBCDIC byte. Other characters only need to be distinct and neither letter, digit nor blank. */
const ebcdic = Uint8Array.from({ length: 256 }, (_, byte) => (byte < SPACE ? byte : byte | 0x80));
for (const [from, ascii] of [
  [0xc1, 'ABCDEFGHI'],
  [0xd1, 'JKLMNOPQR'],
  [0xe2, 'STUVWXYZ'],
  [0x81, 'abcdefghi'],
  [0x91, 'jklmnopqr'],
  [0xa2, 'stuvwxyz'],
  [0xf0, '0123456789'],
  [0x40, ' '],
  [0xa1, '~'],
  [0x25, '\n'],
  [0x15, '\n'],
  [0x0d, '\r'],
  [0x05, '\t'],
] as const) {
  for (let i = 0; i < ascii.length; i++) ebcdic[from + i] = ascii.charCodeAt(i);
}

/** `ST*837`, and one more. */
const LONGEST_BEGINNING = 7;

/** Whether the first bytes decide that it is X12; if not, later ones may. */
export function beginsLikeX12(head: Uint8Array): boolean {
  const at = endOfPadding(head);
  const start = String.fromCharCode(...head.subarray(at, at + LONGEST_BEGINNING));
  return /^(?:ISA(?![A-Za-z])|GS[^A-Za-z0-9\s]|ST([^A-Za-z0-9\s])837)/.test(start);
}

/** The offset after byte order marks, blanks and NULs. */
function endOfPadding(head: Uint8Array): number {
  let at = 0;
  while (at < head.length && (head[at]! <= SPACE || byteOrderMarks.has(head[at]!))) at++;
  return at;
}

const byteOrderMarks: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff]);

/** GS*HC or ST*837 with any separator, which must come again: prose that mentions them rarely does. */
const separator = '([^A-Za-z0-9 \\r\\n\\0])';
const more = '(?:[\\r\\n]*[A-Za-z0-9 ]){0,3}';
const group = wrapped('G', 'S', separator, 'H', 'C', more, '\\1');
const set = wrapped('S', 'T', separator, '8', '3', '7', more, '\\2');
const claimSegment = new RegExp(`(?<![A-Za-z0-9])(?:${group}|${set})`);

/** Lines may be wrapped at any width. */
function wrapped(...parts: readonly string[]): string {
  return parts.join('[\\r\\n]*');
}

/** Near the beginning, as when a cut has removed the ISA or a part of it. */
function holdsClaimSegment(head: Uint8Array): boolean {
  const start = endOfPadding(head);
  return claimSegment.test(latin1(head.subarray(start, start + headSizes.beginning)));
}

/** An ISA further on: after a banner, or after padding. */
function holdsHeader(head: Uint8Array): boolean {
  for (let at = head.indexOf(0x49); at >= 0; at = head.indexOf(0x49, at + 1)) {
    const before = at === 0 ? 0 : head[at - 1]!;
    if (isAlphanumeric(before)) continue;
    const header = readHeader(head, at, head.length);
    if (header === 'partial' ? head.length - at > 3 : isHeader(header)) return true;
    if (beginsSegment(before) && isIsa(head, at)) return true;
  }
  return false;
}

/** Whether only a new line or segment begins here; prose rarely mentions the ISA in such a place. */
function beginsSegment(before: number): boolean {
  return isNewline(before) || before < 0x20 || before === 0x7e;
}

function isIsa(head: Uint8Array, at: number): boolean {
  const element = head[at + 3] ?? 0;
  const delimits = element > 0 && !isAlphanumeric(element) && !isWhiteSpace(element);
  return head[at + 1] === 0x53 && head[at + 2] === 0x41 && delimits && comesAgain(head, at + 4, element);
}

/**
 * Whether the separator follows ISA01 or ISA02, 2 and 10 characters wide; in other data, such as a picture, it rarely
 * does.
 */
function comesAgain(head: Uint8Array, from: number, element: number): boolean {
  return head.subarray(from, from + 16).includes(element);
}
