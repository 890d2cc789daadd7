import { fatesInOrder } from '../../report/decided';
import type { Digest } from '../../report/digest';
import { claimRule } from '../../rules/catalogue';
import type { Choice } from './listing';
import { fates, providerName } from './words';

type Option = readonly [value: string, label: string];

interface FiltersProps {
  readonly digest: Digest;
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
}

/** What to list. A filter with only one choice is not shown. */
export function Filters({ digest, choice, choose }: FiltersProps) {
  const { providers, payers, files, rules, problems } = digest;
  const listed = new Set(problems.map(({ provider }) => provider));
  const named = new Set(digest.places.map(({ file }) => file));
  const options: readonly (readonly [keyof Choice, string, readonly Option[]])[] = [
    [
      'fate',
      'Outcome',
      fatesInOrder(digest.summary)
        .filter((fate) => digest.problems.some((problem) => problem.fate === fate))
        .map((fate) => [fate, fates[fate]]),
    ],
    ['rule', 'Reason', rules.map(({ rule }) => [rule, claimRule(rule).label])],
    ['provider', 'Billing provider', byLabel([...listed].map((at) => [String(at), labelOf(providers[at]!)]))],
    ['payer', 'Payer', byLabel(payers.map(([id, name], at) => [String(at), name || id || 'unknown']))],
    ['file', 'File', byLabel([...named].map((at) => [String(at), files[at]!.name ?? 'unnamed']))],
  ];
  return (
    <search class="filters">
      <label class="find">
        <span>Search</span>
        <input
          type="search"
          value={choice.search}
          placeholder="Claim, provider, NPI, payer, date …"
          onInput={({ currentTarget }) => choose({ ...choice, search: currentTarget.value })}
        />
      </label>
      {options.map(
        ([name, title, all]) =>
          all.length > 1 && (
            <label key={name}>
              <span>{title}</span>
              <select
                value={String(choice[name])}
                onChange={({ currentTarget }) => choose({ ...choice, [name]: currentTarget.value })}
              >
                <option value="">All</option>
                {all.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          ),
      )}
    </search>
  );
}

function labelOf(provider: Digest['providers'][number]): string {
  const name = providerName(provider);
  return provider.name && provider.npi !== null ? `${name} (${provider.npi})` : name;
}

function byLabel(options: readonly Option[]): Option[] {
  return [...options].sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)));
}
