import { type Texts, textAt } from './texts';

/** The high word that marks the low word as a text's offset. Numbers of 16 digits do not reach it. */
const TEXT = 0xffffffff;
const HIGH = 2 ** 32;
const digitsThatFit = 15;

/**
 * Writes an identifier as two 32-bit words: digits as a number, with a 1 in front to keep leading zeros; else as a
 * text.
 */
export function writeCode(text: string, texts: Texts, words: Uint32Array, at: number): void {
  const number = text.length > 0 && text.length <= digitsThatFit ? numberOf(text) : null;
  if (number !== null) return writeNumber(number, words, at);
  words[at] = TEXT;
  words[at + 1] = texts.add(text);
}

export function codeText(texts: Uint8Array, high: number, low: number): string {
  return high === TEXT ? textAt(texts, low) : String(numberAt(high, low)).slice(1);
}

/** A word stores the integer part of a number, modulo 2^32. */
export function writeNumber(number: number, words: Uint32Array, at: number): void {
  words[at] = number / HIGH;
  words[at + 1] = number;
}

export function numberAt(high: number, low: number): number {
  return high * HIGH + low;
}

/** The number formed by a 1 and the digits; null if there is anything else. */
export function numberOf(digits: string): number | null {
  let number = 1;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    number = number * 10 + digit;
  }
  return number;
}

/** The number of a ten-digit text; null for anything else. */
export function npiNumber(npi: string): number | null {
  const number = npi.length === 10 ? numberOf(npi) : null;
  return number === null ? null : number - 1e10;
}
