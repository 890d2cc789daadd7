import { parseMoney } from '../values/money';

/** An amount in cents; NaN if it is not a number of cents. */
export function centsOf(text: string): number {
  const money = parseMoney(text);
  if (money === null) return Number.NaN;
  const scale = 10n ** BigInt(Math.abs(money.decimals - 2));
  if (money.decimals <= 2) return Number(money.units * scale);
  return money.units % scale === 0n ? Number(money.units / scale) : Number.NaN;
}

/** `1234.50`. */
export function dollarsOf(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
