import type { Claim } from '../../claim/claim';
import { plainId } from '../../rules/policy';
import { MoneySum, plainMoney } from '../../values/money';
import type { PayerFound } from '../protocol';

const payersKept = 5000;

interface Total {
  readonly id: string | null;
  readonly name: string | null;
  claims: number;
  readonly charges: MoneySum;
}

/** The payers of all claims, in scope or not. Those with the same ID are one, under the first name. */
export class PayerTotals {
  private readonly totals = new Map<string | null, Total>();

  add({ charge, subscriber }: Claim): void {
    const id = subscriber?.payerId ?? null;
    const key = id === null ? null : plainId(id);
    let total = this.totals.get(key);
    if (total === undefined) {
      if (this.totals.size === payersKept) return;
      total = { id, name: subscriber?.payerName ?? null, claims: 0, charges: new MoneySum() };
      this.totals.set(key, total);
    }
    total.claims++;
    total.charges.add(charge);
  }

  /** Those with the most claims first. */
  list(): readonly PayerFound[] {
    return [...this.totals.values()]
      .sort((a, b) => b.claims - a.claims)
      .map(({ charges, ...total }) => ({ ...total, charges: plainMoney(charges.total) }));
  }
}
