import { type Money, noMoney, parseMoney, plainMoney } from '../values/money';

/** Converts values of a claim file to elements of an acknowledgement. */

/** The maximum length of elements (X12 005010 data elements, as listed in pyx12's dataele.xml). */
export const longest = {
  /** 142 and 124: GS02, GS03. */
  code: 15,
  /** 1035, 1036, 1037, 1039: NM103, NM104, NM105, NM107. */
  name: 60,
  firstName: 35,
  middleName: 25,
  suffix: 10,
  /** 67: NM109. */
  id: 80,
  /** 127: TRN02, REF02. */
  reference: 50,
  /** 480: GS08. */
  version: 12,
  /** 1705: ST03. */
  convention: 35,
  /** 329: ST02. */
  setControl: 9,
  /** 933: STC12. */
  message: 264,
} as const;

/** For a required element that the file does not have. At least two characters, as an ID (67) must have. */
export const unknown = 'UNKNOWN';

/** For a required reference that the file does not have. */
export const noReference = '0';

/** What no element of an acknowledgement can contain: its delimiters, and anything but printable ASCII. */
const odd = /[^ -}]|[*:^]/;

/**
 * A value that is valid in an element: accents are removed, delimiters and control characters become blanks, other
 * non-ASCII characters become question marks, because X12's character sets share only ASCII.
 */
export function cleanText(value: string): string {
  if (!odd.test(value)) return value.trim();
  return value
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[*:^~\p{Cc}]/gu, ' ')
    .replace(/[^ -~]/gu, '?')
    .trim();
}

/** The same, cut to a length. */
export function cutText(value: string, most: number): string {
  return cleanText(value).slice(0, most).trimEnd();
}

/** Sentences for a free-text element, cut between two words. A colon is a delimiter. */
export function messageText(value: string): string {
  const text = cleanText(value.replaceAll(': ', ' - ')).replace(/ +/g, ' ');
  if (text.length <= longest.message) return text;
  const most = longest.message - more.length;
  const end = text.lastIndexOf(' ', most);
  return text.slice(0, end === -1 ? most : end) + more;
}

const more = ' ...';

/** An ID (data elements 67, 142, 124); '' if the value is too short for one. */
export function idText(value: string, most: number): string {
  const id = cutText(value, most);
  return id.length < 2 ? '' : id;
}

/** Digits allowed in data element 782. */
const MOST_DIGITS = 18;

/** CLM02 as money; zero if it is not an amount that an acknowledgement could repeat. */
export function chargeOf(text: string): Money {
  const money = parseMoney(text) ?? noMoney;
  return amountText(money).replace(/\D/g, '').length > MOST_DIGITS ? noMoney : money;
}

/** `365.5`: exact, without redundant zeros, as X12 writes amounts. */
export function amountText(money: Money): string {
  return plainMoney(money).replace(/\.?0+$/, '');
}
