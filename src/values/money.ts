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
  const cents = digits.slice(point).replace(/0+$/, '').padEnd(2, '0');
  return `${money.units < 0n ? '-' : ''}${digits.slice(0, point)}.${cents}`;
}

function unitsAt(decimals: number, money: Money): bigint {
  const more = decimals - money.decimals;
  return more === 0 ? money.units : money.units * 10n ** BigInt(more);
}

/** An exact sum of amounts as X12 writes them; invalid ones count as 0. */
export class MoneySum {
  /** The sum of plain amounts, while it fits a number. */
  private cents = 0;
  private others = noMoney;

  add(text: string): void {
    const cents = plainCents(text);
    if (cents === -1 || this.cents + cents > Number.MAX_SAFE_INTEGER) {
      this.others = addMoney(this.others, parseMoney(text) ?? noMoney);
    } else this.cents += cents;
  }

  get total(): Money {
    return addMoney(this.others, { units: BigInt(this.cents), decimals: this.cents === 0 ? 0 : 2 });
  }
}

/** The cents of digits with at most two decimals; -1 for anything else. */
function plainCents(text: string): number {
  let cents = 0;
  let decimals = -1;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit >= 0 && digit <= 9) {
      cents = 10 * cents + digit;
      if (decimals !== -1) decimals++;
    } else if (digit === -2 && decimals === -1 && i > 0) decimals = 0;
    else return -1;
  }
  if (text.length === 0 || text.length > 12 || decimals > 2) return -1;
  return decimals === 2 ? cents : decimals === 1 ? 10 * cents : 100 * cents;
}
