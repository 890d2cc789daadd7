import type { Subscriber } from '../claim/claim';
import type { PayerLeftOut, Summary } from '../finding';
import { plainId } from '../rules/policy';

/** Bounds the memory for a file in which each claim has a payer of its own. */
const MOST = 1000;

/** Counts the payers of claims out of scope. The order of claims, or of parts of a file, makes no difference. */
export class PayersLeftOut {
  /** By id; null before the first. */
  private payers: Map<string | null, PayerLeftOut> | null = null;
  private areTooMany = false;

  addClaim(subscriber: Subscriber | null): void {
    if (this.areTooMany) return;
    const written = subscriber?.payerId ?? null;
    const id = written === null ? null : plainId(written);
    this.add({ id, name: id === null ? null : subscriber!.payerName, claims: 1 });
  }

  addSummary({ outOfScope, outOfScopePayers }: Summary): void {
    // Absent from summaries of earlier versions.
    const payers = outOfScopePayers ?? (outOfScope === 0 ? [] : null);
    if (payers === null) this.areTooMany = true;
    else for (const payer of payers) this.add(payer);
  }

  /** Most claims first, then by id. */
  list(): Summary['outOfScopePayers'] {
    if (this.areTooMany) return null;
    if (this.payers === null) return [];
    const payers = [...this.payers.values()].map((payer) => ({ ...payer }));
    return payers.sort((a, b) => b.claims - a.claims || byId(a, b));
  }

  private add({ id, name, claims }: PayerLeftOut): void {
    if (this.areTooMany) return;
    this.payers ??= new Map();
    const known = this.payers.get(id);
    if (known === undefined) this.payers.set(id, { id, name, claims });
    else this.payers.set(id, { id, name: firstOf(known.name, name), claims: known.claims + claims });
    this.areTooMany = this.payers.size > MOST;
  }
}

function firstOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return other < one ? other : one;
}

function byId({ id: one }: PayerLeftOut, { id: other }: PayerLeftOut): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : 1;
}
