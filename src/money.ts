/** An exact amount: `units` of the last of `decimals` places. */
export interface Money {
  readonly units: bigint;
  readonly decimals: number;
}

export const noMoney: Money = { units: 0n, decimals: 0 };

/** A decimal as X12 writes it (`150.25`, `.5`, `-3`); null where it is none. */
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

/** `-1234.50`: exact, with two decimals at least and no more than the amount needs. */
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
