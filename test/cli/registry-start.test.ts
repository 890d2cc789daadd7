import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { acknowledgement, interchangeOf, PATIENT, remittance } from '../enrollment/answers/build';
import { nppesFile } from '../nppes';
import { flagged, folder, run, warned } from './run';

const demo = resolve(import.meta.dirname, '../../fixtures/demo');
const start = ['registry', 'start'];
const known = '1234567893';
const other = '1558598797';

/** The sheets of a workbook, by name. */
async function sheetsOf(path: string) {
  const { sheets } = await readXlsx(readFileSync(path));
  return Object.fromEntries(sheets.map(({ name, rows }) => [name, rows]));
}

/** The cells of a CSV without quotation marks. */
function cellsOf(csv: string): string[][] {
  return csv
    .replace('\ufeff', '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

describe.concurrent('registry start', () => {
  it('writes a workbook with a row for each NPI, those with the most dollars first, and says what to do', async () => {
    const cwd = folder({});
    const ran = await run([...start, demo, '-o', 'list.xlsx'], { cwd });
    expect(ran).toMatchObject({ code: 0, out: '' });
    expect(ran.err).toBe(
      'note: list.xlsx: 8 NPIs, those with the most dollars first. Next: fill in "Medicaid ID" and "Provider type" ' +
        'of each row from the partner portal; the sheet "Instructions" says where they are found. Then check with ' +
        'this list: --registry.\n',
    );
    const { Enrollments: rows, Instructions: instructions } = await sheetsOf(join(cwd, 'list.xlsx'));
    expect(rows).toHaveLength(9);
    expect(rows![1]!.slice(-2)).toEqual([5, 62265.85]);
    expect(instructions!.flat().join(' ')).toContain('KY Medicaid partner portal');
    const again = await run([...start, demo, '-o', 'list.xlsx'], { cwd });
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('list.xlsx is there already') });
  });

  it('is read by a check once completed, which then says the same as with the registry it was filled from', async () => {
    const cwd = folder({});
    await run([...start, demo, '-o', 'list.xlsx'], { cwd });
    const checking = (registry: string) =>
      run(['check', demo, '--registry', registry, '--format', 'ndjson'], { cwd });
    const early = await checking('list.xlsx');
    expect(early).toMatchObject({ code: 2, err: expect.stringContaining('fill in its Medicaid ID') });

    // As a person would: a row for each enrollment of the NPI, and none for NPIs that are not enrolled.
    const { Enrollments: rows } = await sheetsOf(join(cwd, 'list.xlsx'));
    const header = rows![0]!;
    const [, ...enrollments] = cellsOf(readFileSync(join(demo, 'registry.csv'), 'utf8'));
    const completed = rows!.slice(1).flatMap((row) =>
      enrollments
        .filter(([npi]) => npi === row[0])
        .map(([, id, type, taxonomy, from, to, , zip]) => {
          const filled = { 'Medicaid ID': id, 'Provider type': type, Taxonomy: taxonomy, ZIP: zip };
          const dates = { 'Effective date': from, 'End date': to, candidate: '' };
          const cells: Record<string, string | undefined> = { ...filled, ...dates };
          return row.map((cell, at) => cells[String(header[at])] ?? cell);
        }),
    );
    writeFileSync(
      join(cwd, 'completed.xlsx'),
      await writeXlsx({ sheets: [{ name: 'Enrollments', rows: [header, ...completed] }] }),
    );
    const [mine, theirs] = [await checking('completed.xlsx'), await checking(join(demo, 'registry.csv'))];
    expect(mine.out).toBe(theirs.out);
    expect(mine.err).not.toContain('not used');
    expect(mine.code).toBe(1);
  });

  it('writes a CSV without -o, or where the name says so', async () => {
    const cwd = folder({ 'a.837': flagged, 'b.837': warned });
    const ran = await run([...start, 'a.837', 'b.837'], { cwd });
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('empty its cell in "candidate"') });
    const [header, ...rows] = cellsOf(ran.out);
    expect(header!.slice(0, 3)).toEqual(['NPI', 'Medicaid ID', 'Provider type']);
    expect(rows.map(([npi]) => npi).sort()).toEqual([known, other]);
    expect(await run([...start, '.', '-o', 'LIST.CSV'], { cwd })).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(cwd, 'LIST.CSV'), 'utf8')).toBe(ran.out);
  });

  it('--nppes fills in taxonomies, and Medicaid IDs to confirm; NPIs that are not there give exit code 1', async () => {
    const npidata = nppesFile([
      {
        npi: known,
        organization: 'CLINIC',
        taxonomies: ['207R00000X', '207Q00000X*'],
        identifiers: [['7100000001', '05', 'KY']],
      },
    ]);
    const cwd = folder({ 'npidata.csv': npidata, 'a.837': flagged, 'b.837': warned });
    const one = await run([...start, 'a.837', '--nppes', 'npidata.csv'], { cwd });
    expect(one.code).toBe(0);
    expect(cellsOf(one.out)[1]!.slice(0, 4)).toEqual([known, '7100000001', '', '"207Q00000X;207R00000X"']);
    expect(one.out).toContain('self-reported in NPPES');
    const both = await run([...start, '.', '--nppes', 'npidata.csv', '-o', 'list.xlsx'], { cwd });
    expect(both.code).toBe(1);
    expect(both.err).toContain(`note: 1 NPI not found in npidata.csv: ${other}\n`);
    expect(existsSync(join(cwd, 'list.xlsx'))).toBe(true);
  });

  it('takes provider numbers from remittances and 277CAs among the files, and names NPIs with several', async () => {
    const cwd = folder({
      'a.837': flagged,
      'b.835': interchangeOf([remittance()]),
      'c.277': interchangeOf(
        [acknowledgement([{ refs: ['REF*G2*7100000002'] }])],
        { code: 'HN', version: '005010X214' },
        '277',
      ),
      // As some clearinghouses deliver them: claims and a remittance in one file.
      'both.txt':
        warned + interchangeOf([remittance({ payee: [`N1*PE*B*XX*${other}`, 'REF*PQ*7100000003'] })]),
    });
    const ran = await run([...start, '.'], { cwd });
    expect(ran.code).toBe(0);
    const [header, ...rows] = cellsOf(ran.out);
    expect(rows.map((row) => row.slice(0, 2)).sort()).toEqual([
      [known, '7100000001'],
      [known, '7100000002'],
      [other, '7100000003'],
    ]);
    const mark = rows[0]![header!.indexOf('candidate')];
    expect(mark).toMatch(/^"?from a remittance or 277CA of KENTUCKY MEDICAID: confirm in the partner portal/);
    expect(ran.err).toContain(
      `note: NPI ${known} has 2 numbers at KENTUCKY MEDICAID: 7100000001, 7100000002. Its claims need the taxonomy.\n`,
    );
    expect(PATIENT.filter((value) => (ran.out + ran.err).includes(value))).toEqual([]);
  });

  it('goes on without a part of a remittance, and exits 2', async () => {
    const cwd = folder({ 'a.835': interchangeOf([remittance()]).replace(/SE\*\d+/, 'SE*99') });
    const ran = await run([...start, 'a.835'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/a\.835: .* Its provider numbers may be incomplete\./);
    expect(cellsOf(ran.out)[1]!.slice(0, 2)).toEqual([known, '7100000001']);
  });

  it('goes on without files that cannot be read, and exits 2', async () => {
    const cwd = folder({ 'a.837': flagged, 'cut.837': warned.slice(0, -60) });
    const ran = await run([...start, 'a.837', 'cut.837', 'nope.837', '-o', 'list.csv'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('cannot read nope.837: it does not exist');
    expect(ran.err).toMatch(/cut\.837: .* Its NPIs may be incomplete\./);
    expect(cellsOf(readFileSync(join(cwd, 'list.csv'), 'utf8'))).toHaveLength(3);
  });

  it.each([
    ['no claims', [], 'Name the claim files to begin from.'],
    ['another format', ['a.837', '-o', 'list.xls'], '-o cannot be list.xls: its name must end in .xlsx'],
    ['no NPI', ['none.837'], 'the claims name no valid billing NPI'],
    ['no folder for the list', ['a.837', '-o', 'nowhere/list.xlsx'], 'cannot write nowhere/list.xlsx'],
    ['a folder as the list', ['a.837', '-o', 'folder.xlsx'], 'cannot write folder.xlsx'],
    ['a missing NPPES file', ['a.837', '--nppes', 'n.csv', '-o', 'l.csv'], 'cannot read n.csv: it does not'],
  ])('%s: says so, writes nothing and exits 2', async (_, args, message) => {
    const cwd = folder({ 'a.837': flagged, 'none.837': flagged.replaceAll(known, '1234567890') });
    mkdirSync(join(cwd, 'folder.xlsx'));
    const ran = await run([...start, ...args], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    for (const name of ['list.xls', 'l.csv']) expect(existsSync(join(cwd, name))).toBe(false);
  });
});
