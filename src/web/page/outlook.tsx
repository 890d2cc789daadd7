import type { RepairTotals } from '../../report/repair';
import { countOf } from '../../values/numbers';
import type { Corrections } from '../protocol';
import { claims, dollars } from '../view/words';

/** What is corrected without a choice, and what is not. */
export function Outlook({ plan: { totals, left } }: { readonly plan: Corrections }) {
  const rest = left.some(({ npi, codes }) => npi !== null && codes.length > 0)
    ? 'Choose below under which enrollment to bill; what you do not choose is left as it is. Nothing is guessed.'
    : 'No code can be chosen for these here; below is why.';
  return (
    <ul class="outlook">
      <li class="good">
        <strong>{stakeOf(totals.corrected)}</strong>
        <span>
          can be corrected at once
          {totals.corrected.loops > 0 && `, in ${countOf(totals.corrected.loops, 'billing loop')}`}: where the
          code stands already, in the wrong place or written wrongly, or one enrollment alone can be meant.
        </span>
      </li>
      {totals.left.loops > 0 && (
        <li class="look">
          <strong>{stakeOf(totals.left)}</strong>
          <span>
            cannot, in {countOf(totals.left.loops, 'billing loop')}. {rest}
          </span>
        </li>
      )}
    </ul>
  );
}

function stakeOf({ claims: count, charges }: RepairTotals['left']): string {
  return count === 0 ? 'No claims' : `${claims(count)}, ${dollars(charges)}`;
}
