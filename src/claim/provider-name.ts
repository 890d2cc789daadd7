import { isDigit, trimBlanks } from '../x12/bytes';
import type { KeptSegment } from '../x12/segment';

export function isTenDigits(text: string): boolean {
  if (text.length !== 10) return false;
  for (let i = 0; i < 10; i++) if (!isDigit(text.charCodeAt(i))) return false;
  return true;
}

/** NM1 has twelve elements in the guide; extra separators make more. */
const NAME_ELEMENTS = 32;

/** Ten-digit values of an NM1 outside NM109. @param isQualified whether NM108 is XX: NM109 is no such value then */
export function strayNumbersOf(name: KeptSegment, isQualified: boolean): string[] {
  const numbers: string[] = [];
  for (let n = 2; n <= NAME_ELEMENTS; n++) {
    const value = n === 9 && isQualified ? '' : trimBlanks(name.text(n));
    if (isTenDigits(value)) numbers.push(value);
  }
  return numbers;
}

/** NM109 if NM108 is XX; null: none. */
export function npiOf(name: KeptSegment): string | null {
  if (!name.isKept || !isQualified(name)) return null;
  const npi = name.text(9);
  return isTenDigits(npi) ? npi : trimBlanks(npi);
}

function isQualified(name: KeptSegment): boolean {
  return name.is(8, 'XX') || trimBlanks(name.text(8)).toUpperCase() === 'XX';
}

/** NM103, and NM104 for a person. */
export function nameOf(name: KeptSegment): string | null {
  if (!name.isKept) return null;
  const last = name.text(3);
  const given = name.text(4);
  return (given === '' ? last : `${last}, ${given}`) || null;
}
