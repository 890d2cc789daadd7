import { useMemo } from 'preact/hooks';
import { providerName } from '../view/words';
import type { ProviderLeft } from '../worker/providers-left';
import { type Property, partsOf, type Split, waysToSplit } from './split';

export interface SplitChoiceProps {
  readonly provider: ProviderLeft;
  /** What the user has chosen; null: only as far as needed. */
  readonly by: Property | null;
  readonly isBusy: boolean;
  readonly splitBy: (provider: ProviderLeft, by: Property | null) => void;
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
export function SplitChoice({ provider, by, isBusy, splitBy }: SplitChoiceProps) {
  const needed = useMemo(() => partsOf(provider, null)?.[0]?.by[0], [provider]);
  const ways = useMemo(() => waysToSplit(provider).filter((way) => way !== needed), [provider]);
  if (ways.length === 0) return null;
  return (
    <label class="split">
      <span class="remedy-label">
        Different codes for different claims <span class="hidden">of {providerName(provider)}</span>
      </span>
      <select
        value={by ?? ''}
        disabled={isBusy}
        onChange={({ currentTarget: { value } }) =>
          splitBy(provider, ways.find((way) => way === value) ?? null)
        }
      >
        <option value="">{needed === undefined ? 'One code for all' : words[needed]}</option>
        {ways.map((way) => (
          <option key={way} value={way}>
            {words[way]}
          </option>
        ))}
      </select>
    </label>
  );
}
