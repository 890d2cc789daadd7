import { quoted } from './cell-value';

/** A longer cell is not a provider type with its name. */
const LENGTH = 200;

const oneNumber = /^(\D*)(\d+)(?:\.0+)?(\D*)$/;
/** Nothing before the number, or `PT`, `Type`, `Provider Type Code:` … */
const label =
  /^[([#]?\s*(?:(?:P\.?T\.?|(?:PROV(?:\.|IDER)?\s*)?TYPE)(?:\s*(?:CODE|NO\.?|NUMBER))?[\s:#=.–—-]*)?$/;
/** ` - Primary Care Center`, ` (FQHC)`, ` FQHC`. */
const nameBehind = /^[)\].]?(?:(?:\s*[:([–—-]\s*|\s+)((?!(?:AND|OR)\b)[A-ZÀ-ɏ][A-ZÀ-ɏ ,.&/'’:()[\]–—-]*)?)?$/;
/** `Primary Care Center - `, `FQHC (`: the number after it then has two or three digits. */
const nameBefore = /^([A-ZÀ-ɏ][A-ZÀ-ɏ ,.&/'’:()[\]–—-]*?)\s*[:([–—-]\s*(?:(?:PT|TYPE)\s*)?$/;
/** Kentucky has no such types, but others may: `A1`. */
const withLetter = /^(?=.*[0-9])(?=.*[A-Z])[0-9A-Z]{2,3}$/;
/** A spreadsheet that reads 3/1 as a date writes `1-Mar`. */
const month = /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)$/;

/**
 * The only provider type that a cell can mean, as two or three digits; null if that is not certain. `82` and `829`
 * differ: the trailing 9 marks the group (DOMAIN.md §1).
 */
export function readProviderType(cell: string): string | null {
  if (/^(?:0[1-9]|[1-9]\d{1,2})$/.test(cell)) return cell; // the common case
  if (cell.length > LENGTH) return null;
  const text = cell.toUpperCase();
  const [, before = '', digits = '', after = ''] = oneNumber.exec(text) ?? [];
  const number = Number(digits);
  if (number > 0 && number < 1000 && isNumberOfType(before, digits, after))
    return String(number).padStart(2, '0');
  return withLetter.test(text) ? text : null;
}

function isNumberOfType(before: string, digits: string, after: string): boolean {
  const behind = label.test(before) ? nameBehind.exec(after) : null;
  if (behind !== null) return !month.test(behind[1] ?? '');
  const ahead = digits.length > 1 && /^[)\]]?$/.test(after) ? nameBefore.exec(before) : null;
  return ahead !== null && !month.test(ahead[1]!);
}

/** Why `readProviderType` returns null for a non-empty cell. */
export function faultOfProviderType(cell: string): string {
  const numbers = cell.match(/\d+/g) ?? [];
  if (numbers.length > 1)
    return `its provider type ${quoted(cell)} has several numbers; write one provider type a row`;
  const what = numbers.length === 0 ? 'has no number' : 'cannot be read';
  return `its provider type ${quoted(cell)} ${what}; write one provider type a row, as 31 or "31 - Primary Care Center"`;
}
