import { type Money, plainMoney } from './money';

/** `$18,240.55`: exact, so an amount with more than two decimals shows them all. */
export function showMoney(money: Money): string {
  return plainMoney(money)
    .replace(/\B(?=(\d{3})+\.)/g, ',')
    .replace(/^-?/, '$&$$');
}
