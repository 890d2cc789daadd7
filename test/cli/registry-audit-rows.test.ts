import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nppesFile } from '../nppes';
import { folder, run } from './run';

const header = 'npi,medicaid_id,provider_type,taxonomy\n';
const sound = '1558598797,7100000009,64,207Q00000X\n';
const audit = ['registry', 'audit', 'r.csv', '--as-of', '2026-11-22', '--format', 'json'];

/** The kinds and messages of the items. */
async function itemsOf(csv: string, ...flags: string[]) {
  const cwd = folder({ 'r.csv': csv, 'npidata.csv': npidata });
  const { code, out } = await run([...audit, ...flags], { cwd });
  const { items, totals } = JSON.parse(out) as {
    items: { kind: string; npi: string | null; message: string }[];
    totals: { rows: number; skippedRows: number };
  };
  return { code, totals, items: items.map(({ kind, npi, message }) => [kind, npi, message]) };
}

const npidata = nppesFile([
  { npi: '1234567893', taxonomies: ['207R00000X', '207Q00000X*'] },
  { npi: '1000000004', deactivated: '03/31/2020' },
]);

describe.concurrent('registry audit, of rows that cannot be read,', () => {
  it.each([
    ['7100000001;7100000002', '64', 'medicaid-id', 'it has several Medicaid IDs'],
    ['7100000001 7100000002', '64', 'medicaid-id', 'it has several Medicaid IDs'],
    ['"7100000001, 7100000002"', '64', 'medicaid-id', 'it has several Medicaid IDs'],
    ['7100000001', '64;31', 'provider-type', '"64;31"'],
    ['7100000001', '64/31', 'provider-type', '"64/31"'],
    ['#N/A', '64', 'medicaid-id', 'it has no Medicaid ID, only "#N/A"'],
    ['0', '64', 'medicaid-id', 'it has no Medicaid ID, only "0"'],
    ['PENDING', '64', 'medicaid-id', 'it has no Medicaid ID, only "PENDING"'],
  ])('reports %s and %s with its line, alone and among others', async (id, type, kind, what) => {
    const bad = `1234567893,${id},${type},207Q00000X\n`;
    for (const [rows, count] of [
      [bad, 0],
      [bad + sound, 1],
    ] as const) {
      const { code, totals, items } = await itemsOf(header + rows);
      expect([code, totals]).toMatchObject([1, { rows: count, skippedRows: 1 }]);
      expect(items).toEqual([[`bad-row-${kind}`, null, expect.stringMatching(/^Line 2: /)]]);
      expect(items[0]![2]).toContain(what);
    }
  });

  it('groups them by what to do, audits the rest, and says that they were left out', async () => {
    const csv = `${header}1234567893,,64,\n1234567893,71;72,64,\n1,73,64,\n${sound}123456789,74,6x4,\n`;
    const cwd = folder({ 'r.csv': csv });
    const { code, out, err } = await run(audit.slice(0, -2), { cwd });
    expect(code).toBe(1);
    expect(out).toContain('1 row, 1 NPI: 4 errors.\n');
    expect([...out.matchAll(/^ERROR {4}(.*)$/gm)].map(([, title]) => title)).toEqual([
      'Write one Medicaid ID in each row (2)',
      'Write the NPI of ten digits in each row (2)',
    ]);
    expect(err).toContain('note: r.csv: 4 bad rows left out\n');
  });

  it('says which column may be the wrong one where most are bad', async () => {
    const csv = 'Provider NPI,Our NPIs,medicaid_id,provider_type\nA,1234567893,71,64\nB,1558598797,72,64\n';
    const cwd = folder({ 'r.csv': csv });
    const { code, err } = await run(audit, { cwd });
    expect(code).toBe(1);
    expect(err).toContain('column "Our NPIs" holds NPIs, and column "Provider NPI" does not');
    const named = await run([...audit, '--columns', 'npi=Our NPIs'], { cwd });
    expect(named).toMatchObject({ code: 0, err: expect.not.stringContaining('left out') });
  });

  it('reports the rows that a compiled registry left out', async () => {
    const cwd = folder({ 'r.csv': `${header}1234567893,PENDING,64,\n${sound}` });
    const compile = ['registry', 'compile', 'r.csv', '--skip-bad-rows', '-o', 'r.prvx'];
    expect(await run(compile, { cwd })).toMatchObject({ code: 0 });
    const ofList = await run(audit, { cwd });
    const ofCompiled = await run(['registry', 'audit', 'r.prvx', ...audit.slice(3)], { cwd });
    expect(ofCompiled.out.replace('r.prvx', 'r.csv')).toBe(ofList.out);
  });
});

describe.concurrent('registry audit --nppes', () => {
  const rows = [
    '1234567893,7100000001,64,207Q00000X;207R00000X',
    '1234567893,7100000002,31,261QF0400X;207Q00000X',
    '1000000004,7100000003,64,207Q00000X',
    '1558598797,7100000004,64,207Q00000X',
  ];

  it('names the taxonomies and NPIs that NPPES lacks, and those that it deactivated', async () => {
    const { code, items } = await itemsOf(`${header}${rows.join('\n')}\n`, '--nppes', 'npidata.csv');
    expect(code).toBe(1);
    expect(items.filter(([kind]) => kind !== 'taxonomy-required')).toEqual([
      ['npi-deactivated', '1000000004', 'NPPES deactivated the NPI on 2020-03-31.'],
      ['taxonomy-not-in-nppes', '1234567893', 'NPPES does not list 261QF0400X.'],
      ['npi-not-in-nppes', '1558598797', 'NPPES does not have the NPI.'],
    ]);
  });

  it('says nothing where NPPES lists them all, and does not change the files', async () => {
    const { code, items } = await itemsOf(`${header}${rows[0]}\n`, '--nppes', 'npidata.csv');
    expect([code, items]).toEqual([0, []]);
    const cwd = folder({ 'r.csv': header + sound, 'npidata.csv': npidata });
    await run([...audit, '--nppes', 'npidata.csv'], { cwd });
    expect(readFileSync(join(cwd, 'npidata.csv'), 'utf8')).toBe(npidata);
  });
});
