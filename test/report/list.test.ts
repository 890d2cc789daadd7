import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it, vi } from 'vitest';
import { loadRegistry } from '../../src/node';
import { type ListToComplete, listAsCsv, listAsWorkbook } from '../../src/report/list';

const column = (name: string, more = {}) => ({ name, width: 14, help: null, ...more });
const listOf = (rows: readonly (readonly string[])[]): ListToComplete => ({
  columns: [
    column('NPI', { help: 'ten digits' }),
    ...['Medicaid ID', 'Provider type', 'ZIP', 'candidate'].map((name) => column(name)),
    column('Charges', { isNumber: true }),
  ],
  rows,
});
const path = join(mkdtempSync(join(tmpdir(), 'prvcheck list ')), 'list.xlsx');
const workbook = async (rows: readonly (readonly string[])[]) => {
  const bytes = await listAsWorkbook(listOf(rows), ['Fill it in.'], () => import('hucre/xlsx'));
  writeFileSync(path, bytes);
  return bytes;
};

describe('a list to complete', () => {
  it('as a workbook has texts, amounts, a choice of types, and marks that go once a row is complete', async () => {
    const bytes = await workbook([
      ['1234567893', '', '', '02108', 'to complete', '1234.50'],
      ['1558598797', '0071', '31', '40202', 'from a remittance', '0'],
    ]);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    expect(sheets.map(({ name }) => name)).toEqual(['Enrollments', 'Instructions', 'Provider types']);
    const [list, guide, types] = sheets;
    expect(list!.rows[1]).toEqual(['1234567893', null, null, '02108', 'to complete', 1234.5]);
    expect(list!.cells?.get('1,4')?.formula).toBe('IF(AND(B2<>"",C2<>""),"","to complete")');
    expect(list!.cells?.get('2,4')?.formula).toBeUndefined();
    expect(list!.dataValidations).toMatchObject([
      { type: 'list', range: 'C2:C5000', formula1: `'Provider types'!$A$2:$A$${types!.rows.length}` },
    ]);
    expect(types!.rows).toContainEqual(['31 - primary care center/FQHC']);
    expect(guide!.rows).toContainEqual(['NPI', 'ten digits']);
  });

  it('is refused by a check while a row is marked, and the sheet of enrollments is the one that is read', async () => {
    await workbook([['1234567893', '71', '31 - primary care center/FQHC', '', '', '']]);
    expect((await loadRegistry(path)).enrollments('1234567893')).toMatchObject([
      { medicaidId: '71', providerType: '31' },
    ]);
    const refusedAs = (...cells: string[]) =>
      expect(workbook([cells]).then(() => loadRegistry(path))).rejects;
    await refusedAs('1234567893', '71', '31', '', 'from a remittance', '').toThrow(
      'row 2: it is a candidate, not a confirmed enrollment; confirm it',
    );
    await refusedAs('1234567893', '71', '', '', 'to complete', '').toThrow(
      'row 2: it is a candidate, not a confirmed enrollment; fill in its Medicaid ID and provider type',
    );
  });

  it('as a workbook has the same bytes whenever it is written', async () => {
    const bytes = await workbook([['1234567893', '', '', '', 'to complete', '1']]);
    vi.useFakeTimers({ now: 0, toFake: ['Date'] });
    const again = await workbook([['1234567893', '', '', '', 'to complete', '1']]);
    vi.useRealTimers();
    expect(again).toEqual(bytes);
  });

  it('as a CSV has the same cells, and no formula', () => {
    const csv = listAsCsv(listOf([['1234567893', '', '', '', '=1+1', '5']]));
    expect(csv).toBe(
      "\ufeffNPI,Medicaid ID,Provider type,ZIP,candidate,Charges\r\n1234567893,,,,'=1+1,5\r\n",
    );
  });
});
