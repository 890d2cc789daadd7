import { thousands } from './numbers';

/** An exact amount: `units` of the last of `decimals` places. */
export interface Money {
  readonly units: bigint;
  readonly decimals: number;
}

export const noMoney: Money = { units: 0n, decimals: 0 };

/** A decimal as X12 writes it (`150.25`, `.5`, `-3`); null where it is none. What is one, ChargeSum says too. */
export function parseMoney(text: string): Money | null {
  const parts = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?$/.exec(text.trim());
  const [, sign = '', whole = '', fraction = ''] = parts ?? [];
  if (whole + fraction === '') return null;
  return { units: BigInt(sign + whole + fraction), decimals: fraction.length };
}

function at(decimals: number, money: Money): bigint {
  return money.units * 10n ** BigInt(decimals - money.decimals);
}

export function addMoney(a: Money, b: Money): Money {
  const decimals = Math.max(a.decimals, b.decimals);
  return { units: at(decimals, a) + at(decimals, b), decimals };
}

export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, { units: -b.units, decimals: b.decimals });
}

/** `$18,240.55`: never rounded, so an amount with more than two decimals shows them all. */
export function showMoney(money: Money): string {
  const units = money.units < 0n ? -money.units : money.units;
  const digits = String(units).padStart(money.decimals + 1, '0');
  const point = digits.length - money.decimals;
  const cents = digits.slice(point).replace(/0+$/, '').padEnd(2, '0');
  return `${money.units < 0n ? '-' : ''}$${thousands(BigInt(digits.slice(0, point)))}.${cents}`;
}
