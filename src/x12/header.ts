import { CR, decode, isAlphanumeric, isDigit, isNewline, isWhiteSpace, LF, SPACE, trimBlanks } from './bytes';

/** The bytes that separate segments, elements and components of one interchange. */
export interface Delimiters {
  readonly element: number;
  readonly component: number;
  readonly terminator: number;
}

/** An interchange header, read by its 16 separators. */
export interface InterchangeHeader {
  readonly delimiters: Delimiters;
  /** Characters from I to the terminator without line breaks; 106 by the standard. */
  readonly width: number;
  /** Bytes from I to the terminator, including line breaks. */
  readonly length: number;
  /** ISA06, ISA08 and ISA13, without padding. */
  readonly sender: string;
  readonly receiver: string;
  readonly controlNumber: string;
}

/** Why an ISA is not a readable header. */
export type HeaderProblem =
  | { readonly element: number; readonly is: 'empty' | 'missing' | 'alphanumeric' | 'not-five-digits' }
  | { readonly element: number; readonly is: 'too-long'; readonly longest: number }
  | { readonly terminator: 'alphanumeric' | 'blank' | 'another-separator' };

/** An ISA that is not a readable header. */
export interface UnreadableHeader {
  readonly problem: HeaderProblem;
}

/** What `readHeader` returns. */
export type HeaderReading = InterchangeHeader | UnreadableHeader | 'partial' | 'no';

export function isHeader(reading: HeaderReading): reading is InterchangeHeader {
  return typeof reading === 'object' && 'delimiters' in reading;
}

/** ISA. */
const ID = [0x49, 0x53, 0x41] as const;
const TILDE = 0x7e;

/** The longest ISA that is read, including padding and line breaks. */
export const MAX_HEADER = 400;

/** The greatest tolerated lengths of ISA01 to ISA15; real headers are a few bytes off. */
const LONGEST = [0, 4, 20, 4, 20, 4, 20, 4, 20, 8, 8, 1, 5, 12, 1, 1] as const;

/**
 * Reads an ISA that begins at bytes[start]. Returns 'partial' if more bytes are needed to decide, 'no' if it is no ISA:
 * "ISAAC" and prose fail here.
 */
export function readHeader(
  bytes: Uint8Array,
  start: number,
  end: number,
  atEndOfFile = false,
): HeaderReading {
  let at = start;
  /** Characters without line breaks. */
  let width = ID.length;
  for (let i = 0; i < ID.length; i++, at++) {
    at = pastNewlines(bytes, at, end);
    if (at === end) return 'partial';
    if (bytes[at] !== ID[i]) return 'no';
  }
  at = pastNewlines(bytes, at, end);
  if (at === end) return 'partial';
  const element = bytes[at++]!;
  width++;
  if (isAlphanumeric(element) || isWhiteSpace(element) || element === 0) return 'no';

  let sender = '';
  let receiver = '';
  let controlNumber = '';
  for (let n = 1; n <= 15; n++) {
    const from = at;
    const longest = LONGEST[n]!;
    let length = 0;
    for (; at < end && bytes[at] !== element; at++) {
      const byte = bytes[at]!;
      if (isNewline(byte)) continue;
      if (length === longest) return { problem: { element: n, is: 'too-long', longest } };
      if (n === 12 && !isDigit(byte)) return unreadable(n, 'not-five-digits');
      length++;
    }
    if (at === end) return 'partial';
    if (n === 6) sender = unpadded(bytes, from, at);
    else if (n === 8) receiver = unpadded(bytes, from, at);
    else if (n === 13) controlNumber = unpadded(bytes, from, at);
    if (n === 11 && length === 0) return unreadable(n, 'empty');
    if (n === 12 && length !== 5) return unreadable(n, 'not-five-digits');
    width += length + 1;
    at++;
  }
  at = pastNewlines(bytes, at, end);
  if (at === end) return 'partial';
  const component = bytes[at++]!;
  width++;
  if (component === element) return unreadable(16, 'empty');
  if (isAlphanumeric(component)) return unreadable(16, 'alphanumeric');

  const isWrapped = at - start > width;
  const terminatorAt = findTerminator(bytes, at, end, isWrapped, atEndOfFile);
  if (terminatorAt === 'partial') return 'partial';
  const terminator = bytes[terminatorAt]!;
  const problem = terminatorProblem(terminator, element, component);
  if (problem !== null) return { problem };
  return {
    delimiters: { element, component, terminator },
    width: width + 1,
    length: terminatorAt + 1 - start,
    sender,
    receiver,
    controlNumber,
  };
}

function pastNewlines(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isNewline(bytes[at])) at++;
  return at;
}

/** The text of bytes[start, end) without padding, most of which is not decoded. */
function unpadded(bytes: Uint8Array, start: number, end: number): string {
  let last = end;
  while (last > start && isWhiteSpace(bytes[last - 1])) last--;
  return trimBlanks(decode(bytes, start, last));
}

function unreadable(element: number, is: 'empty' | 'alphanumeric' | 'not-five-digits'): UnreadableHeader {
  return { problem: { element, is } };
}

function terminatorProblem(terminator: number, element: number, component: number): HeaderProblem | null {
  // With line breaks as terminators, `~` at the end of every line was meant to be the terminator.
  if (isNewline(terminator) && component === TILDE) return { element: 16, is: 'missing' };
  if (isAlphanumeric(terminator)) return { terminator: 'alphanumeric' };
  if (terminator === SPACE) return { terminator: 'blank' };
  if (terminator === element || terminator === component) return { terminator: 'another-separator' };
  return null;
}

/**
 * A line break after ISA16 is the terminator, unless the header is already known to be wrapped or a delimiter follows
 * immediately: then the line was wrapped at that point.
 */
function findTerminator(
  bytes: Uint8Array,
  from: number,
  end: number,
  wrapped: boolean,
  atEndOfFile: boolean,
): number | 'partial' {
  if (from >= end) return 'partial';
  if (!isNewline(bytes[from])) return from;
  let after = from;
  if (wrapped) {
    while (after < end && isNewline(bytes[after])) after++;
    return after < end ? after : 'partial';
  }
  after += bytes[from] === CR && bytes[from + 1] === LF ? 2 : 1;
  const byte = bytes[after];
  if (byte === undefined || after >= end) return atEndOfFile ? from : 'partial';
  const couldDelimit = byte > 0x1b && byte < 0x7f && byte !== SPACE && !isAlphanumeric(byte);
  return couldDelimit ? after : from;
}
