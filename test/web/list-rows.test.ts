import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRegistry, RegistryError } from '../../src/node';
import { tableAsCsv } from '../../src/report/table';
import type { ListEdit, OpenedList } from '../../src/web/protocol';
import { openList } from '../../src/web/worker/list';
import type { OpenList } from '../../src/web/worker/open-list';
import { runs } from '../runs';

const npis = [
  '1234567893',
  '1558598797',
  '1000000004',
  '1002417305.0',
  '100 241 7305',
  '',
  '123',
  '1234567890',
];
const ids = ['7100000001', '0071000002', '="0071000003"', '', '1;2', '0000000000', ' 7100000004 '];
const types = ['31', '3', '31 - FQHC', '', '31 and 82', '829'];
const dates = ['', '2024-01-31', '1/31/2024', '31-Jan-24', '45000', 'soon', 'N/A', '12/31/9999'];
const others = [
  '',
  'plain',
  '=1+1',
  '-5',
  "'quoted",
  'a "b", c;d',
  'two\nlines',
  'two\r\nlines',
  'tab\there',
  'Café',
  '   ',
  'Total',
];
const pools = [
  npis,
  ids,
  types,
  ['', '207Q00000X', '207Q00000X;1041C0700X', 'bad'],
  dates,
  dates,
  others,
  others,
  ['', 'to complete'],
];
const header = [
  'NPI',
  'Medicaid ID',
  'Provider type',
  'Taxonomy',
  'Effective date',
  'End date',
  'Name',
  'Our own',
  'candidate',
];

/** Most cells are those of a good row. */
const cell = (pool: readonly string[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(pool[0]!) },
    { weight: 1, arbitrary: fc.constantFrom(...pool) },
  );
const row = fc.tuple(...pools.map(cell)).map((cells) => [...cells]);
const table = fc
  .tuple(
    fc.constantFrom([], [['Enrollments, July'], ['as of', '7/1/2026']]),
    fc.array(row, { minLength: 1, maxLength: 12 }),
    fc.constantFrom([], [['Total', '12']]),
  )
  .map(([titles, rows, closing]) => [...titles, header, ...rows, ...closing]);

const rowAt = fc.nat(14);
const edits: fc.Arbitrary<ListEdit> = fc.oneof(
  fc.nat(pools.length - 1).chain((column) =>
    fc.record({
      kind: fc.constant('cell' as const),
      row: rowAt,
      column: fc.constant(column),
      text: fc.constantFrom(...pools[column]!),
    }),
  ),
  fc.record({ kind: fc.constantFrom('delete' as const, 'copy' as const), row: rowAt }),
  fc.record({ kind: fc.constant('add' as const), npi: fc.constantFrom('', '1234567893') }),
  fc.record({ kind: fc.constantFrom('fill-down' as const, 'undo' as const) }),
);

/** What the command reads in a file: its enrollments, or the lines that it refuses. */
async function commandReads(bytes: Uint8Array): Promise<unknown> {
  try {
    const registry = await loadRegistry(once(bytes));
    return saidBy(registry);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { lines: error.problems.map(({ line }) => line), code: error.code };
  }
}

const saidBy = (registry: Awaited<ReturnType<typeof loadRegistry>>) =>
  [...registry.listNpis()].flatMap((npi) => registry.enrollments(npi));

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

async function opened(content: string): Promise<OpenList> {
  const list = await openList(new File([content], 'list.csv'), {});
  if (typeof list === 'string') throw new Error(list);
  return list;
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const answered = ({ answer }: OpenedList) => answer.kind;

/** The lines of the rows that the page shows as refused. */
async function refusedLines(list: OpenList): Promise<(number | null)[]> {
  const { rows } = await list.look({ find: { text: '', among: 'faults' }, page: 0 });
  return rows.map(({ line }) => line);
}

describe('a list that is edited on the page', () => {
  it('is, once saved, read by the command as the page uses it, and opening it changes nothing', async () => {
    let usable = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(table, fc.array(edits, { maxLength: 8 }), async (rows, changes) => {
        const content = tableAsCsv(rows);
        const list = await opened(content);
        const before = await commandReads(new TextEncoder().encode(content));
        if (list.registry !== null) expect(saidBy(list.registry)).toEqual(before);
        else expect(before).toMatchObject({ code: expect.stringMatching(/ROWS|EMPTY|NPIS/) });

        for (const change of changes) await list.edit(change);
        const csv = await commandReads(await bytesOf(await list.save('csv')));
        const { registry } = list;
        if (registry !== null) {
          usable++;
          expect(saidBy(registry)).toEqual(csv);
          expect(answered(list.state())).toBe('ready');
          expect(await commandReads(await bytesOf(await list.save('xlsx')))).toEqual(csv);
        } else if (answered(list.state()) === 'rows') {
          refused++;
          expect(csv).toEqual({ code: 'PRVCHECK_REGISTRY_ROWS', lines: await refusedLines(list) });
        }
      }),
      { numRuns: runs(150) },
    );
    expect(usable).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(10);
  });

  it('is as it was once every change is undone', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.array(edits, { maxLength: 8 }), async (rows, changes) => {
        const list = await opened(tableAsCsv(rows));
        const before = await (await list.save('csv')).text();
        for (const change of changes) await list.edit(change);
        while (list.state().canUndo) await list.edit({ kind: 'undo' });
        expect(await (await list.save('csv')).text()).toBe(before);
      }),
      { numRuns: runs(60) },
    );
  });
});
