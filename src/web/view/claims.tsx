import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { hasFindings, hasLastDays } from '../../report/claim-rows';
import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import { countOf, thousands } from '../../values/numbers';
import { ClaimRow } from './claim-row';
import { Filters } from './filters';
import { type Choice, type Column, columns, everything, list } from './listing';
import { useLongList } from './use-long-list';
import { usePrinting } from './use-printing';
import type { Work } from './work';

/** Pixels, as the style has it; where text is larger, rows are measured. */
const usualHeight = 45;
/** Rows printed at most. */
const rowsPrinted = 1000;

const heads: Readonly<Record<Column, string>> = {
  fate: 'Outcome',
  claim: 'Claim',
  provider: 'Billing provider',
  reason: 'Reason',
  dates: 'Service dates',
  lastDay: 'Last day',
  payer: 'Payer',
  charge: 'Charge',
};

interface ClaimsProps {
  readonly digest: Digest;
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
  /** null in a report. */
  readonly work: Work | null;
}

/** The listed claims, a row each. */
export function Claims({ digest, choice, choose, excerptOf, work }: ClaimsProps) {
  const { rows } = digest;
  /** The height of what opened claims show, by claim. */
  const [open, setOpen] = useState<ReadonlyMap<number, number>>(new Map());
  const scroller = useRef<HTMLDivElement>(null);
  const isPrinting = usePrinting();
  const [rowHeight, setRowHeight] = useState(usualHeight);
  useLayoutEffect(() => {
    const row = scroller.current?.querySelector('.finding')?.getBoundingClientRect().height ?? 0;
    if (row > 0 && !isPrinting) setRowHeight(row);
  });
  const shownColumns = useMemo(
    () => columns.filter((column) => column !== 'lastDay' || hasLastDays(rows)),
    [rows],
  );
  const isComplete = useMemo(() => hasOthers(digest), [digest]);
  const listed = useMemo(
    () => list(digest, choice, work),
    // Ticks change what is listed only where the list depends on them.
    [digest, choice, choice.work === '' ? null : work],
  );
  const extra = useMemo(() => {
    if (open.size === 0) return open;
    const places = new Map<number, number>();
    for (const [row, claim] of listed.entries()) if (open.has(claim)) places.set(row, open.get(claim)!);
    return places;
  }, [listed, open]);
  const { first, end, before, after } = useLongList(scroller, listed.length, rowHeight, extra);
  const printed = useMemo(() => {
    if (!isPrinting) return listed;
    // Paper is for what is to be done, unless other claims were asked for.
    return choice.fate === '' && choice.search === '' ? listed.filter((at) => hasFindings(rows, at)) : listed;
  }, [isPrinting, listed, choice]);
  const shown = isPrinting ? printed.subarray(0, rowsPrinted) : listed.subarray(first, end);
  const resize = (claim: number, height: number | null) =>
    setOpen((open) => {
      if (height === null ? !open.has(claim) : open.get(claim) === height) return open;
      const next = new Map(open);
      if (height === null) next.delete(claim);
      else next.set(claim, height);
      return next;
    });
  const sortBy = (column: Column) =>
    choose({ ...choice, sort: column, isDescending: choice.sort === column && !choice.isDescending });
  return (
    <section class="claims" aria-labelledby="claims">
      <h2 id="claims" tabIndex={-1}>
        {isComplete ? 'Every claim' : 'Every claim to change or look at'}
      </h2>
      <Filters digest={digest} choice={choice} choose={choose} hasWork={work !== null} />
      <p class="count" role="status">
        {printed.length === rows.count
          ? countOf(rows.count, 'claim')
          : `${thousands(printed.length)} of ${countOf(rows.count, 'claim')}`}
      </p>
      {listed.length === 0 ? (
        <div class="card empty">
          <p>No claim fits these filters.</p>
          <button type="button" onClick={() => choose(everything)}>
            Show all claims
          </button>
        </div>
      ) : (
        <section
          class="scroller"
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it with the arrow keys
          tabIndex={0}
          aria-label="Claims, scrolls"
        >
          <table class="rows" aria-rowcount={listed.length + 1}>
            <thead>
              <tr aria-rowindex={1}>
                {work !== null && (
                  <th scope="col" class="column-done">
                    Done
                  </th>
                )}
                {shownColumns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    class={`column-${column}`}
                    aria-sort={
                      choice.sort !== column ? 'none' : choice.isDescending ? 'descending' : 'ascending'
                    }
                  >
                    {/* A head with buttons is not repeated on each sheet of paper. */}
                    {isPrinting ? (
                      heads[column]
                    ) : (
                      <button type="button" onClick={() => sortBy(column)}>
                        {heads[column]}
                        <span class="arrow" aria-hidden="true" />
                      </button>
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <Space height={isPrinting ? 0 : before} />
            {[...shown].map((claim, i) => (
              <ClaimRow
                key={claim}
                digest={digest}
                claim={claim}
                row={isPrinting ? i : first + i}
                columns={shownColumns}
                isOpen={open.has(claim)}
                resize={resize}
                excerptOf={excerptOf}
                work={work}
              />
            ))}
            <Space height={isPrinting ? 0 : after} />
          </table>
        </section>
      )}
      {isPrinting && printed.length > rowsPrinted && (
        <p class="note">
          Printed: the first {thousands(rowsPrinted)} of {countOf(printed.length, 'claim')}. The spreadsheet
          has all findings.
        </p>
      )}
    </section>
  );
}

/** Whether claims without findings are listed too: reports have none. */
function hasOthers({ rows }: Digest): boolean {
  return rows.ids.some((_, at) => !hasFindings(rows, at));
}

/** Takes the space of the rows that are not rendered. */
function Space({ height }: { readonly height: number }) {
  return (
    <tbody aria-hidden="true" class="space">
      <tr style={{ height: `${height}px` }} />
    </tbody>
  );
}
