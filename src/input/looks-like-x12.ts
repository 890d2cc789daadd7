import { isAlphanumeric, isNewline, isWhiteSpace, SPACE } from '../x12/bytes';
import { isHeader, readHeader } from '../x12/header';
import { InputError } from './input-error';

/** How much of a file is looked at: mostly its very beginning tells. */
export const headSizes = { beginning: 4096, all: 1024 * 1024 };

/** Beginnings of claim files that we cannot read, and that must be reported, not passed over. */
const encoded: readonly (readonly number[])[] = [
  [0xff, 0xfe, 0x49, 0x00, 0x53, 0x00],
  [0xfe, 0xff, 0x00, 0x49, 0x00, 0x53],
  [0x49, 0x00, 0x53, 0x00, 0x41, 0x00],
  [0x00, 0x49, 0x00, 0x53, 0x00, 0x41],
  [0xc9, 0xe2, 0xc1], // EBCDIC
];

/**
 * Whether a file found in a folder is X12, by its first bytes. Broken claim files count, so that they are
 * reported: to pass one over would call its claims clean.
 */
export function looksLikeX12(head: Uint8Array): boolean {
  if (encoded.some((beginning) => beginning.every((byte, i) => head[i] === byte))) return true;
  return beginsLikeX12(head) || holdsHeader(head);
}

/** `ST*837`, and one more. */
const LONGEST_BEGINNING = 7;

/** Whether the first bytes tell that it is; where they do not, what follows may. */
export function beginsLikeX12(head: Uint8Array): boolean {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (at < head.length && head[at]! <= SPACE) at++;
  const start = String.fromCharCode(...head.subarray(at, at + LONGEST_BEGINNING));
  return /^(?:ISA(?![A-Za-z])|GS[^A-Za-z0-9\s]|ST([^A-Za-z0-9\s])837)/.test(start);
}

/**
 * The same of a stream, by as little of it as tells. One that breaks off is X12 if what came before is.
 * @throws InputError where nobody can know
 */
export async function holdsX12(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  let head = new Uint8Array(0);
  try {
    for await (const chunk of chunks) {
      head = joined(head, chunk.subarray(0, headSizes.all - head.length));
      if (beginsLikeX12(head.subarray(0, headSizes.beginning))) return true;
      if (head.length === headSizes.all) break;
    }
  } catch (error) {
    if (!(error instanceof InputError && looksLikeX12(head))) throw error;
  }
  return looksLikeX12(head);
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

/** A place that only a new line or segment begins at; prose that names the ISA seldom does so there. */
function beginsSegment(before: number): boolean {
  return isNewline(before) || before < 0x20 || before === 0x7e;
}

function isIsa(head: Uint8Array, at: number): boolean {
  const element = head[at + 3] ?? 0;
  const delimits = element > 0 && !isAlphanumeric(element) && !isWhiteSpace(element);
  return head[at + 1] === 0x53 && head[at + 2] === 0x41 && delimits && comesAgain(head, at + 4, element);
}

/** The separator after ISA01 or ISA02, which are 2 and 10 wide; by chance, as in a picture, it seldom does. */
function comesAgain(head: Uint8Array, from: number, element: number): boolean {
  return head.subarray(from, from + 16).includes(element);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
