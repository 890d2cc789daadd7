import { ownSettings } from '../../report/about';
import { payersById } from '../../rules/payers-in-scope';
import type { Payer } from '../../rules/policy';
import { plainId } from '../../rules/policy';
import { MoneySum, plainMoney } from '../../values/money';
import { thousands } from '../../values/numbers';
import type { PayerFound } from '../protocol';
import { dollars, inDates, nameOf } from '../view/words';
import type { CheckSettings } from './check-settings';
import { isInScope } from './check-settings';
import { isKnownPayer } from './known-payers';

interface PayersProps {
  readonly rows: readonly PayerRow[];
  readonly policy: CheckSettings['policy'];
  readonly choose: (payers: readonly Payer[]) => void;
}

/** A payer of the claims, under all of its IDs. */
export interface PayerRow {
  /** Those in the claims; empty for all claims without one. */
  readonly ids: readonly string[];
  readonly name: string | null;
  readonly claims: number;
  readonly charges: string;
  /** As the settings have it; null if they do not. */
  readonly payer: Payer | null;
}

/** The payers of the claims: IDs that the settings give to one payer are one. */
export function payerRows(
  found: readonly PayerFound[],
  { policy, listed }: Pick<CheckSettings, 'policy' | 'listed'>,
): readonly PayerRow[] {
  const byId = payersById([...listed, ...policy.payers]);
  const rows = new Map<unknown, PayerRow>();
  for (const { id, name, claims, charges } of found) {
    const payer = (id !== null && byId.get(plainId(id))) || null;
    const key = payer ?? id;
    const row = rows.get(key) ?? { ids: [], name: payer?.name ?? name, claims: 0, charges: '0', payer };
    rows.set(key, {
      ...row,
      ids: id === null ? [] : [...row.ids, id],
      claims: row.claims + claims,
      charges: sumOf(row.charges, charges),
    });
  }
  return [...rows.values()];
}

function sumOf(...amounts: readonly string[]): string {
  const sum = new MoneySum();
  for (const amount of amounts) sum.add(amount);
  return plainMoney(sum.total);
}

export function isRowInScope(policy: CheckSettings['policy'], { ids }: PayerRow): boolean {
  return isInScope(policy, ids[0] ?? null);
}

/** The payers of the claims, to choose those whose claims are checked. */
export function Payers({ rows, policy, choose }: PayersProps) {
  const known = rows.filter(isKnown);
  const ticked = rows.filter((row) => row.ids.length > 0 && isRowInScope(policy, row));
  const keep = (kept: readonly PayerRow[]) => choose(payersOf(kept, rows, policy.payers));
  return (
    <fieldset class="payers">
      <legend>Payers in these files</legend>
      <p class="quiet">
        Tick those that pay Kentucky Medicaid claims. Claims to the others are left out: everywhere on this
        page, and in all that you save.
      </p>
      <ul>
        {rows.map((row) => {
          const { ids, name, claims, charges } = row;
          const isTicked = isRowInScope(policy, row);
          const isNobody = ids.length === 0;
          return (
            <li key={ids[0] ?? ''}>
              <label>
                <input
                  type="checkbox"
                  checked={isTicked}
                  // One stays: none would mean all.
                  disabled={isNobody || (isTicked && ticked.length === 1)}
                  onChange={({ currentTarget }) =>
                    keep(currentTarget.checked ? [...ticked, row] : ticked.filter((other) => other !== row))
                  }
                />
                <span>
                  <strong>{isNobody ? 'No payer ID' : nameOf([ids[0]!, name])}</strong>{' '}
                  {name !== null && !isNobody && <span class="quiet">{ids.join(', ')}</span>}{' '}
                  {isKnown(row) && <span class="tag info">known for Kentucky Medicaid</span>}
                  {isNobody && <span class="quiet">always checked: nobody can tell whom they go to</span>}
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
        {known.length > 0 && known.length < rows.length && (
          <button type="button" onClick={() => keep(known)}>
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

/** What the settings say of single payers. */
export function OwnSettings({ payers }: { readonly payers: readonly Payer[] }) {
  const sentences = payers.flatMap(ownSettings);
  if (sentences.length === 0) return null;
  return (
    <div>
      <p>Settings of single payers, which go before those below:</p>
      <ul class="own-settings">
        {sentences.map((sentence) => (
          <li key={sentence}>{inDates(sentence)}</li>
        ))}
      </ul>
    </div>
  );
}

function isKnown({ ids }: PayerRow): boolean {
  return ids.some(isKnownPayer);
}

/** The policy's payers: those that are ticked, with their settings, and those that are in none of the files. */
function payersOf(
  kept: readonly PayerRow[],
  rows: readonly PayerRow[],
  listed: readonly Payer[],
): readonly Payer[] {
  const chosen = rows.filter((row) => row.ids.length > 0 && kept.includes(row));
  if (listed.length === 0 && chosen.length === rows.filter(({ ids }) => ids.length > 0).length) return [];
  const elsewhere = listed.filter((payer) => rows.every((row) => row.payer !== payer));
  return [...chosen.map(({ payer, ids, name }) => payer ?? plainPayer(ids[0]!, name)), ...elsewhere];
}

function plainPayer(id: string, name: string | null): Payer {
  return { id, ...(name !== null && { name }) };
}
