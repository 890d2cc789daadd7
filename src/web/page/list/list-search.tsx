import type { AuditKind } from '../../../enrollment/audit/audit';
import { thousands } from '../../../values/numbers';
import type { ListFind, OpenedList } from '../../protocol';

interface ListSearchProps {
  readonly list: OpenedList;
  readonly find: ListFind;
  readonly look: (find: ListFind) => void;
}

/** Which rows are shown: those with a text, those that cannot be read, or those that the audit names. */
export function ListSearch({ list: { faults, audit, whyFixed }, find, look }: ListSearchProps) {
  const groups = (audit?.groups ?? []).filter(
    ({ kind, items }) => items[0]!.npi !== null || (whyFixed === null && kind.startsWith('bad-row')),
  );
  return (
    <search class="filters">
      <label class="find">
        <span>Search</span>
        <input
          type="search"
          value={find.text}
          placeholder="NPI, Medicaid ID, name, taxonomy …"
          onInput={({ currentTarget }) => look({ ...find, text: currentTarget.value })}
        />
      </label>
      <label>
        <span>Show</span>
        <select
          value={find.among}
          onChange={({ currentTarget }) =>
            look({ ...find, among: currentTarget.value as AuditKind | 'all' | 'faults' })
          }
        >
          <option value="all">All rows</option>
          {(faults > 0 || find.among === 'faults') && (
            <option value="faults">Rows that cannot be read ({thousands(faults)})</option>
          )}
          {find.among !== 'all' &&
            find.among !== 'faults' &&
            groups.every(({ kind }) => kind !== find.among) && (
              <option value={find.among}>Rows found before</option>
            )}
          {groups.map(({ kind, title, count }) => (
            <option key={kind} value={kind}>
              {title} ({thousands(count)})
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
