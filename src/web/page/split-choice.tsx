import { providerName } from '../view/words';
import type { ProviderLeft } from '../worker/providers-left';
import { type Part, type Property, type Split, waysToSplit } from './split';

export interface SplitChoiceProps {
  readonly provider: ProviderLeft;
  readonly parts: readonly Part[];
  readonly isBusy: boolean;
  /** @param property null: only as far as needed */
  readonly splitBy: (provider: ProviderLeft, property: Property | null) => void;
}

const words: Readonly<Record<Split, string>> = {
  kind: 'By kind of claim',
  zip: 'By ZIP',
  zip4: 'By ZIP+4',
  payer: 'By payer',
  file: 'By file',
  loop: 'By billing loop',
  codes: 'By the codes that are possible',
};

/** Whether all claims of a provider get one code, or which ones get codes of their own. */
export function SplitChoice({ provider, parts, isBusy, splitBy }: SplitChoiceProps) {
  const ways = waysToSplit(provider);
  if (ways.length === 0) return null;
  const current = parts.find(({ by }) => by.length > 0)?.by[0];
  // What is split because it must be cannot be put together.
  const unasked =
    current === undefined || !(ways as readonly Split[]).includes(current) ? current : undefined;
  return (
    <label class="split">
      <span class="remedy-label">
        Different codes for different claims <span class="hidden">of {providerName(provider)}</span>
      </span>
      <select
        value={current ?? ''}
        disabled={isBusy}
        onChange={({ currentTarget: { value } }) =>
          splitBy(provider, ways.find((way) => way === value) ?? null)
        }
      >
        <option value={unasked ?? ''}>{unasked === undefined ? 'One code for all' : words[unasked]}</option>
        {ways.map((way) => (
          <option key={way} value={way}>
            {words[way]}
          </option>
        ))}
      </select>
    </label>
  );
}
