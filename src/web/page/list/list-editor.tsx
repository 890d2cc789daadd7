import { useEffect, useRef, useState } from 'preact/hooks';
import { countOf, thousands } from '../../../values/numbers';
import type { ListEdit, OpenedList } from '../../protocol';
import { inDates } from '../../view/words';
import type { Client } from '../client';
import type { GivenRegistry } from '../given-registry';
import { AuditOfList } from '../list-audit';
import { KeepList } from './keep-list';
import { ListSearch } from './list-search';
import { ListTable } from './list-table';
import { SaveList } from './save-list';
import type { Keeping } from './use-kept-list';
import { everything, type ListWanted, useList } from './use-list';

interface ListEditorProps {
  readonly client: Client;
  readonly wanted: ListWanted;
  /** Whether claims are there, which are checked once the list is closed. */
  readonly hasClaims: boolean;
  readonly keeping: Keeping;
  /** Receives the list as it is now, after each change. */
  readonly changed: (list: GivenRegistry) => void;
  /** The user has a file of it as it is now. */
  readonly saved: () => void;
  readonly close: () => void;
  readonly fail: (error: unknown) => void;
}

/** The list of enrollments, to see, search and mend. */
export function ListEditor({
  client,
  wanted,
  hasClaims,
  keeping,
  changed,
  saved,
  close,
  fail,
}: ListEditorProps) {
  const { list, page, find, isChanged, isBusy, said, look, edit } = useList(client, wanted, fail);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (!isChanged || list === null || typeof list === 'string') return;
    const { file, reading, answer } = list;
    changed({ file, reading, answer, isUnsaved: true });
  }, [list]);
  const [isClosing, setClosing] = useState(false);
  // A cell that was left by the click on the button is read first.
  useEffect(() => {
    if (isClosing && !isBusy) close();
  }, [isClosing, isBusy]);
  /** The list whose new row has the focus already. */
  const focused = useRef(list);
  useEffect(() => {
    if (list === null || typeof list === 'string' || list.added === null || focused.current === list) return;
    if (focusRow(list.added)) focused.current = list;
  }, [list, page]);
  const name = wanted.file === null ? 'A new list' : wanted.file.name;
  return (
    <section class="list" aria-labelledby="list">
      <header class="list-top">
        <h1 id="list" tabIndex={-1} ref={heading}>
          <small>Your list of enrollments</small> <span class="file">{name}</span>
        </h1>
        <button type="button" class="primary" onClick={() => setClosing(true)}>
          {isChanged && hasClaims ? 'Done: check the claims' : isChanged ? 'Done' : 'Close the list'}
        </button>
      </header>
      {list === null && (
        <p role="status" class="quiet">
          Opening the list …
        </p>
      )}
      {typeof list === 'string' && (
        <div class="card" role="alert">
          <p class="zone-title error-text">This list cannot be changed here</p>
          <p>{list}</p>
        </div>
      )}
      {list !== null && typeof list !== 'string' && (
        <>
          <Standing list={list} showFaults={() => look({ text: '', among: 'faults' })} edit={edit} />
          {list.audit !== null && list.audit.groups.length > 0 && (
            <AuditOfList audit={list.audit} show={look} />
          )}
          <div class="list-tools">
            <ListSearch list={list} find={find} look={look} />
            {list.whyFixed === null && (
              <p class="choosers">
                <button type="button" onClick={() => edit({ kind: 'add', npi: '' })}>
                  Add a row
                </button>
                <button type="button" disabled={!list.canUndo} onClick={() => edit({ kind: 'undo' })}>
                  Undo
                </button>
                <SaveList client={client} name={list.file.name} saved={saved} />
              </p>
            )}
          </div>
          <p class="count" role="status">
            {page !== null && countOfRows(page.found, page.shown, list.rows)}{' '}
            {isBusy ? 'Reading the list again …' : said}
          </p>
          {page !== null && page.rows.length === 0 && (
            <div class="card empty">
              <p>{list.rows === 0 ? 'The list has no row yet.' : 'No row fits.'}</p>
              {list.rows > 0 && (
                <button type="button" onClick={() => look(everything)}>
                  Show all rows
                </button>
              )}
            </div>
          )}
          {page !== null && page.rows.length > 0 && (
            <ListTable
              columns={list.columns}
              rows={page.rows}
              isFixed={list.whyFixed !== null}
              version={page}
              edit={edit}
            />
          )}
          {page !== null && page.pages > 1 && (
            <nav class="pages" aria-label="Pages of the list">
              <button type="button" disabled={page.page === 0} onClick={() => look(null, page.page - 1)}>
                Previous rows
              </button>
              <span class="quiet">
                Page {thousands(page.page + 1)} of {thousands(page.pages)}
              </span>
              <button
                type="button"
                disabled={page.page === page.pages - 1}
                onClick={() => look(null, page.page + 1)}
              >
                Next rows
              </button>
            </nav>
          )}
          <KeepList keeping={keeping} />
        </>
      )}
    </section>
  );
}

interface StandingProps {
  readonly list: OpenedList;
  readonly showFaults: () => void;
  readonly edit: (edit: ListEdit) => void;
}

/** Whether the list can be used as it is, and why not. */
function Standing({ list: { answer, faults, whyFixed }, showFaults, edit }: StandingProps) {
  return (
    <div class="standing">
      {whyFixed !== null && (
        <p class="quiet">This list can be seen and searched here, not changed. {whyFixed}</p>
      )}
      {answer.kind === 'ready' && (
        <p>
          <span class="tick" aria-hidden="true">
            ✓
          </span>{' '}
          It can be used: {countOf(answer.rows, 'enrollment')} of {countOf(answer.npis, 'NPI')}.
        </p>
      )}
      {answer.kind === 'rows' && (
        <p class="error-text">
          {countOf(answer.count, 'row')} cannot be read. Claims can be checked once{' '}
          {answer.count === 1 ? 'it is' : 'they are'} mended, or deleted.
        </p>
      )}
      {answer.kind !== 'ready' && answer.kind !== 'rows' && (
        <p class="error-text">{inDates(answer.message)}</p>
      )}
      {answer.kind === 'columns' && answer.hasInvalidNpis && (
        <button type="button" onClick={() => edit({ kind: 'accept-npis' })}>
          Use the NPIs as they are
        </button>
      )}
      {answer.kind === 'rows' && answer.hasBlankNpi && (
        <button type="button" onClick={() => edit({ kind: 'fill-down' })}>
          Take the NPI from the row above
        </button>
      )}
      {faults > 0 && (
        <button type="button" onClick={showFaults}>
          {answer.kind === 'rows' ? 'Show the rows to mend' : `Show ${countOf(faults, 'row')} left out`}
        </button>
      )}
    </div>
  );
}

function countOfRows(found: number, shown: number, all: number): string {
  const count = found >= all ? countOf(found, 'row') : `${thousands(found)} of ${countOf(all, 'row')}`;
  return shown < found ? `${count}; the first ${thousands(shown)} can be paged through.` : `${count}.`;
}

/** Moves to the first blank cell of a row; returns whether the row is shown. */
function focusRow(id: number): boolean {
  const inputs = [...document.querySelectorAll<HTMLInputElement>(`[data-row="${id}"] input`)];
  (inputs.find(({ value }) => value === '') ?? inputs[0])?.focus();
  return inputs.length > 0;
}
