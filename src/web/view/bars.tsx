import { fatesInOrder, isMostlyUndecided } from '../../report/decided';
import type { Digest, ProviderTotal, RuleTotal } from '../../report/digest';
import { worst } from '../../report/tally';
import { claimRule } from '../../rules/catalogue';
import { type Money, noMoney, parseMoney, plainMoney, subtractMoney } from '../../values/money';
import type { Choice } from './listing';
import { allClaims, claims, dollars, fates, providerName } from './words';

interface Bar {
  readonly label: string;
  readonly detail: string | null;
  readonly value: string;
  /** Relative to the longest bar. */
  readonly share: number;
  readonly isRisk: boolean;
  /** Which claims it counts; null if they cannot be listed by themselves. */
  readonly only: Partial<Choice> | null;
}

type ListOnly = (only: Partial<Choice>) => void;

const barsShown = 8;

/** Where the money is: by billing provider, and by reason. */
export function Bars({ digest, listOnly }: { readonly digest: Digest; readonly listOnly: ListOnly }) {
  return (
    <>
      <Chart
        title={isOfRisk(digest) ? 'Dollars at risk by billing provider' : 'By billing provider'}
        bars={byProvider(digest)}
        listOnly={listOnly}
      />
      <Chart title="By reason" bars={byReason(digest)} listOnly={listOnly} />
    </>
  );
}

interface ChartProps {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly listOnly: ListOnly;
}

function Chart({ title, bars, listOnly }: ChartProps) {
  return (
    <section class="card chart">
      <h2>{title}</h2>
      <ul>
        {bars.map(({ label, detail, value, share, isRisk, only }) => (
          <li key={label + detail} class={isRisk ? 'risk' : 'look'}>
            <span class="label">
              {only === null ? (
                label
              ) : (
                <button type="button" class="link" title="Show these claims" onClick={() => listOnly(only)}>
                  {label}
                </button>
              )}
            </span>
            <span class="value">{value}</span>
            {detail !== null && <small>{detail}</small>}
            <span class="bar" aria-hidden="true">
              <span style={{ width: `${Math.max(share * 100, 1)}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether bars show dollars at risk instead of claims. */
function isOfRisk({ summary }: Digest): boolean {
  return summary.flagged > 0 && !isMostlyUndecided(summary);
}

function byProvider(digest: Digest): Bar[] {
  const { providers, summary, claims: counts } = digest;
  const isRisk = isOfRisk(digest);
  const sizeOf = (total: Digest['providers'][number]) => (isRisk ? amount(total.atRisk) : allClaims(total));
  const sorted = providers
    .filter((total) => !isRisk || total.claims.error > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const longest = Math.max(...sorted.slice(0, 1).map(sizeOf), 0);
  const bars: Bar[] = sorted.slice(0, barsShown).map((provider) => ({
    label: providerName(provider),
    detail: provider.name && provider.npi !== null ? `NPI ${provider.npi}` : null,
    value: isRisk
      ? `${dollars(provider.atRisk)} · ${claims(provider.claims.error)}`
      : claims(allClaims(provider)),
    share: longest === 0 ? 0 : sizeOf(provider) / longest,
    isRisk,
    only: ofProvider(digest, provider, isRisk),
  }));
  const rest = isRisk
    ? sorted
        .slice(0, barsShown)
        .reduce((left, { atRisk }) => subtractMoney(left, money(atRisk)), money(summary.chargesAtRisk))
    : noMoney;
  const restClaims = isRisk
    ? sorted.slice(0, barsShown).reduce((left, total) => left - total.claims.error, summary.flagged)
    : sorted
        .slice(0, barsShown)
        .reduce((left, total) => left - allClaims(total), allClaims({ claims: counts }));
  if (restClaims > 0) {
    bars.push({
      label: 'All others',
      detail: null,
      value: isRisk ? `${dollars(plainMoney(rest))} · ${claims(restClaims)}` : claims(restClaims),
      share: longest === 0 ? 0 : Math.min(1, (isRisk ? amount(plainMoney(rest)) : restClaims) / longest),
      isRisk,
      only: null,
    });
  }
  return bars;
}

/** The claims of a provider that a bar counts; null if none of them is listed. */
function ofProvider({ rows }: Digest, { npi, name }: ProviderTotal, isRisk: boolean): Partial<Choice> | null {
  const at = rows.providers.findIndex(([id, called]) => id === npi && called === name);
  return at === -1 ? null : { provider: String(at), ...(isRisk ? { fate: 'error' } : {}) };
}

/** Reasons by fate; those with money at risk by amount, the others by claims. */
function byReason({ rules, summary }: Digest): Bar[] {
  const order = fatesInOrder(summary);
  const rank = (rule: RuleTotal) => order.indexOf(worst(rule)!);
  const most = Math.max(...rules.map(({ atRisk }) => amount(atRisk)), 0);
  const many = Math.max(...rules.map(allClaims), 0);
  return [...rules]
    .sort((a, b) => rank(a) - rank(b) || amount(b.atRisk) - amount(a.atRisk) || allClaims(b) - allClaims(a))
    .map((rule) => {
      const fate = worst(rule)!;
      const { label } = claimRule(rule.rule);
      const only = { rule: rule.rule };
      if (fate !== 'error')
        return {
          ...{ label, detail: fates[fate].toLowerCase(), value: claims(allClaims(rule)) },
          ...{ share: many === 0 ? 0 : allClaims(rule) / many, isRisk: false, only },
        };
      return {
        ...{ label, detail: null, value: `${dollars(rule.atRisk)} · ${claims(rule.claims.error)}` },
        ...{ share: most === 0 ? 0 : amount(rule.atRisk) / most, isRisk: true, only },
      };
    });
}

function money(text: string): Money {
  return parseMoney(text) ?? noMoney;
}

/** For the length of a bar. */
function amount(text: string): number {
  return Number(text) || 0;
}
