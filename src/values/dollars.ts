import { type Money, plainMoney } from './money';
import { thousands } from './numbers';

/** `$18,240.55`: exact, so an amount with more than two decimals shows them all. */
export function showMoney(money: Money): string {
  const [, sign = '', whole = '', cents = ''] = /^(-?)(\d+)\.(\d+)$/.exec(plainMoney(money)) ?? [];
  return `${sign}$${thousands(BigInt(whole))}.${cents}`;
}
