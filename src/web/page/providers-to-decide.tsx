import { useState } from 'preact/hooks';
import { thousands } from '../../values/numbers';
import { providerName } from '../view/words';
import type { ProviderLeft } from '../worker/providers-left';
import { PartChoice, type PartChoiceProps } from './part-choice';
import type { Part, Property } from './split';
import { SplitChoice, type SplitChoiceProps } from './split-choice';
import { stakeOf } from './stake';

const providersShown = 10;
const partsShown = 10;
const whysShown = 3;

/** A provider, and its billing loops as they get codes. */
export interface ProviderToDecide {
  readonly provider: ProviderLeft;
  /** How the user wants it split; null: only as far as needed. */
  readonly by: Property | null;
  /** null: no code can be assigned. */
  readonly parts: readonly Part[] | null;
}

type Choosing = Pick<PartChoiceProps, 'codes' | 'choose'> & Pick<SplitChoiceProps, 'isBusy' | 'splitBy'>;

type ProvidersToDecideProps = Choosing & { readonly providers: readonly ProviderToDecide[] };

/** Billing loops that only the user can decide, by provider. */
export function ProvidersToDecide({ providers, ...choosing }: ProvidersToDecideProps) {
  const [all, showAll] = useState(false);
  return (
    <>
      <ul class="to-decide">
        {(all ? providers : providers.slice(0, providersShown)).map((one) => (
          <Provider key={one.provider.npi ?? `no NPI ${one.provider.name}`} {...one} {...choosing} />
        ))}
      </ul>
      {providers.length > providersShown && (
        <button type="button" class="quiet-button" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? 'Show fewer' : `Show all ${thousands(providers.length)}`}
        </button>
      )}
    </>
  );
}

function Provider({ provider, by, parts, ...choosing }: ProviderToDecide & Choosing) {
  const [all, showAll] = useState(false);
  const left = provider.loops.filter(({ isDecided }) => !isDecided);
  const whys = [...new Set(left.flatMap(({ whys }) => whys))].slice(0, whysShown);
  return (
    <li>
      <div>
        <h3>{providerName(provider)}</h3>
        <p class="quiet">
          {provider.npi === null ? 'No NPI' : `NPI ${provider.npi}`} · {stakeOf(left)}
        </p>
        {whys.map((why) => (
          <p key={why}>{why}</p>
        ))}
        {parts !== null && <SplitChoice provider={provider} by={by} {...choosing} />}
      </div>
      {parts === null ? (
        <div>
          <p class="remedy-label">Left as it is</p>
          <p class="quiet">There is no code to choose here.</p>
        </div>
      ) : (
        <div class="parts">
          {(all ? parts : parts.slice(0, partsShown)).map((part) => (
            <PartChoice key={part.key} provider={provider} part={part} {...choosing} />
          ))}
          {parts.length > partsShown && (
            <button type="button" class="quiet-button" aria-expanded={all} onClick={() => showAll(!all)}>
              {all ? 'Show fewer' : `Show all ${thousands(parts.length)} choices`}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
