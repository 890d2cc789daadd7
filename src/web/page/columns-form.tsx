import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Field } from '../../registry/columns';
import type { RegistryAnswer } from '../protocol';

const required: readonly Field[] = ['npi', 'medicaid_id', 'provider_type'];

const asked: readonly (readonly [Field, string])[] = [
  ['npi', 'NPI'],
  ['medicaid_id', 'Medicaid ID'],
  ['provider_type', 'Provider type'],
  ['taxonomy', 'Taxonomy code'],
  ['effective_date', 'Effective date'],
  ['end_date', 'End date'],
  ['name', 'Provider name'],
  ['zip', 'ZIP code'],
];

interface ColumnsFormProps {
  readonly name: string;
  readonly answer: Extract<RegistryAnswer, { kind: 'columns' }>;
  readonly take: (columns: Record<string, string>) => void;
  readonly children: ComponentChildren;
}

/** Lets the user assign columns whose headers are not recognized. */
export function ColumnsForm({
  name,
  answer: { header, samples, found, hasInvalidNpis, message },
  take,
  children,
}: ColumnsFormProps) {
  const [chosen, choose] = useState<Partial<Record<Field, string>>>(found);
  const missing = required.filter((field) => !chosen[field]);
  const isTwice = Object.values(chosen).some((column, i, all) => column && all.indexOf(column) !== i);
  return (
    <form
      class="columns"
      onSubmit={(event) => {
        event.preventDefault();
        take(
          Object.fromEntries(Object.entries(chosen).filter(([, column]) => column)) as Record<string, string>,
        );
      }}
    >
      <p class="zone-title error-text" role="alert">
        Which column of {name} is which?
      </p>
      <p class="quiet">
        {hasInvalidNpis
          ? message
          : 'Some columns have names that we do not know, or none. The first three are needed.'}
      </p>
      <div class="pairs">
        {asked.map(([field, label]) => (
          <label key={field}>
            <span>
              {label}
              {required.includes(field) && <em> needed</em>}
            </span>
            <select
              value={chosen[field] ?? ''}
              onChange={({ currentTarget }) => choose({ ...chosen, [field]: currentTarget.value })}
            >
              <option value="">{required.includes(field) ? 'Choose …' : 'Not in the file'}</option>
              {header.map((column, at) => (
                <option key={column} value={column}>
                  {labelOf(column, samples[at] ?? [])}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {isTwice && <p class="error-text">One column is chosen twice.</p>}
      <p class="choosers">
        <button type="submit" class="primary" disabled={missing.length > 0 || isTwice}>
          Use these columns
        </button>
        {children}
      </p>
    </form>
  );
}

/** `Prov No: 1002417305, 1001582646, 1000934152`, `Column 1: …` */
function labelOf(column: string, samples: readonly string[]): string {
  const name = column.replace(/^#(?=\d+$)/, 'Column ');
  return samples.length === 0 ? name : `${name}: ${samples.map(shortened).join(', ')}`;
}

function shortened(value: string): string {
  return value.length > 24 ? `${value.slice(0, 23)}…` : value;
}
