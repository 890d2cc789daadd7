/**
 * The slow reading: a whole file as one Latin-1 string, cut into the pieces that the judge walks. A character is
 * a byte, so an index in the string is an offset in the file.
 */

export interface Header {
  readonly offset: number;
  /** Where the first segment after the header may start. */
  readonly end: number;
  /** ISA01 … ISA16 at 1 … 16, the tag at 0. */
  readonly elements: readonly string[];
  readonly separator: string;
  readonly terminator: string;
  /** Characters from I to the terminator, line breaks of a wrapped header left out. */
  readonly width: number;
}

export type Piece =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'segment'; readonly offset: number; readonly elements: readonly string[] }
  /** Its elements are those of its head. */
  | {
      readonly kind: 'too-long';
      readonly offset: number;
      readonly elements: readonly string[];
      readonly terminated: boolean;
    }
  /** Bytes outside an interchange that are not white space. */
  | {
      readonly kind: 'outside';
      readonly offset: number;
      /** The first that looks like a segment of claims, and how many are a CLM; null where none does. */
      readonly segments: { readonly offset: number; readonly claims: number } | null;
    }
  /** The file ended before the interchange did: where its last segment begins, or would. */
  | { readonly kind: 'cut'; readonly offset: number };

export const longestSegment = 65536;
const longestHeader = 200;

/** Without the blanks around it; a no-break space is none. */
export function trimmed(value: string): string {
  return value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/** Whether any element after the tag is more than blanks. */
export function hasData(elements: readonly string[]): boolean {
  return elements.slice(1).some((element) => trimmed(element) !== '');
}

/** The file as a string with one character for each byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** And back. */
export function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** A value as a person would read it: UTF-8 where it is valid, else Latin-1. */
export function readable(value: string): string {
  if (/^[ -~]*$/.test(value)) return value;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(value));
  } catch {
    return value;
  }
}

/** Everything in the file, in order. */
export function readPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const header = nextHeader(text, at);
    const cut = header === null && pieces.length > 0 ? cutHeader(text, at) : text.length;
    const end = header === null ? cut : header.offset;
    const padding = /^([ \t\r\n]|\xef\xbb\xbf)*/.exec(text.slice(at, end))![0].length;
    if (at + padding < end) {
      pieces.push({ kind: 'outside', offset: at + padding, segments: segmentsOutside(text, at, end) });
    }
    if (cut < text.length) pieces.push({ kind: 'cut', offset: cut });
    if (header === null) break;
    at = readInterchange(text, header, pieces);
  }
  return pieces;
}

/**
 * What looks like segments of claims between two places: all with one separator, that of the first, and none of prose.
 * An ISA has any separator, or a letter or digit for it, or none.
 */
function segmentsOutside(
  text: string,
  from: number,
  to: number,
): { readonly offset: number; readonly claims: number } | null {
  let first: number | null = null;
  let separator = '';
  let claims = 0;
  for (let at = from; at < to; at++) {
    if (at > 0 && /[A-Za-z0-9]/.test(text[at - 1]!)) continue;
    const rest = text.slice(at, Math.min(at + 6, to));
    const header = /^ISA([^A-Za-z0-9])0[03]/.exec(rest);
    if (header !== null || /^ISA.?0[03]/.test(rest)) {
      first ??= at;
      separator ||= header?.[1] ?? '';
      continue;
    }
    const found = /^(CLM|HL|GS|ST|SE|GE|IEA)([^A-Za-z0-9])/.exec(rest);
    if (found === null) continue;
    const isSeparator =
      separator === '' ? !` \t\r\n\0.,;:'"()-/_`.includes(found[2]!) : found[2] === separator;
    if (!isSeparator) continue;
    first ??= at;
    separator ||= found[2]!;
    if (found[1] === 'CLM') claims++;
  }
  return first === null ? null : { offset: first, claims };
}

/** Reads from a header to its IEA and gives the place after it; a header met on the way takes over. */
function readInterchange(text: string, first: Header, pieces: Piece[]): number {
  let header = first;
  let at = header.end;
  pieces.push({ kind: 'header', header });
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
    const nested = headerAt(text, at);
    if (nested !== null) {
      header = nested;
      at = header.end;
      pieces.push({ kind: 'header', header });
      continue;
    }
    const newline = header.terminator === '\r' || header.terminator === '\n';
    let end = at;
    while (end < text.length && text[end] !== header.terminator) end++;
    const raw = text.slice(at, end);
    const head = raw.slice(0, longestSegment);
    const elements = head.replace(/[\r\n]/g, '').split(header.separator);
    // The last line of a file is often left without a line end.
    const closes = elements[0] === 'IEA' && hasData(elements);
    const complete = end < text.length || (newline && closes);
    if (raw.length > longestSegment)
      pieces.push({ kind: 'too-long', offset: at, elements, terminated: complete });
    else if (complete && raw !== '') pieces.push({ kind: 'segment', offset: at, elements });
    if (!complete) {
      pieces.push({ kind: 'cut', offset: at });
      return text.length;
    }
    at = end + 1;
    if (closes) {
      // Empty segments after the IEA still belong to it.
      while (at < text.length && ` \t\r\n${header.terminator}`.includes(text[at]!)) at++;
      return at;
    }
  }
}

function nextHeader(text: string, from: number): Header | null {
  for (let at = text.indexOf('I', from); at >= 0; at = text.indexOf('I', at + 1)) {
    if (at > 0 && /[A-Za-z0-9]/.test(text[at - 1]!)) continue;
    const header = headerAt(text, at);
    if (header !== null) return header;
  }
  return null;
}

/** Where a header begins that the end of the file cuts off; the end of the file where none does. */
function cutHeader(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (at > 0 && /[A-Za-z0-9]/.test(text[at - 1]!)) continue;
    const rest = text.slice(at);
    const elements = rest.slice(4).split(rest[3] ?? '');
    const short = elements.length <= 16 && elements.every((element) => element.length <= 20);
    const dated = /^.{0,8}$/.test(elements[8] ?? '') && /^.{0,8}$/.test(elements[9] ?? '');
    const plausible = short && dated && /^.?$/.test(elements[10] ?? '') && /^\d*$/.test(elements[11] ?? '');
    if (/^ISA[^A-Za-z0-9\s][^\r\n]*$/.test(rest) && plausible) return at;
  }
  return text.length;
}

/** The ISA that starts here, found by its 16 separators; null where what stands here has not its shape. */
function headerAt(text: string, offset: number): Header | null {
  let written = '';
  let wrapped = false;
  let at = offset;
  let separator = '';
  // Up to ISA16: three letters, sixteen separators, and one character more.
  while (separator === '' || written.split(separator).length < 17 || written.endsWith(separator)) {
    const character = text[at++];
    if (character === undefined || written.length > longestHeader) return null;
    if (character === '\r' || character === '\n') wrapped = true;
    else written += character;
    if (written.length <= 3 && !'ISA'.startsWith(written)) return null;
    if (written.length === 4) separator = written[3]!;
  }
  while (wrapped && (text[at] === '\r' || text[at] === '\n')) at++;
  // Wrapped just before its terminator: a mark follows the line break.
  const [lineBreak] = /^(\r\n|\r|\n)(?=[!-/:-@[-`{-~\x1c-\x1f])/.exec(text.slice(at, at + 3)) ?? [''];
  at += lineBreak.length;
  const terminator = text[at++];
  if (terminator === undefined) return null;
  const elements = written.split(separator);
  const delimiters = [separator, elements[16]!, terminator];
  if (new Set(delimiters).size < 3 || delimiters.some((delimiter) => /[A-Za-z0-9 \t]/.test(delimiter)))
    return null;
  if (elements.some((element) => element.length > 20) || !/^\d{5}$/.test(elements[12]!)) return null;
  return { offset, end: at, elements, separator, terminator, width: written.length + 1 };
}
