import { useMemo } from 'preact/hooks';
import { fateAt } from '../../report/claim-rows';
import type { Digest } from '../../report/digest';
import { claimRule } from '../../rules/catalogue';
import { type Choice, orderOf } from './listing';
import { labels, nameOf, providerName } from './words';

type Option = readonly [value: string, label: string];
type Filter = readonly [name: keyof Choice, title: string, options: readonly Option[]];

interface FiltersProps {
  readonly digest: Digest;
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
  /** Whether claims can be ticked off. */
  readonly hasWork: boolean;
}

/** What to list. A filter with only one choice is not shown. */
export function Filters({ digest, choice, choose, hasWork }: FiltersProps) {
  const options = useMemo(() => [...optionsOf(digest), ...(hasWork ? [byWork] : [])], [digest, hasWork]);
  const problem = choice.problem === '' ? null : digest.problems[Number(choice.problem)]!;
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
      {problem !== null && (
        <p class="chosen">
          Only the claims of “{claimRule(problem.rule).label}” of{' '}
          {providerName(digest.providers[problem.provider]!)}{' '}
          <button type="button" onClick={() => choose({ ...choice, problem: '' })}>
            Show the others too
          </button>
        </p>
      )}
    </search>
  );
}

const byWork: Filter = [
  'work',
  'Work',
  [
    ['left', 'To do'],
    ['done', 'Done'],
  ],
];

/** The options of each filter: those that list something. */
function optionsOf(digest: Digest): readonly Filter[] {
  const { files, rows, rules } = digest;
  const fates = new Set<string>();
  for (let i = 0; i < rows.count; i++) fates.add(fateAt(rows, i));
  const named = new Set(rows.file);
  return [
    [
      'fate',
      'Outcome',
      orderOf(digest)
        .filter((fate) => fates.has(fate))
        .map((fate) => [fate, labels[fate]]),
    ],
    ['rule', 'Reason', rules.map(({ rule }) => [rule, claimRule(rule).label])],
    [
      'provider',
      'Billing provider',
      byLabel(rows.providers.map((provider, at) => [String(at), labelOf(provider)])),
    ],
    ['payer', 'Payer', byLabel(rows.payers.map((payer, at) => [String(at), nameOf(payer)]))],
    ['file', 'File', byLabel([...named].map((at) => [String(at), files[at]!.name ?? 'unnamed']))],
  ];
}

function labelOf([npi, name]: Digest['rows']['providers'][number]): string {
  const shown = providerName({ npi, name });
  return name && npi !== null ? `${shown} (${npi})` : shown;
}

function byLabel(options: readonly Option[]): Option[] {
  return [...options].sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)));
}
