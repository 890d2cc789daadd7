import { type Money, noMoney, parseMoney, plainMoney } from '../values/money';

/** How values of a claim file become elements of an answer. */

/** The longest that an element may be (X12 005010 data elements, as pyx12's dataele.xml lists them). */
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
} as const;

/** Where an element is required and the file says nothing of it. Two characters at least, as an id (67) must have. */
export const unknown = 'UNKNOWN';

/** Where a reference is required and the file has none. */
export const noReference = '0';

/** What no element of an answer can hold: its delimiters, and whatever is not printable ASCII. */
const odd = /[^ -}]|[*:^]/;

/**
 * A value that can stand in an element: accents are taken off, delimiters and control characters are blanks, what is
 * no ASCII (X12's character sets have nothing else in common) is a question mark.
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

/** An id (data elements 67, 142, 124); '' where the value is shorter than any id may be. */
export function idText(value: string, most: number): string {
  const id = cutText(value, most);
  return id.length < 2 ? '' : id;
}

/** Digits (data element 782 takes as many). */
const MOST_DIGITS = 18;

/** CLM02 as money; none where it is no amount that an answer could repeat. */
export function chargeOf(text: string): Money {
  const money = parseMoney(text) ?? noMoney;
  return amountText(money).replace(/\D/g, '').length > MOST_DIGITS ? noMoney : money;
}

/** `365.5`: exact, without zeros that say nothing, as X12 writes amounts. */
export function amountText(money: Money): string {
  return plainMoney(money).replace(/\.?0+$/, '');
}
