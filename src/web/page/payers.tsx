import { payersById } from '../../rules/payers-in-scope';
import type { Payer } from '../../rules/policy';
import { idsOf, plainId } from '../../rules/policy';
import { thousands } from '../../values/numbers';
import type { PayerFound } from '../protocol';
import { dollars, nameOf } from '../view/words';
import type { CheckSettings } from './check-settings';
import { isInScope } from './check-settings';
import { isKnownPayer } from './known-payers';

interface PayersProps {
  readonly found: readonly PayerFound[];
  readonly policy: CheckSettings['policy'];
  readonly choose: (payers: readonly Payer[]) => void;
}

/** The payers of the claims, to choose those whose claims are checked. */
export function Payers({ found, policy, choose }: PayersProps) {
  const known = found.filter(({ id }) => isKnownPayer(id));
  const ticked = found.filter(({ id }) => id !== null && isInScope(policy, id));
  const keep = (ids: readonly (string | null)[]) => choose(payersOf(ids, found, policy.payers));
  const toggle = (id: string, isTicked: boolean) =>
    keep(
      isTicked ? [...ticked.map(({ id }) => id), id] : ticked.map(({ id }) => id).filter((one) => one !== id),
    );
  return (
    <fieldset class="payers">
      <legend>Payers in these files</legend>
      <p class="quiet">
        Tick those that pay Kentucky Medicaid claims. Claims to the others are left out: everywhere on this
        page, and in all that you save.
      </p>
      <ul>
        {found.map(({ id, name, claims, charges }) => {
          const isTicked = isInScope(policy, id);
          return (
            <li key={id ?? ''}>
              <label>
                <input
                  type="checkbox"
                  checked={isTicked}
                  // One stays: none would mean all.
                  disabled={id === null || (isTicked && ticked.length === 1)}
                  onChange={({ currentTarget }) => toggle(id!, currentTarget.checked)}
                />
                <span>
                  <strong>{id === null ? 'No payer ID' : nameOf([id, name])}</strong>{' '}
                  {name !== null && id !== null && <span class="quiet">{id}</span>}{' '}
                  {isKnownPayer(id) && <span class="tag info">known for Kentucky Medicaid</span>}
                  {id === null && <span class="quiet">always checked: nobody can tell whom they go to</span>}
                </span>
                <span class="number">
                  {thousands(claims)} {claims === 1 ? 'claim' : 'claims'}
                </span>
                <span class="number">{dollars(charges)}</span>
              </label>
            </li>
          );
        })}
      </ul>
      <p class="choosers">
        {known.length > 0 && known.length < found.length && (
          <button type="button" onClick={() => keep(known.map(({ id }) => id))}>
            Only those known for Kentucky Medicaid
          </button>
        )}
        {policy.payers.length > 0 && (
          <button type="button" onClick={() => choose([])}>
            All payers
          </button>
        )}
      </p>
    </fieldset>
  );
}

/** The policy's payers: those that are ticked, with the settings they had, and those that are in none of the files. */
function payersOf(
  ids: readonly (string | null)[],
  found: readonly PayerFound[],
  listed: readonly Payer[],
): readonly Payer[] {
  const isLeftOut = new Set(found.flatMap(({ id }) => (id === null || ids.includes(id) ? [] : plainId(id))));
  if (isLeftOut.size === 0 && listed.length === 0) return [];
  const kept = listed.flatMap((payer) => withoutIds(payer, isLeftOut));
  const byId = payersById(kept);
  const chosen = found.flatMap(({ id, name }) => {
    if (id === null || isLeftOut.has(plainId(id))) return [];
    return [byId.get(plainId(id)) ?? { id, ...(name !== null && { name }) }];
  });
  return [...new Set([...chosen, ...kept])];
}

/** The payer with the rest of its IDs; nothing if there is none. */
function withoutIds(payer: Payer, ids: ReadonlySet<string>): readonly Payer[] {
  const own = idsOf(payer);
  const rest = own.filter((id) => !ids.has(plainId(id)));
  if (rest.length === own.length) return [payer];
  const { id: _, ids: __, ...others } = payer;
  return rest.length === 0 ? [] : [{ ids: rest, ...others }];
}
