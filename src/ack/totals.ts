import { MoneySum } from '../values/money';
import { segment } from './segments';
import { amountText } from './values';

/** Counts and charges of the claims of a set or of a billing loop, accepted and rejected. */
export class Totals {
  private readonly all = new MoneySum();
  private readonly accepted = { claims: 0, charges: new MoneySum() };
  private readonly rejected = { claims: 0, charges: new MoneySum() };

  add(charge: string, isAccepted: boolean): void {
    this.all.add(charge);
    const part = isAccepted ? this.accepted : this.rejected;
    part.claims++;
    part.charges.add(charge);
  }

  /** STC04. */
  get charges(): string {
    return amountText(this.all.total);
  }

  /**
   * QTY and AMT for counts above zero.
   * @param quantities QTY01 of accepted and of rejected claims, which differs by level
   */
  segments(quantities: readonly [string, string]): string[] {
    const parts = [
      { ...this.accepted, quantity: quantities[0], amount: 'YU' },
      { ...this.rejected, quantity: quantities[1], amount: 'YY' },
    ].filter(({ claims }) => claims > 0);
    return [
      ...parts.map(({ claims, quantity }) => segment('QTY', quantity, String(claims))),
      ...parts.map(({ charges, amount }) => segment('AMT', amount, amountText(charges.total))),
    ];
  }
}
