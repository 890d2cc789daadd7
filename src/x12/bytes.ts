import { asciiText } from '../values/ascii';

/** Bytes with a meaning in X12, and decoding of values. */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;

export function isNewline(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}

/** White space allowed between a terminator and the next segment. */
export function isWhiteSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === LF || byte === CR || byte === TAB;
}

export function isAlphanumeric(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** The value without surrounding blanks. Other white space, such as a no-break space, is data that receivers see. */
export function trimBlanks(text: string): string {
  const isTrimmed = text.charCodeAt(0) > SPACE && text.charCodeAt(text.length - 1) > SPACE;
  return isTrimmed ? text : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Far longer than any value of a claim; longer ones are cut to bound what is shown. */
export const LONGEST_VALUE = 256;

/** Decodes bytes[start, end) without line breaks: as UTF-8 if valid, else as Latin-1. */
export function decode(bytes: Uint8Array, start: number, end: number): string {
  const last = Math.min(end, start + LONGEST_VALUE);
  for (let i = start; i < last; i++) {
    if (isNewline(bytes[i])) return decodeOdd(bytes.subarray(start, last));
  }
  return asciiText(bytes, start, last) ?? decodeOdd(bytes.subarray(start, last));
}

function decodeOdd(bytes: Uint8Array): string {
  const value = bytes.filter((byte) => byte !== LF && byte !== CR);
  try {
    return utf8.decode(value);
  } catch {
    let text = '';
    for (const byte of value) text += String.fromCharCode(byte);
    return text;
  }
}
