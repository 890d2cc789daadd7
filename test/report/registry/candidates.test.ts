import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RankedNumber } from '../../../src/enrollment/answers/provider-numbers';
import { loadRegistry } from '../../../src/node';
import { listAsCsv, listAsWorkbook } from '../../../src/report/list';
import { candidateInstructions, candidateList } from '../../../src/report/registry/candidates';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck candidates '));
const number: RankedNumber = {
  npi: '1234567893',
  number: '0071000001',
  name: 'RIVER CITY, CLINIC',
  payer: { id: 'KYMEDICAID', name: '' },
  places: new Set(['2100 REF*1D', '1000B REF*PQ']),
  first: 20260302,
  last: 0,
  claims: 3,
  paid: { units: -705n, decimals: 2 },
  numbersOfNpi: 2,
};

async function load(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return loadRegistry(path);
}

describe('a list of candidates', () => {
  it('has the columns of a registry, then those for people', () => {
    expect(
      listAsCsv(candidateList('835', [number]))
        .split('\r\n')
        .slice(0, 2),
    ).toEqual([
      '\ufeffNPI,Medicaid ID,Provider type,Taxonomy,Effective date,Name,candidate,Numbers at this payer,Payer,Payer ID,Where,First paid,Last paid,Claims,Paid',
      '1234567893,0071000001,,,,"RIVER CITY, CLINIC","from a remittance of KYMEDICAID, not confirmed: confirm in the partner portal",2: claims need the taxonomy,,KYMEDICAID,"1000B REF*PQ, 2100 REF*1D",2026-03-02,,3,-7.05',
    ]);
    const { columns } = candidateList('277ca', []);
    expect(columns.slice(-3).map(({ name }) => name)).toEqual(['First answer', 'Last answer', 'Claims']);
  });

  it.each(['835', '277ca'] as const)(
    'of %s is refused until it is confirmed, and loads then',
    async (kind) => {
      const list = candidateList(kind, [number]);
      const workbook = (rows: readonly (readonly string[])[]) =>
        listAsWorkbook({ ...list, rows }, candidateInstructions(kind), () => import('hucre/xlsx'));
      const marked = list.columns.findIndex(({ name }) => name === 'candidate');
      const confirmed = list.rows.map((row) =>
        row.map((cell, at) => (at === 2 ? '64' : at === marked ? '' : cell)),
      );
      for (const [name, write] of [
        ['list.csv', (rows) => listAsCsv({ ...list, rows })],
        ['list.xlsx', workbook],
      ] satisfies [string, (rows: readonly (readonly string[])[]) => unknown][]) {
        await expect(load(name, (await write(list.rows)) as string)).rejects.toThrow('it is a candidate');
        const registry = await load(name, (await write(confirmed)) as string);
        expect(registry.warnings).toEqual([]);
        expect(registry.enrollments('1234567893')).toMatchObject([
          { medicaidId: '0071000001', providerType: '64', name: 'RIVER CITY, CLINIC', taxonomies: [] },
        ]);
      }
    },
  );
});
