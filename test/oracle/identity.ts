/** Who the billing provider is: what NM1*85 says, rightly or in the wrong place. */

import { trimmed } from './read';

export interface Identity {
  /** NM109 where NM108 is XX, whatever it is; null where NM108 is anything else. */
  readonly npi: string | null;
  /** An NPI that stands in another element. */
  readonly stray: string | null;
}

export function isTenDigits(value: string): boolean {
  return /^\d{10}$/.test(value);
}

/** Ten digits, the last of which is right by Luhn's sum over 80840 and the NPI. */
export function isRightNpi(npi: string): boolean {
  if (!isTenDigits(npi)) return false;
  let total = 0;
  for (const [place, digit] of [...`80840${npi}`].reverse().entries()) {
    const weighted = Number(digit) * (place % 2 === 1 ? 2 : 1);
    total += weighted > 9 ? weighted - 9 : weighted;
  }
  return total % 10 === 0;
}

export function identityOf(name: readonly string[], isRegistered: (npi: string) => boolean): Identity {
  const elements = name.map(trimmed);
  const isNpi = elements[8]?.toUpperCase() === 'XX';
  const npi = isNpi ? (elements[9] ?? '') : null;
  if (npi !== null && isTenDigits(npi)) return { npi, stray: null };
  const others = elements.filter((_, n) => n >= 2 && !(n === 9 && isNpi));
  const looksLikeOne = (value: string) => /^[12]/.test(value) && isRightNpi(value);
  return { npi, stray: others.find((value) => looksLikeOne(value) || isRegistered(value)) ?? null };
}
