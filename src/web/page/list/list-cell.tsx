import { useEffect, useState } from 'preact/hooks';
import { hasCheckDigit } from '../../../values/npi';
import type { ListedColumn } from '../../protocol';
import { inDates } from '../../view/words';

interface CellProps {
  readonly column: ListedColumn;
  readonly at: number;
  readonly value: string;
  /** What the cell is, for screen readers. */
  readonly label: string;
  /** The id of the text that says what is wrong with it; null if nothing is. */
  readonly fault: string | null;
  readonly isFixed: boolean;
  /** Changes with each answer of the worker. */
  readonly version: unknown;
  readonly commit: (text: string) => void;
}

/** The id of the provider types that a cell suggests. */
export const typesId = 'provider-types';

/** A cell of the list: what is typed is taken over when the cell is left or with Enter, and dropped with Escape. */
export function ListCell({ column, at, value, label, fault, isFixed, version, commit }: CellProps) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly isTaken: boolean } | null>(null);
  useEffect(() => setDraft((draft) => (draft?.isTaken ? null : draft)), [version]);
  const { field } = column;
  const shown = field?.endsWith('_date') || field === 'license_expiration' ? inDates(value) : value;
  const text = draft?.text ?? shown;
  const take = () => {
    if (draft === null || draft.isTaken) return;
    if (draft.text === shown) return setDraft(null);
    setDraft({ text: draft.text, isTaken: true });
    commit(draft.text);
  };
  const isDoubtful = field === 'npi' && /^\d{10}$/.test(text) && !hasCheckDigit(text);
  return (
    <td class={fault === null ? `of-${field}` : `of-${field} at-fault`}>
      <input
        type="text"
        size={1}
        data-column={at}
        aria-label={label}
        aria-invalid={fault !== null || isDoubtful}
        {...(fault !== null && { 'aria-describedby': fault })}
        {...(field === 'provider_type' && { list: typesId })}
        readOnly={isFixed}
        spellcheck={false}
        autocomplete="off"
        title={text}
        value={text}
        onInput={({ currentTarget }) => setDraft({ text: currentTarget.value, isTaken: false })}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape') setDraft(null);
          if (event.key === 'Enter' || event.key === 'ArrowDown') moveBy(event, event.shiftKey ? -1 : 1);
          if (event.key === 'ArrowUp') moveBy(event, -1);
        }}
      />
      {isDoubtful && (
        <small class="look-text" role="status">
          Wrong check digit: a digit is mistyped
        </small>
      )}
    </td>
  );
}

/** Moves to the same column of another row, except where the browser offers provider types. */
function moveBy(event: KeyboardEvent, rows: number): void {
  const cell = event.currentTarget as HTMLInputElement;
  if (cell.list !== null && event.key !== 'Enter') return;
  const column = [
    ...cell.closest('table')!.querySelectorAll<HTMLInputElement>(`[data-column="${cell.dataset.column}"]`),
  ];
  const next = column[column.indexOf(cell) + rows];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.select();
}
