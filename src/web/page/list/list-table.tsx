import { Fragment } from 'preact';
import { providerTypes } from '../../../registry/provider-types';
import type { ListEdit, ListedColumn, ListedRow } from '../../protocol';
import { inDates } from '../../view/words';
import { ListCell, typesId } from './list-cell';

interface ListTableProps {
  readonly columns: readonly ListedColumn[];
  readonly rows: readonly ListedRow[];
  readonly isFixed: boolean;
  readonly version: unknown;
  readonly edit: (edit: ListEdit) => void;
}

/** Rows of the list, each cell a field, with what is wrong with a row below it. */
export function ListTable({ columns, rows, isFixed, version, edit }: ListTableProps) {
  const titles = columns.map(({ name }, at) => name || `Column ${at + 1}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it with the arrow keys
    <section class="list-scroller" tabIndex={0} aria-label="Enrollments, scrolls">
      <datalist id={typesId}>
        {providerTypes.map(([code, name]) => (
          <option key={code} value={`${code} - ${name}`} />
        ))}
      </datalist>
      <table class="list-rows">
        <thead>
          <tr>
            <th scope="col">Row</th>
            {titles.map((title, at) => (
              <th key={at} scope="col" class={columns[at]!.field === null ? 'quiet' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, line, cells, fault }) => {
            const row = line === null ? 'new row' : `row ${line}`;
            return (
              <Fragment key={id}>
                <tr data-row={id} class={fault === null ? '' : 'bad-row'}>
                  <th scope="row" class="row-head">
                    <span class="number">{line ?? 'new'}</span>
                    {!isFixed && (
                      <>
                        <button
                          type="button"
                          title="Add a row for another Medicaid ID of this NPI"
                          aria-label={`Add a row for another Medicaid ID below ${row}`}
                          onClick={() => edit({ kind: 'copy', row: id })}
                        >
                          + ID
                        </button>
                        <button
                          type="button"
                          title="Delete this row"
                          aria-label={`Delete ${row}`}
                          onClick={({ currentTarget }) => {
                            focusBeside(currentTarget);
                            edit({ kind: 'delete', row: id });
                          }}
                        >
                          ×
                        </button>
                      </>
                    )}
                  </th>
                  {columns.map((column, at) => (
                    <ListCell
                      key={at}
                      column={column}
                      at={at}
                      value={cells[at] ?? ''}
                      label={`${titles[at]}, ${row}`}
                      fault={fault?.columns.includes(at) ? faultId(id) : null}
                      isFixed={isFixed}
                      version={version}
                      commit={(text) => edit({ kind: 'cell', row: id, column: at, text })}
                    />
                  ))}
                </tr>
                {fault !== null && (
                  <tr class="fault-row">
                    <td colSpan={columns.length + 1}>
                      <p id={faultId(id)} class="error-text">
                        {sentence(fault.reason)}
                      </p>
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Moves to the same button of the next row, or of the one before, because its own row goes. */
function focusBeside(button: HTMLElement): void {
  const buttons = [...button.closest('table')!.querySelectorAll<HTMLElement>('.row-head button:last-child')];
  const at = buttons.indexOf(button);
  (buttons[at + 1] ?? buttons[at - 1])?.focus();
}

function faultId(row: number): string {
  return `fault-${row}`;
}

function sentence(reason: string): string {
  const text = `${reason[0]!.toUpperCase()}${reason.slice(1)}.`;
  // It shows the ways to write a date.
  return reason.includes(' is no date ') ? text : inDates(text);
}
