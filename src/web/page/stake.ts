import { MoneySum, plainMoney } from '../../values/money';
import { countOf } from '../../values/numbers';
import { claims, dollars } from '../view/words';
import type { OpenLoop } from '../worker/providers-left';

/** `3 claims · $120.00 · 2 billing loops` */
export function stakeOf(loops: readonly OpenLoop[]): string {
  const charges = new MoneySum();
  for (const loop of loops) charges.add(loop.charges);
  const count = loops.reduce((sum, loop) => sum + loop.loops, 0);
  const inLoops = count > 1 ? ` · ${countOf(count, 'billing loop')}` : '';
  return `${claims(claimsIn(loops))} · ${dollars(plainMoney(charges.total))}${inLoops}`;
}

export function claimsIn(loops: readonly OpenLoop[]): number {
  return loops.reduce((sum, { claims }) => sum + claims, 0);
}
