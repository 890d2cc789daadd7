/** An exact amount: `units` in the last of `decimals` places. */
export interface Money {
  readonly units: bigint;
  readonly decimals: number;
}

export const noMoney: Money = { units: 0n, decimals: 0 };

/** Parses a decimal as X12 writes it (`150.25`, `.5`, `-3`); null if invalid. */
export function parseMoney(text: string): Money | null {
  const parts = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?$/.exec(text.trim());
  const [, sign = '', whole = '', fraction = ''] = parts ?? [];
  if (whole + fraction === '') return null;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, decimals: fraction.length };
}

export function addMoney(a: Money, b: Money): Money {
  const decimals = Math.max(a.decimals, b.decimals);
  return { units: unitsAt(decimals, a) + unitsAt(decimals, b), decimals };
}

export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, { units: -b.units, decimals: b.decimals });
}

/** Less than 0 if `a` is the smaller amount, 0 if they are equal. */
export function compareMoney(a: Money, b: Money): number {
  const { units } = subtractMoney(a, b);
  return units < 0n ? -1 : Number(units > 0n);
}

/** `-1234.50`: exact, with at least two decimals and no more than needed. */
export function plainMoney(money: Money): string {
  const units = money.units < 0n ? -money.units : money.units;
  const digits = String(units).padStart(money.decimals + 1, '0');
  const point = digits.length - money.decimals;
  const fraction = digits.slice(point);
  const cents = (money.decimals > 2 ? fraction.replace(/0+$/, '') : fraction).padEnd(2, '0');
  return `${money.units < 0n ? '-' : ''}${digits.slice(0, point)}.${cents}`;
}

function unitsAt(decimals: number, money: Money): bigint {
  const more = decimals - money.decimals;
  return more === 0 ? money.units : money.units * 10n ** BigInt(more);
}

/** An amount as X12 writes it, read once to be added to several sums. */
export interface Amount {
  /** If it is digits with at most two decimals; else -1. */
  readonly cents: number;
  /** If it is not; null for what is not a number. */
  readonly other: Money | null;
}

export function amountOf(text: string): Amount {
  const cents = centsOf(text);
  return { cents, other: cents === -1 ? parseMoney(text) : null };
}

export function isNumber({ cents, other }: Amount): boolean {
  return cents !== -1 || other !== null;
}

/** An exact sum of amounts as X12 writes them; invalid ones count as 0. */
export class MoneySum {
  /** The sum of plain amounts, while it fits a number. */
  private cents = 0;
  private others = noMoney;

  add(text: string): void {
    this.addAmount(amountOf(text));
  }

  addAmount({ cents, other }: Amount): void {
    if (cents === -1) this.others = addMoney(this.others, other ?? noMoney);
    else if (this.cents + cents <= Number.MAX_SAFE_INTEGER) this.cents += cents;
    else this.others = addMoney(this.others, { units: BigInt(cents), decimals: 2 });
  }

  get total(): Money {
    const plain = { units: BigInt(this.cents), decimals: this.cents === 0 ? 0 : 2 };
    return this.others === noMoney ? plain : addMoney(this.others, plain);
  }
}

/** Of a plain amount, in characters: its cents are exact as a number. */
const LONGEST_PLAIN = 12;
const characters = new Uint8Array(LONGEST_PLAIN);

function centsOf(text: string): number {
  if (text.length > LONGEST_PLAIN) return -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return -1;
    characters[i] = code;
  }
  return plainCents(characters, text.length);
}

/** The cents of an amount in the first bytes, if it is digits with at most two decimals; else -1. */
export function plainCents(bytes: Uint8Array, length: number): number {
  let cents = 0;
  let decimals = -1;
  for (let i = 0; i < length; i++) {
    const digit = bytes[i]! - 0x30;
    if (digit >= 0 && digit <= 9) {
      cents = 10 * cents + digit;
      if (decimals !== -1) decimals++;
    } else if (digit === -2 && decimals === -1 && i > 0) decimals = 0;
    else return -1;
  }
  if (length === 0 || length > LONGEST_PLAIN || decimals > 2) return -1;
  return decimals === 2 ? cents : decimals === 1 ? 10 * cents : 100 * cents;
}
