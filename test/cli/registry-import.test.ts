import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../../src/node';
import { nppesFile } from '../nppes';
import { check, clean, flagged, folder, registryCsv, run, warned, x12 } from './run';

const npidata = nppesFile([
  { npi: '1000000004', organization: 'NOBODY ASKED' },
  {
    npi: '1234567893',
    organization: '=RIVER "CITY", CLINIC\n2',
    zip: '402021234',
    taxonomies: ['207R00000X', '207Q00000X*'],
    identifiers: [
      ['7100000001', '05', 'KY'],
      ['7100000002', '05', 'KY'],
      ['9', '05', 'TN'],
    ],
  },
  { npi: '1558598797', deactivated: '03/31/2020' },
]);
const columns = 'npi,medicaid_id,provider_type,taxonomy,effective_date,end_date,name,tax_id,zip';
const importing = ['registry', 'import', 'nppes', 'npidata.csv'];

/** A file of candidates: its header, then lines up to the mark. */
function candidates(csv: string): string[] {
  const [header = '', ...rows] = csv.replace('\ufeff', '').split('\r\n');
  expect(header.startsWith(columns)).toBe(true);
  expect(header.endsWith(',candidate')).toBe(true);
  expect(rows.pop()).toBe('');
  for (const row of rows) expect(row).toContain('in NPPES and no proof of enrollment');
  return rows.map((row) => row.slice(0, 21));
}

describe.concurrent('registry import nppes', () => {
  it.each([
    ['a registry', registryCsv],
    ['a list', '1234567893\r\n\r\n1234567893\r\n'],
    ['a list of one', '1234567893'],
    ['numbers as a spreadsheet protects them', '="1234567893"\n'],
    ['a CSV with another name', 'Name,Billing Provider NPI\nX,1234567893\nY,\n'],
  ])('takes the NPIs from %s', async (_, list) => {
    const cwd = folder({ 'npidata.csv': npidata, 'list.csv': list });
    const ran = await run([...importing, '--npis', 'list.csv'], { cwd });
    expect(ran.code).toBe(0);
    expect(candidates(ran.out)).toEqual(['1234567893,7100000001', '1234567893,7100000002']);
    expect(ran.out).toContain('207Q00000X;207R00000X');
    expect(ran.out).toContain(`"'=RIVER ""CITY"", CLINIC<0A>2",,402021234`);
    expect(ran.err).toMatch(/^note: 2 candidates for 1 NPI\. Self-reported, no proof of enrollment/);
  });

  it('takes the NPIs that claims bill under, from files, folders and patterns, and unites them with a list', async () => {
    const files = {
      'claims/a.837': flagged,
      'claims/b.837': warned,
      'c.837': x12(['P'], { npi: '1000000004' }),
    };
    const cwd = folder({ 'npidata.csv': npidata, 'list.csv': '1234567893', ...files });
    const from = (path: string) => ['--from-claims', path];
    const folderRun = await run([...importing, ...from('claims')], { cwd });
    expect(candidates(folderRun.out).map((row) => row.slice(0, 10))).toEqual([
      '1234567893',
      '1234567893',
      '1558598797',
    ]);
    expect(folderRun.out).toContain('NPI deactivated 2020-03-31');
    const both = await run([...importing, ...from('claims/b*'), ...from('c.837'), '--npis', 'list.csv'], {
      cwd,
    });
    expect(candidates(both.out)).toHaveLength(4);
    expect([folderRun.code, both.code]).toEqual([0, 0]);
  });

  it('names NPIs that were not found, and exits 1', async () => {
    const list = ['1234567893', ...Array.from({ length: 7 }, (_, i) => `200000000${i}`)].join('\n');
    const cwd = folder({ 'npidata.csv': npidata, 'list.csv': list });
    const ran = await run([...importing, '--npis', 'list.csv', '-o', 'out.csv'], { cwd });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(
      'note: 7 NPIs not found in npidata.csv: 2000000000, 2000000001, 2000000002, 2000000003, 2000000004 and 2 more\n',
    );
    expect(candidates(readFileSync(join(cwd, 'out.csv'), 'utf8'))).toHaveLength(2);
  });

  it('writes the header also where nothing was found', async () => {
    const ran = await run([...importing, '--npis', 'l'], {
      cwd: folder({ 'npidata.csv': npidata, l: '2000000002' }),
    });
    expect(ran.code).toBe(1);
    expect(candidates(ran.out)).toEqual([]);
  });

  it.each([
    ['no kind', ['registry', 'import'], 'Say what to import.'],
    ['another kind', ['registry', 'import', 'npes', 'x'], 'Did you mean nppes?'],
    ['no file', ['registry', 'import', 'nppes'], 'Name the NPPES data file.'],
    ['no NPIs', importing, 'Say which NPIs to look up'],
    ['a missing list', [...importing, '--npis', 'nope'], 'cannot read nope: it does not exist'],
    ['a list without the column', [...importing, '--npis', 'odd.csv'], '--columns npi="Our NPIs"'],
    [
      'a list with something else',
      [...importing, '--npis', 'bad.csv'],
      'line 2: its NPI "99" (2 characters) is not ten digits',
    ],
    ['an empty list', [...importing, '--npis', 'none.csv'], 'none.csv: it lists no NPI'],
    ['claims that are none', [...importing, '--from-claims', 'odd.csv'], 'Its NPIs may be incomplete.'],
    [
      'a missing NPPES file',
      ['registry', 'import', 'nppes', 'n', '--npis', 'registry.csv'],
      'cannot read n: it',
    ],
    [
      'a registry for it',
      ['registry', 'import', 'nppes', 'registry.csv', '--npis', 'registry.csv'],
      'no NPPES data file',
    ],
    [
      'itself as output',
      [...importing, '--npis', 'registry.csv', '-o', 'registry.csv'],
      'will not write registry.csv',
    ],
  ])('%s: says so, writes nothing and exits 2', async (_, args, message) => {
    const cwd = folder({
      'npidata.csv': npidata,
      'odd.csv': 'Our NPIs,Town\n1234567893,X\n',
      'bad.csv': '1234567893\n12\n',
      'none.csv': 'npi\n',
    });
    const ran = await run(args.includes('-o') ? args : [...args, '-o', 'out.csv'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(existsSync(join(cwd, 'out.csv'))).toBe(false);
  });

  it('--columns names the column of the list', async () => {
    const cwd = folder({ 'npidata.csv': npidata, 'odd.csv': 'Our NPIs,Town\n1234567893,X\n' });
    const ran = await run([...importing, '--npis', 'odd.csv', '--columns', 'npi=Our NPIs'], { cwd });
    expect(ran.code).toBe(0);
  });

  it('goes on without claims that cannot be read, and exits 2', async () => {
    const cwd = folder({ 'npidata.csv': npidata, 'a.837': flagged, 'cut.837': warned.slice(0, -60) });
    const claims = ['a.837', 'cut.837', 'nope.837'].flatMap((path) => ['--from-claims', path]);
    const ran = await run([...importing, ...claims], { cwd });
    expect(ran.code).toBe(2);
    expect(candidates(ran.out)).toHaveLength(3);
    expect(ran.err).toContain('cannot read nope.837: it does not exist');
    expect(ran.err).toMatch(/cut\.837: .* Its NPIs may be incomplete\./);
  });

  it('is refused by a check until somebody confirms it', async () => {
    const cwd = folder({ 'npidata.csv': npidata, 'list.csv': '1234567893', 'a.837': clean });
    const { out } = await run([...importing, '--npis', 'list.csv'], { cwd });
    const confirmed = out.replace(/,self-reported[^\r]*/g, ',').replace(/(710000000\d),,/g, '$1,64,');
    for (const [csv, code] of [
      [out, 2],
      [confirmed, 0],
    ] as const) {
      const ran = await run([...check, 'a.837'], { cwd: folder({ 'a.837': clean, 'registry.csv': csv }) });
      expect(ran.code).toBe(code);
      if (code === 2)
        expect(ran.err).toMatch(/2 rows \(lines 2, 3\): it is a candidate, not a confirmed enrollment/);
      else expect(ran.err).toBe('');
    }
  });
});

describe.concurrent('registry template', () => {
  it('prints a registry that loads without a word, with an NPI that has several IDs', async () => {
    const cwd = folder({ 'a.837': flagged });
    const ran = await run(['registry', 'template'], { cwd });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out.startsWith(columns)).toBe(true);
    expect(await run(['registry', 'template', '-o', 'new.csv'], { cwd })).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(cwd, 'new.csv'), 'utf8')).toBe(ran.out);
    const registry = await loadRegistry(join(cwd, 'new.csv'));
    expect(registry).toMatchObject({ rows: 3, duplicateRows: 0, skippedRows: [], warnings: [] });
    const ids = new Set(registry.enrollments('1234567893').map(({ medicaidId }) => medicaidId));
    expect(ids.size).toBe(2);
    const checked = await run(['check', '--registry', 'new.csv', '--format', 'ndjson', 'a.837'], { cwd });
    expect(checked).toMatchObject({ code: 1, err: '' });
    expect(checked.out).toContain('"taxonomy-missing"');
  });

  it('does not write over a file, which may be the registry', async () => {
    const cwd = folder({});
    const ran = await run(['registry', 'template', '-o', 'registry.csv'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('registry.csv is there already');
    expect(readFileSync(join(cwd, 'registry.csv'), 'utf8')).toBe(registryCsv);
  });
});
