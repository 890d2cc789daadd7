import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import {
  acknowledgement,
  claim,
  interchangeOf,
  npi,
  otherNpi,
  PATIENT,
  remittance,
} from '../enrollment/answers/build';
import { clean, folder, type Ran, run } from './run';
import { zip } from './zip';

const import835 = ['registry', 'import', '835'];
const import277ca = ['registry', 'import', '277ca'];
const payee = (id: string, number: string) => [`N1*PE*RIVER CITY CLINIC*XX*${id}`, `REF*PQ*${number}`];
const first = interchangeOf([remittance()]);
const second = interchangeOf([
  remittance({ payee: payee(npi, '7100000002'), day: '20260401' }),
  remittance({ payee: payee(otherNpi, '7100000003'), payer: ['N1*PR*AETNA*XV*128KY'] }),
]);
const answers = interchangeOf(
  [acknowledgement([{ refs: ['REF*G2*7100000001'] }])],
  { code: 'HN', version: '005010X214' },
  '277',
);

/** NPI and number of each row. */
function rowsOf(csv: string): string[] {
  const [header = '', ...rows] = csv.replace('\ufeff', '').split('\r\n');
  expect(header).toMatch(/^NPI,Medicaid ID,Provider type,Taxonomy,Effective date,Name,candidate,/);
  expect(rows.pop()).toBe('');
  for (const row of rows) expect(row).toContain(', not confirmed: confirm in the partner portal"');
  return rows.map((row) => row.slice(0, 21));
}

function expectNoPatient({ out, err }: Ran): void {
  for (const value of PATIENT) expect(out + err).not.toContain(value);
}

describe.concurrent('registry import 835', () => {
  const found = [`${npi},7100000001`, `${npi},7100000002`, `${otherNpi},7100000003`];

  it('reads files, folders, patterns, gzips and zips, and names NPIs with two numbers first', async () => {
    const cwd = folder({
      'remits/a.835': first,
      'remits/sub/b.txt': second,
      'remits/claims.837': clean,
      'remits/notes.txt': 'call Aetna',
      'b.835.gz': gzipSync(second),
      'all.zip': zip([
        { name: 'x/a.835', data: first },
        { name: 'x/b.835', data: second },
      ]),
    });
    for (const paths of [['remits'], ['remits/*.835', 'b.835.gz'], ['all.zip']]) {
      const ran = await run([...import835, ...paths], { cwd });
      expect(ran.code).toBe(0);
      expect(rowsOf(ran.out)).toEqual(found);
      expect(ran.err).toContain(
        `note: NPI ${npi} has 2 numbers at KENTUCKY MEDICAID: 7100000001, 7100000002. Its claims need the taxonomy.\n`,
      );
      expect(ran.err).toContain('note: 3 candidates for 2 NPIs, from 3 remittances. No proof of enrollment');
      expectNoPatient(ran);
      if (paths[0] === 'remits') expect(ran.err).toContain('2 other files skipped: remits/notes.txt, ');
    }
  });

  it('reads the standard input', async () => {
    const ran = await run([...import835, '-'], { cwd: folder(), input: first });
    expect(ran.code).toBe(0);
    expect(rowsOf(ran.out)).toEqual([found[0]]);
  });

  it('keeps the numbers of a payer, and names other payers', async () => {
    const cwd = folder({ 'a.835': first, 'b.835': second });
    const ran = await run([...import835, 'a.835', 'b.835', '--payer', '128ky'], { cwd });
    expect(ran.code).toBe(0);
    expect(rowsOf(ran.out)).toEqual([found[2]]);
    expect(ran.err).toContain('other payers than 128ky were left out: KYMEDICAID (KENTUCKY MEDICAID)');
    const none = await run([...import835, 'a.835', '--payer', 'X'], { cwd });
    expect(none.code).toBe(1);
    expect(rowsOf(none.out)).toEqual([]);
  });

  it('writes a workbook or a CSV that others cannot read', async () => {
    const cwd = folder({ 'a.835': first });
    expect(await run([...import835, 'a.835', '-o', 'c.xlsx'], { cwd })).toMatchObject({ code: 0, out: '' });
    const { sheets } = await readXlsx(readFileSync(join(cwd, 'c.xlsx')));
    expect(sheets.map(({ name }) => name)).toEqual(['Enrollments', 'Instructions', 'Provider types']);
    expect(sheets[0]!.rows[1]!.slice(0, 2)).toEqual([npi, '7100000001']);
    expect(await run([...import835, 'a.835', '-o', 'c.csv'], { cwd })).toMatchObject({ code: 0, out: '' });
    expect(rowsOf(readFileSync(join(cwd, 'c.csv'), 'utf8'))).toEqual([found[0]]);
    expect(statSync(join(cwd, 'c.csv')).mode & 0o077).toBe(0);
  });

  it('says what it left out: NPIs without a number, values that are none', async () => {
    const body = ['LX*1', ...claim('10', [`NM1*82*1*SMITH*ANN****XX*${otherNpi}`, 'REF*1D*NOT ONE'])];
    const ran = await run([...import835, '-'], {
      cwd: folder(),
      input: interchangeOf([remittance({ body })]),
    });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('note: 1 NPI without a number of the payer: not listed');
    expect(ran.err).toContain('note: 1 value in the place of a provider number cannot be one: not listed');
    expect(ran.err).not.toContain('NOT ONE');
  });

  it.each([
    ['a file that is cut off', 'cut.835', 'cut.835: The file ends inside an interchange: it was cut off'],
    ['a file that is no X12', 'notes.txt', 'notes.txt: The file holds no X12 interchange'],
    ['a missing file', 'nope.835', 'cannot read nope.835: it does not exist'],
    ['a damaged gzip', 'cut.gz', 'cut.gz'],
    ['claims', 'claims.837', 'claims.837: it has no remittance (835), but 837 (prvcheck check reads 837).'],
    [
      'a 277CA',
      'a.277',
      'a.277: it has no remittance (835), but 277 (prvcheck registry import 277ca reads 277).',
    ],
    [
      'a folder with a .835 that is none',
      'folder',
      'c.835: it has the name of a remittance, and is not X12.',
    ],
  ])('reports %s, goes on with the others and exits 2', async (_, path, message) => {
    const cwd = folder({
      'a.835': first,
      'cut.835': second.slice(0, -200),
      'cut.gz': gzipSync(second).subarray(0, 200),
      'notes.txt': 'Dear biller',
      'claims.837': clean,
      'a.277': answers,
      'folder/b.835': second,
      'folder/c.835': 'Dear biller',
    });
    const ran = await run([...import835, path, 'a.835'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(message);
    expect(rowsOf(ran.out)).toContain(found[0]);
    expectNoPatient(ran);
  });

  it.each([
    ['no files', [], 'Name the files. For example: prvcheck registry import 835 '],
    ['a flag of another kind', ['a.835', '--npis', 'x'], '"prvcheck registry import 835" cannot use --npis.'],
    ['an unknown flag', ['a.835', '--payers', 'x'], 'Did you mean --payer?'],
    ['itself as output', ['a.835', '-o', 'a.835'], 'its name must end in .xlsx or .csv.'],
    ['a list that is there', ['a.835', '-o', 'registry.csv'], 'registry.csv is there already'],
    ['a folder that does not exist', ['a.835', '-o', 'nope/c.csv'], 'cannot write nope/c.csv'],
    ['no remittance at all', ['a.277'], 'no remittance (835) was read.'],
  ])('%s: says so, writes nothing and exits 2', async (_, args, message) => {
    const cwd = folder({ 'a.835': first, 'a.277': answers });
    const ran = await run([...import835, ...args, ...(args.includes('-o') ? [] : ['-o', 'c.csv'])], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(existsSync(join(cwd, 'c.csv'))).toBe(false);
    expect(readFileSync(join(cwd, 'a.835'), 'utf8')).toBe(first);
  });
});

// The superuser may write anywhere.
it.skipIf(process.getuid?.() === 0)('a folder without write permission: says so and exits 2', async () => {
  const cwd = folder({ 'a.835': first });
  mkdirSync(join(cwd, 'locked'), { mode: 0o500 });
  const ran = await run([...import835, 'a.835', '-o', 'locked/c.csv'], { cwd });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('cannot write locked/c.csv');
});

describe.concurrent('registry import 277ca', () => {
  it('reads the numbers of claim acknowledgements', async () => {
    const ran = await run([...import277ca, 'a.277'], { cwd: folder({ 'a.277': answers }) });
    expect(ran.code).toBe(0);
    expect(rowsOf(ran.out)).toEqual([`${npi},7100000001`]);
    expect(ran.out).toContain('from a claim acknowledgement of KENTUCKY MEDICAID');
    expectNoPatient(ran);
  });

  it('refuses a remittance and another kind of 277, and says what reads it', async () => {
    const ran = await run([...import277ca, 'a.835'], { cwd: folder({ 'a.835': first }) });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('but 835 (prvcheck registry import 835 reads 835)');
    const other = answers.replaceAll('005010X214', '005010X212');
    const status = await run([...import277ca, 'b.277'], { cwd: folder({ 'b.277': other }) });
    expect(status.err).toContain('it has no claim acknowledgement (277CA, 005010X214), but 277.\n');
  });
});
