import { useMemo, useState } from 'preact/hooks';
import type { Digest } from '../../report/digest';
import { countOf, thousands } from '../../values/numbers';
import { dollars } from '../view/words';
import { chargeTitle, claimsToDo, progressOf, type Work, workTable } from '../view/work';
import type { Client } from './client';
import { download } from './download';

/** With charges as numbers, which Excel can add up. */
function withAmounts(rows: readonly (readonly string[])[]): readonly (readonly (string | number)[])[] {
  const charges = rows[0]!.indexOf(chargeTitle);
  return rows.map((row) =>
    row.map((cell, at) => (at === charges && /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell)),
  );
}

interface WorkListProps {
  readonly client: Client;
  readonly digest: Digest;
  readonly work: Work;
  /** Called when the list was saved. */
  readonly saved: () => void;
}

/** How far the work is, and the list of what is left or done, to save. */
export function WorkList({ client, digest, work, saved }: WorkListProps) {
  const [which, choose] = useState<'left' | 'done'>('left');
  const [fault, setFault] = useState('');
  const claims = useMemo(() => claimsToDo(digest), [digest]);
  const {
    claimsDone,
    dollarsDone,
    dollars: all,
  } = useMemo(() => progressOf(digest, claims, work), [digest, claims, work]);
  const wanted = claims.filter((claim) => work.isDone(claim) === (which === 'done'));
  const save = async (format: 'csv' | 'xlsx') => {
    try {
      const rows = workTable(digest, wanted, work);
      const table = format === 'csv' ? rows : withAmounts(rows);
      const title = which === 'left' ? 'To do' : 'Done';
      const blob = await client.ask({ name: 'table', format, title, table });
      download(blob, `prvcheck-${which === 'left' ? 'to-do' : 'done'}.${format}`);
      saved();
      setFault('');
    } catch (error) {
      setFault(`That failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const share = claims.length === 0 ? 0 : claimsDone / claims.length;
  return (
    <section class="card work" aria-labelledby="work">
      <h2 id="work">Your work list</h2>
      <p role="status">
        <strong>
          {thousands(claimsDone)} of {countOf(claims.length, 'claim')} done
        </strong>
        {all !== '0.00' && `, ${dollars(dollarsDone)} of ${dollars(all)} at risk`}. Tick a card or a claim
        when you have changed it in your system.
      </p>
      <progress value={share} max={1} aria-label="Claims done" />
      <p class="choosers">
        <label>
          <span class="hidden">Which claims to save</span>
          <select
            value={which}
            onChange={({ currentTarget }) => choose(currentTarget.value as 'left' | 'done')}
          >
            <option value="left">What is left ({thousands(claims.length - claimsDone)})</option>
            <option value="done">What is done ({thousands(claimsDone)})</option>
          </select>
        </label>
        <button type="button" disabled={wanted.length === 0} onClick={() => save('xlsx')}>
          Save for Excel
        </button>
        <button type="button" disabled={wanted.length === 0} onClick={() => save('csv')}>
          Save as CSV
        </button>
        <span class="quiet">A line for each claim: its number, what to enter, and in which field.</span>
      </p>
      {fault !== '' && (
        <p class="error-text" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
}
