import { countOf, thousands } from '../../values/numbers';
import type { AuditGroup, ListAudit, ListFind } from '../protocol';
import { inDates } from '../view/words';

interface AuditProps {
  readonly audit: ListAudit;
  /** Shows rows of the list. */
  readonly show: (find: ListFind) => void;
}

/** What to look at in the list of enrollments. */
export function AuditOfList({ audit: { asOf, groups }, show }: AuditProps) {
  if (groups.length === 0) return <p class="quiet">The list has been looked over: nothing to mend in it.</p>;
  const counts = (['error', 'warning'] as const).map(
    (severity) => [count(groups, severity), severity] as const,
  );
  const words = counts.filter(([count]) => count > 0).map(([count, noun]) => countOf(count, noun));
  return (
    <details class="audit">
      <summary>Look over your list: {words.join(' and ')}</summary>
      <p class="quiet">As of {inDates(asOf)}. A check is only as good as the list.</p>
      <ul>
        {groups.map((group) => (
          <Group key={group.kind} group={group} show={show} />
        ))}
      </ul>
    </details>
  );
}

type GroupProps = { readonly group: AuditGroup } & Pick<AuditProps, 'show'>;

function Group({ group: { kind, severity, title, hint, count, items }, show }: GroupProps) {
  const more = count - items.length;
  const hasRows = items[0]!.npi !== null || kind.startsWith('bad-row');
  return (
    <li>
      <strong class={severity === 'error' ? 'error-text' : ''}>{title}</strong> ({thousands(count)}){' '}
      {hasRows && (
        <button
          type="button"
          class="link"
          aria-label={`Show the rows: ${title}`}
          onClick={() => show({ text: '', among: kind })}
        >
          Show the rows
        </button>
      )}
      <p class="quiet">{inDates(hint)}</p>
      <ul>
        {items.map(({ npi, name, medicaidIds, message }, at) => (
          <li key={at}>
            {npi !== null && (
              <button type="button" class="link" onClick={() => show({ text: npi, among: 'all' })}>
                NPI {npi}
              </button>
            )}
            {name !== null && ` ${name}`}
            {medicaidIds.length > 0 && `, Medicaid ID ${medicaidIds.slice(0, 3).join(', ')}`}
            {npi !== null && ': '}
            {inDates(message)}
          </li>
        ))}
        {more > 0 && <li class="quiet">and {thousands(more)} more</li>}
      </ul>
    </li>
  );
}

function count(groups: readonly AuditGroup[], severity: string): number {
  return groups.reduce((sum, group) => sum + (group.severity === severity ? group.count : 0), 0);
}
