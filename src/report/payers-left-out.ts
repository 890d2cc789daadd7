import type { PayerLeftOut, Summary } from '../finding';
import { countOf, thousands } from '../values/numbers';

/** `ANTHEM BCBS KY (00660)` */
export function payerInWords({ id, name }: Pick<PayerLeftOut, 'id' | 'name'>): string {
  if (id === null) return 'no payer ID';
  return name === null ? `payer ${id}` : `${name} (${id})`;
}

/**
 * `ANTHEM BCBS KY (00660) 22, MEDICARE KY (15102) 12, and 3 more payers`; '' if they are not known. A single payer has
 * no count, as all claims are its own.
 * @param most payers to name
 */
export function payersLeftOut({ outOfScopePayers }: Summary, most: number): string {
  const payers = outOfScopePayers ?? [];
  const [only, second] = payers;
  if (only !== undefined && second === undefined) return payerInWords(only);
  const named = payers.slice(0, most).map((payer) => `${payerInWords(payer)} ${thousands(payer.claims)}`);
  const more = payers.length - named.length;
  return [...named, ...(more > 0 ? [`and ${countOf(more, 'more payer')}`] : [])].join(', ');
}
