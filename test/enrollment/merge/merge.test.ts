import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cells, type List, ListReader, tableOf } from '../../../src/enrollment/merge/list';
import { countBadRows, mergeCandidates } from '../../../src/enrollment/merge/merge';
import { HeaderFinder } from '../../../src/registry/find-header';

function listOf(rows: readonly Cells[], columns: Record<string, string> = {}): List {
  const reader = new ListReader(columns);
  const finder = new HeaderFinder(reader, columns);
  for (const [at, cells] of rows.entries()) finder.row(cells, at + 1);
  finder.end();
  return reader.finish();
}

const header = ['NPI', 'Medicaid ID', 'Provider type', 'Taxonomy', 'Notes', 'candidate'];
const mine = ['1234567893', '7100000001', '64', '207Q00000X', 'ours', ''];
const list = listOf([header, mine]);
const candidateHeader = [
  ...['npi', 'medicaid_id', 'provider_type', 'taxonomy', 'effective_date', 'end_date'],
  ...['status', 'candidate'],
];
type Candidate = Partial<
  Record<'id' | 'type' | 'taxonomy' | 'from' | 'to' | 'status' | 'mark' | 'npi', string>
>;
const candidate = (given: Candidate) => {
  const { npi = '1234567893', id = '7100000001', type = '', taxonomy = '' } = given;
  const { from = '', to = '', status = '', mark = '' } = given;
  return [npi, id, type, taxonomy, from, to, status, mark];
};
const candidates = (...rows: Candidate[]) => listOf([candidateHeader, ...rows.map(candidate)]);
const markOf = (given: Candidate, of = list) => {
  const merged = mergeCandidates(of, candidates(given));
  const { header, rows } = merged.list;
  return merged.added === 0 ? null : rows.at(-1)![header.indexOf('candidate')];
};

describe('a candidate', () => {
  it.each<[string, Candidate]>([
    ['has nothing but the NPI', { id: '' }],
    ['has the NPI and the Medicaid ID', {}],
    ['says the same', { type: '064', taxonomy: '207Q00000X' }],
    ['has one taxonomy in common', { taxonomy: '207R00000X;207Q00000X' }],
    ['is open, as the list has it', { to: '12/31/9999', status: 'Active' }],
    ['begins on a day, of which the list says nothing', { from: '2024-01-01' }],
  ])('repeats a row if it %s', (_, given) => {
    const merged = mergeCandidates(list, candidates(given));
    expect(merged).toEqual({ list, added: 0, repeated: 1, remarks: [], columnsLeftOut: [] });
  });

  it.each<[Candidate, string]>([
    [{ type: '65' }, 'its provider type is 65 here and 64 there'],
    [{ taxonomy: '207R00000X' }, 'its taxonomy is 207R00000X here and 207Q00000X there'],
    [{ to: '6/30/2026' }, 'its end date is 2026-06-30 here and open there'],
    [{ status: 'Terminated' }, 'its status is ended here and active there'],
    [{ id: '007100000001' }, 'its Medicaid ID is 007100000001 here and 7100000001 there'],
    [
      { type: '65', to: '2026-06-30', mark: 'from a payer' },
      'its provider type is 65 here and 64 there; its end date is 2026-06-30 here and open there; from a payer',
    ],
  ])('contradicts a row: %o', (given, what) => {
    expect(markOf(given)).toBe(`contradicts row 2: ${what}`);
  });

  it('is compared with dates and status of the list, where it gives them', () => {
    const dated = listOf([candidateHeader, candidate({ from: '2020-01-01', to: '2025-12-31' })]);
    expect(markOf({ from: '2020-01-01' }, dated)).toBeNull();
    expect(markOf({ from: '2021-01-01', to: 'open' }, dated)).toBe(
      'contradicts row 2: its effective date is 2021-01-01 here and 2020-01-01 there; its end date is open here and 2025-12-31 there',
    );
    const ended = listOf([candidateHeader, candidate({ status: 'Terminated' })]);
    expect(markOf({}, ended)).toBeNull();
    expect(markOf({ status: 'Active' }, ended)).toMatch(/its status is active here and ended there$/);
  });

  it('is held against the row that it is nearest to', () => {
    const two = listOf([header, mine, ['1234567893', '7100000001', '65', '207R00000X', '', '']]);
    expect(markOf({ type: '65' }, two)).toBeNull();
    expect(markOf({ type: '65', taxonomy: '208D00000X' }, two)).toMatch(/^contradicts row 3: its taxonomy/);
  });

  it('is new if its NPI and Medicaid ID are not in the list, and keeps its mark', () => {
    expect(markOf({ id: '7100000002' })).toBe('new: confirm it in the partner portal');
    expect(markOf({ npi: '1558598797', id: '', mark: 'from NPPES' })).toBe('from NPPES');
  });

  it('is added although it cannot be read, and says why', () => {
    expect(markOf({ npi: '123', mark: 'from a payer' })).toBe(
      'cannot be read: its NPI "123" is not ten digits; from a payer',
    );
    expect(markOf({ id: '#N/A' })).toBe('cannot be read: it has no Medicaid ID, only "#N/A"');
    expect(markOf({ status: 'perhaps' })).toMatch(/^cannot be read: its status "perhaps"/);
  });
});

describe('the merged list', () => {
  it('has the columns of the list, then those that the candidates fill', () => {
    const own = listOf([
      ['Our list'],
      ['NPI', 'MCD ID', 'PT', 'Notes', 'Payer'],
      ['1', '2', '3', 'x', 'A'],
      ['Total', 1],
    ]);
    const more = listOf([
      ['payer', 'PT', 'charges', 'mcd id', 'NPI', 'taxonomy 1', 'taxonomy 2', 'zip', 'tax id'],
      ['B', '31', 7, '71', 1558598797, '261QF0400X', '261QM0801X', '', ''],
    ]);
    const { list, columnsLeftOut } = mergeCandidates(own, more);
    expect(tableOf(list)).toEqual([
      ['Our list'],
      ['NPI', 'MCD ID', 'PT', 'Notes', 'Payer', 'candidate', 'taxonomy'],
      ['1', '2', '3', 'x', 'A'],
      [1558598797, '71', '31', '', 'B', 'new: confirm it in the partner portal', '261QF0400X;261QM0801X'],
      ['Total', 1],
    ]);
    expect(columnsLeftOut).toEqual(['charges']);
  });

  it('spreads taxonomies over the columns for them', () => {
    const own = listOf([['NPI', 'Medicaid ID', 'PT', 'Taxonomy 1', 'Taxonomy 2', 'candidate']]);
    const more = listOf([
      ['npi', 'medicaid id', 'pt', 'taxonomy 1', 'taxonomy 2', 'taxonomy 3'],
      ['1558598797', '71', '', 'A', 'B', 'C'],
    ]);
    expect(mergeCandidates(own, more).list.rows[0]!.slice(3, 5)).toEqual(['A', 'B;C']);
  });

  it('keeps bad rows bad: one with more cells than the header still has more', () => {
    const wide = ['1234567893', '71', '64', 'CLINIC', ' INC'];
    const own = listOf([['NPI', 'Medicaid ID', 'PT', 'Name'], wide, ['x'], ['1558598797', '', '', 'Y']]);
    expect(countBadRows(own)).toBe(3);
    const { list } = mergeCandidates(own, candidates({ id: '72', taxonomy: '207Q00000X' }));
    expect(list.rows[0]).toEqual(['1234567893', '71', '64', 'CLINIC', '', '', ' INC']);
    expect(countBadRows(list)).toBe(3);
  });

  it('takes the NPI of the row above where that is wanted', () => {
    const own = listOf([header, mine, ['', '7100000002', '65', '', '', '']]);
    expect(mergeCandidates(own, candidates({ id: '7100000002' })).added).toBe(1);
    expect(mergeCandidates(own, candidates({ id: '7100000002' }), true).added).toBe(0);
  });

  it('has every row of the list unchanged and in order, and gets nothing from the same candidates again', () => {
    const cell = fc.oneof(
      fc.constantFrom('1234567893', '1558598797', '71', '0071', '72', '64', '31', '64;31', 'PENDING', ''),
      fc.constantFrom('207Q00000X', '261QF0400X', '2026-01-31', '1/1/2020', 'Terminated', 'Active', 'Total'),
      fc.constantFrom<string | number>(71, 1558598797, 44927, ' x\r\ny ', "'71", '="0071"'),
    );
    const names = [
      'Medicaid ID',
      'PT',
      'NPI',
      'Taxonomy',
      'Taxonomy 2',
      'End date',
      'Status',
      'Notes',
      'candidate',
    ];
    const required = names.slice(0, 3);
    const table = fc
      .shuffledSubarray(names.slice(3))
      .chain((others) => fc.shuffledSubarray([...required, ...others], { minLength: others.length + 3 }))
      .chain((header) =>
        fc
          .array(fc.array(cell, { maxLength: header.length + 1 }), { maxLength: 8 })
          .map((rows) => [header, ...rows]),
      );
    const property = fc.property(table, fc.array(table, { minLength: 1, maxLength: 3 }), (own, others) => {
      const before = listOf(own);
      const merge = (list: List) => {
        let added = 0;
        for (const other of others) {
          const merged = mergeCandidates(list, listOf(other));
          expect(merged.added + merged.repeated).toBe(listOf(other).rows.length);
          added += merged.added;
          list = merged.list;
        }
        return { list, added };
      };
      const after = merge(before).list;
      const width = before.header.length;
      expect(after.header.slice(0, width)).toEqual(before.header);
      for (const [at, cells] of before.rows.entries()) {
        const kept = after.rows[at]!;
        expect(kept.slice(0, width)).toEqual(cells.slice(0, width));
        if (cells.length > width) expect(kept.slice(after.header.length)).toEqual(cells.slice(width));
      }
      expect([after.titles, after.closing]).toEqual([before.titles, before.closing]);
      expect(merge(after)).toEqual({ list: after, added: 0 });
    });
    fc.assert(property, { numRuns: 300 });
  });
});
