import { useMemo, useRef, useState } from 'preact/hooks';
import type { Digest } from '../../report/digest';
import type { Line } from '../../report/excerpt';
import { countOf, thousands } from '../../values/numbers';
import { Filters } from './filters';
import { FindingRow } from './finding-row';
import { type Choice, type Column, everything, list } from './listing';
import { usePrinting } from './use-printing';
import { useVirtual } from './use-virtual';

const rowHeight = 45;
/** Rows printed at most. */
const rowsPrinted = 1000;

const heads: Readonly<Record<Column, string>> = {
  fate: 'Outcome',
  claim: 'Claim',
  provider: 'Billing provider',
  reason: 'Reason',
  dates: 'Service dates',
  payer: 'Payer',
  charge: 'Charge',
};

interface FindingsProps {
  readonly digest: Digest;
  readonly excerptOf: (place: number) => Promise<readonly Line[] | null>;
}

/** Every finding that is kept, one row each. */
export function Findings({ digest, excerptOf }: FindingsProps) {
  const [choice, choose] = useState<Choice>(everything);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const isPrinting = usePrinting();
  const rows = useMemo(() => list(digest, choice), [digest, choice]);
  const virtualizer = useVirtual({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index] ?? index,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const before = isPrinting ? 0 : (items[0]?.start ?? 0);
  const after = isPrinting ? 0 : virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const shown = isPrinting ? [...rows.keys()].slice(0, rowsPrinted) : items.map(({ index }) => index);
  const toggle = (row: number) => {
    const next = new Set(open);
    if (!next.delete(row)) next.add(row);
    setOpen(next);
  };
  const sortBy = (column: Column) =>
    choose({ ...choice, sort: column, isDescending: choice.sort === column && !choice.isDescending });
  return (
    <section class="findings" aria-labelledby="findings">
      <h2 id="findings">Every claim, and why</h2>
      <Filters digest={digest} choice={choice} choose={choose} />
      <p class="count" role="status">
        {rows.length === digest.rows.length
          ? countOf(rows.length, 'row')
          : `${thousands(rows.length)} of ${countOf(digest.rows.length, 'row')}`}
      </p>
      {rows.length === 0 ? (
        <div class="card empty">
          <p>Nothing fits these filters.</p>
          <button type="button" onClick={() => choose(everything)}>
            Show everything
          </button>
        </div>
      ) : (
        <section
          class="scroller"
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it with the arrow keys
          tabIndex={0}
          aria-label="Findings, scrolls"
        >
          <table class="rows" aria-rowcount={rows.length + 1}>
            <thead>
              <tr aria-rowindex={1}>
                {Object.entries(heads).map(([column, title]) => (
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
                      title
                    ) : (
                      <button type="button" onClick={() => sortBy(column as Column)}>
                        {title}
                        <span class="arrow" aria-hidden="true" />
                      </button>
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <Space height={before} />
            {shown.map((index) => (
              <FindingRow
                key={rows[index]!}
                digest={digest}
                index={index}
                row={digest.rows[rows[index]!]!}
                isOpen={open.has(rows[index]!)}
                toggle={() => toggle(rows[index]!)}
                measure={virtualizer.measureElement}
                excerptOf={excerptOf}
              />
            ))}
            <Space height={after} />
          </table>
        </section>
      )}
      {isPrinting && rows.length > rowsPrinted && (
        <p class="note">
          Printed: the first {thousands(rowsPrinted)} of {countOf(rows.length, 'row')}. The spreadsheet has
          all of them.
        </p>
      )}
    </section>
  );
}

/** Takes the space of the rows that are not rendered. */
function Space({ height }: { readonly height: number }) {
  return (
    <tbody aria-hidden="true" class="space">
      <tr style={{ height: `${height}px` }} />
    </tbody>
  );
}
