import { useState } from 'preact/hooks';
import { providerTypeName } from '../../registry/provider-types';
import { countOf, thousands } from '../../values/numbers';
import { claims, dollars, providerName } from '../view/words';
import type { OfferedCode, ProviderLeft } from '../worker/providers-left';

const providersShown = 10;

interface ProvidersToDecideProps {
  readonly left: readonly ProviderLeft[];
  /** The chosen code, by NPI. */
  readonly codes: Readonly<Record<string, string>>;
  readonly isBusy: boolean;
  /** @param code empty: none */
  readonly choose: (npi: string, code: string) => void;
}

/** Billing loops that only the user can decide, by provider. */
export function ProvidersToDecide({ left, codes, isBusy, choose }: ProvidersToDecideProps) {
  const [all, showAll] = useState(false);
  return (
    <>
      <ul class="to-decide">
        {(all ? left : left.slice(0, providersShown)).map((provider) => (
          <li key={provider.npi ?? `no NPI ${provider.name}`}>
            <div>
              <h3>{providerName(provider)}</h3>
              <p class="quiet">
                {provider.npi === null ? 'No NPI' : `NPI ${provider.npi}`} · {claims(provider.claims)} ·{' '}
                {dollars(provider.charges)}
                {provider.loops > 1 && ` · ${countOf(provider.loops, 'billing loop')}`}
              </p>
              {provider.whys.map((why) => (
                <p key={why}>{why}</p>
              ))}
            </div>
            <Codes
              provider={provider}
              picked={codes[provider.npi ?? ''] ?? ''}
              isBusy={isBusy}
              choose={choose}
            />
          </li>
        ))}
      </ul>
      {left.length > providersShown && (
        <button type="button" class="quiet-button" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? 'Show fewer' : `Show all ${thousands(left.length)}`}
        </button>
      )}
    </>
  );
}

interface CodesProps {
  readonly provider: ProviderLeft;
  readonly picked: string;
  readonly isBusy: boolean;
  readonly choose: (npi: string, code: string) => void;
}

function Codes({ provider: { npi, name, codes, others }, picked, isBusy, choose }: CodesProps) {
  const unfit = others.length > 0 && (
    <p class="quiet">
      {codes.length === 0
        ? 'No one code is'
        : `${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} not`}{' '}
      right for every billing loop of this provider. Correct those in your practice system, or give codes by
      ZIP or kind of claim to <code>prvcheck fix</code>.
    </p>
  );
  if (npi === null || codes.length === 0)
    return (
      <div>
        <p class="remedy-label">Left as it is</p>
        {unfit || <p class="quiet">There is no code to choose here.</p>}
      </div>
    );
  return (
    <div>
      <label>
        <span class="remedy-label">
          Bill under <span class="hidden">for {providerName({ name, npi })}</span>
        </span>
        <select
          value={picked}
          disabled={isBusy}
          onChange={({ currentTarget }) => choose(npi, currentTarget.value)}
        >
          <option value="">Leave as it is</option>
          {codes.map((offered) => (
            <option key={offered.code} value={offered.code}>
              {offered.code}: {standsFor(offered)}
            </option>
          ))}
        </select>
      </label>
      {unfit}
    </div>
  );
}

const enrollmentsNamed = 3;

function standsFor({ enrollments }: OfferedCode): string {
  const named = enrollments.slice(0, enrollmentsNamed).map(({ medicaidId, providerType }) => {
    const type = providerTypeName(providerType);
    const named = type === null ? `type ${providerType || '?'}` : `${type} (type ${providerType})`;
    return `${named}, Medicaid ID ${medicaidId}`;
  });
  const more = enrollments.length - named.length;
  const text = [...named, ...(more > 0 ? [`${thousands(more)} more`] : [])].join('; or ');
  return enrollments.length > 1 ? `${text} (does not decide which)` : text;
}
