import { type Texts, textAt } from './texts';

/** The high word that says: the low word is a text's offset. Numbers of 16 digits do not reach it. */
const TEXT = 0xffffffff;
const HIGH = 2 ** 32;
const digitsThatFit = 15;

/** An identifier as two 32-bit words: digits as a number, with a 1 before them to keep leading zeros; else a text. */
export type Code = readonly [high: number, low: number];

export function packCode(text: string, texts: Texts): Code {
  const number = text.length > 0 && text.length <= digitsThatFit ? numberOf(text) : null;
  return number === null ? [TEXT, texts.add(text)] : wordsOf(number);
}

export function codeText(texts: Uint8Array, high: number, low: number): string {
  return high === TEXT ? textAt(texts, low) : String(codeNumber(high, low)).slice(1);
}

/** What stands behind a 1, where the words hold digits. */
export function codeNumber(high: number, low: number): number {
  return high * HIGH + low;
}

export function wordsOf(number: number): Code {
  return [Math.floor(number / HIGH), number >>> 0];
}

/** The number that the digits give behind a 1; null where there is anything else. */
export function numberOf(digits: string): number | null {
  let number = 1;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    number = number * 10 + digit;
  }
  return number;
}
