import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { folder, run } from './run';

const merge = ['registry', 'merge'];
const list = `\ufeffNPI;Medicaid ID;Provider type;Notes\r
1234567893;="0071000001";64;"two
lines, and a comma"\r
1558598797;72;64/31;=1+1\r
`;
const candidates = `npi,medicaid_id,provider_type,taxonomy,candidate
1234567893,0071000001,64,207Q00000X,from a remittance
1234567893,0071000001,65,207Q00000X,from a remittance
1000000004,73,,,from a remittance
`;
const merged = `\ufeffNPI,Medicaid ID,Provider type,Notes,candidate,taxonomy\r
1234567893,"=""0071000001""",64,"two
lines, and a comma"\r
1558598797,72,64/31,'=1+1\r
1234567893,0071000001,65,,contradicts row 2: its provider type is 65 here and 64 there; from a remittance,207Q00000X\r
1000000004,73,,,from a remittance,\r
`.replace(/(contradicts [^,]*)/, '"$1"');

describe.concurrent('registry merge', () => {
  const files = { 'list.csv': list, 'candidates.csv': candidates };

  it('writes a CSV with all that the list has, and what is new; a second time nothing is', async () => {
    const cwd = folder(files);
    const ran = await run([...merge, 'list.csv', 'candidates.csv', '-o', 'out.csv'], { cwd });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err.split('\n')).toEqual([
      'note: list.csv: 1 bad row kept unchanged; registry audit says what is wrong',
      'note: candidates.csv: 2 candidates added, 1 in the list already',
      'note: candidates.csv: row 4 contradicts row 2: its provider type is 65 here and 64 there',
      'note: wrote out.csv: 4 rows, 2 candidates added',
      '',
    ]);
    const text = readFileSync(join(cwd, 'out.csv'), 'utf8');
    expect(text).toBe(merged);
    const again = await run([...merge, 'out.csv', 'candidates.csv', '-o', 'again.csv', '--quiet'], { cwd });
    expect(again).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(cwd, 'again.csv'), 'utf8')).toBe(text);
  });

  it('reads and writes workbooks: texts keep their zeros, numbers stay numbers', async () => {
    const cwd = folder(files);
    const rows = [
      ['Enrollments of 2026'],
      ['Our NPI', 'MCD ID', 'PT', 'Charges'],
      ['1234567893', '0071000001', '64', 12.5],
    ];
    const sheets = [
      { name: 'Old', rows },
      { name: 'New', rows },
    ];
    writeFileSync(join(cwd, 'list.xlsx'), await writeXlsx({ sheets }));
    const args = ['list.xlsx', 'candidates.csv', '--columns', 'npi=Our NPI', '-o', 'out.xlsx'];
    const unclear = await run([...merge, ...args], { cwd });
    expect(unclear).toMatchObject({ code: 2 });
    expect(unclear.err).toContain('--sheet "New"');
    expect(await run([...merge, ...args, '--sheet', 'New'], { cwd })).toMatchObject({ code: 1 });
    const [sheet] = (await readXlsx(readFileSync(join(cwd, 'out.xlsx')))).sheets;
    expect(sheet!.rows.map((cells) => cells.slice(0, 4))).toEqual([
      ['Enrollments of 2026', null, null, null],
      ['Our NPI', 'MCD ID', 'PT', 'Charges'],
      ['1234567893', '0071000001', '64', 12.5],
      ['1234567893', '0071000001', '65', null],
      ['1000000004', '73', null, null],
    ]);
    const again = ['out.xlsx', 'candidates.csv', '--columns', 'npi=Our NPI', '-o', 'again.xlsx'];
    expect(await run([...merge, ...again], { cwd })).toMatchObject({ code: 0 });
  });

  it('adds several lists one after another', async () => {
    const cwd = folder({ ...files, 'more.csv': candidates.replace('73', '74') });
    const ran = await run([...merge, 'list.csv', 'candidates.csv', 'more.csv', '-o', 'out.csv'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('note: more.csv: 1 candidate added, 2 in the list already\n');
  });

  it('is refused by a check until the candidates are confirmed', async () => {
    const cwd = folder({ ...files, 'list.csv': list.replace('64/31', '65') });
    await run([...merge, 'list.csv', 'candidates.csv', '-o', 'out.csv'], { cwd });
    const compiled = await run(['registry', 'compile', 'out.csv', '-o', 'out.prvx'], { cwd });
    expect(compiled.code).toBe(2);
    expect(compiled.err).toMatch(/line 5: it is a candidate.*empty its cell/);
    expect(compiled.err).toMatch(/line 6: it is a candidate.*fill in its Medicaid ID/);
  });

  it.each<[string, string[], string]>([
    ['no list', [], 'Name your list, then the candidates.'],
    ['no candidates', ['list.csv', '-o', 'out.csv'], 'Name your list, then the candidates.'],
    ['no output', ['list.csv', 'candidates.csv'], 'Say where to put the merged list.'],
    ['another kind of output', ['list.csv', 'candidates.csv', '-o', 'out.xls'], 'must end in .xlsx or .csv'],
    [
      'columns by position',
      ['list.csv', 'candidates.csv', '-o', 'out.csv', '--columns', 'npi=#1'],
      'LIST needs a line that names its columns',
    ],
    [
      'the list as output',
      ['list.csv', 'candidates.csv', '-o', 'list.csv'],
      'will not write list.csv: this run reads it',
    ],
    [
      'candidates as output',
      ['list.csv', 'candidates.csv', '-o', 'candidates.csv'],
      'will not write candidates.csv: this run reads it',
    ],
    [
      'a place where nothing can be written',
      ['list.csv', 'candidates.csv', '-o', 'none/out.csv'],
      'cannot write none/out.csv',
    ],
    ['no such file', ['list.csv', 'none.csv', '-o', 'out.csv'], 'cannot read none.csv: it does not exist'],
    [
      'candidates without a header',
      ['list.csv', 'bare.csv', '-o', 'out.csv'],
      'cannot use bare.csv: The registry has no line that names its columns',
    ],
    ['an empty list', ['empty.csv', 'candidates.csv', '-o', 'out.csv'], 'cannot use empty.csv: it is empty'],
    [
      'a row that cannot be split into cells',
      ['open.csv', 'candidates.csv', '-o', 'out.csv'],
      'cannot use open.csv: line 2',
    ],
  ])('refuses %s', async (_, args, message) => {
    const cwd = folder({
      ...files,
      'bare.csv': '1234567893,71,64\n',
      'empty.csv': '',
      'open.csv': 'npi,medicaid_id,provider_type\n1234567893,"71,64\n',
    });
    const ran = await run([...merge, ...args], { cwd });
    expect(ran.err).toContain(message);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(existsSync(join(cwd, 'out.csv'))).toBe(false);
    expect(readFileSync(join(cwd, 'list.csv'), 'utf8')).toBe(list);
  });

  it.skipIf(process.getuid?.() === 0)('says so where it may not write', async () => {
    const cwd = folder({ ...files, 'locked/x': '' });
    chmodSync(join(cwd, 'locked'), 0o500);
    const ran = await run([...merge, 'list.csv', 'candidates.csv', '-o', 'locked/out.csv'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('cannot write locked/out.csv: permission denied');
  });
});
