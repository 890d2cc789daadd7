import { existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLANTED } from '../oracle/planted';
import { clean, folder, run, runProcess } from './run';

const audit = ['registry', 'audit', 'r.csv', '--as-of', '2026-11-22'];
const head = 'npi,medicaid_id,provider_type,taxonomy,name,tax_id,revalidation_date\n';
const messy = `${head}1234567893,7100000001,64,207Q00000X,RIVER CITY CLINIC,911882773,2026-11-01
1234567893,7100000002,65,207Q00000X,=HYPERLINK(1),911882773,2026-12-01
1558598797,7100000003,64,207Q00000X,,,2026-12-22
`;
const sound = `${head}1234567893,7100000001,64,207Q00000X,RIVER CITY CLINIC,911882773,2029-11-01\n`;

function registry(csv = messy): string {
  return folder({ 'r.csv': csv });
}

describe.concurrent('registry audit', () => {
  it('says what to do, worst first, with the day on the first line', async () => {
    const { code, out, err } = await run(audit, { cwd: registry() });
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(
      /^Audit of r\.csv as of 2026-11-22\n=+\n3 rows, 2 NPIs: 2 errors, 2 warnings, 1 note\.\n/,
    );
    const headings = [...out.matchAll(/^(ERROR|WARNING|NOTE) +(.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(['ERROR', 'ERROR', 'WARNING', 'NOTE', 'NOTE']);
    expect(out).toMatch(/^ {9}1234567893 {2}7100000001: Revalidation was due on 2026-11-01, 21 days\n/m);
    expect(out).toMatch(/^ {9}Tax ID {10}ends in 2773$/m);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('ends with 0 where nothing is wrong, or with --exit-zero', async () => {
    const ran = await run(audit, { cwd: registry(sound) });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('1 row, 1 NPI: nothing to do.\n');
    expect(await run([...audit, '--exit-zero'], { cwd: registry() })).toMatchObject({ code: 0 });
  });

  it('judges by today where no day is named', async () => {
    const local = () => new Date().toLocaleDateString('sv', { timeZone: 'Pacific/Kiritimati' });
    const before = local();
    const env = { TZ: 'Pacific/Kiritimati' };
    const { out } = await runProcess(audit.slice(0, 3), { cwd: registry(sound), env });
    expect([before, local()].map((day) => `Audit of r.csv as of ${day}`)).toContain(out.split('\n')[0]);
  });

  it.each(['20261122', '11/22/2026', '2026-11-22'])('takes the day %s', async (day) => {
    const cwd = registry();
    const ran = await run(['registry', 'audit', 'r.csv', `--as-of=${day}`, '--format', 'json'], { cwd });
    expect(JSON.parse(ran.out)).toMatchObject({
      type: 'audit',
      schema: 1,
      registry: 'r.csv',
      asOf: '2026-11-22',
    });
  });

  it('gives the same from a compiled registry, in every format', async () => {
    const cwd = registry();
    expect(await run(['registry', 'compile', 'r.csv', '-o', 'r.prvx'], { cwd })).toMatchObject({ code: 0 });
    for (const format of ['text', 'json', 'csv']) {
      const fromCsv = await run([...audit, '--format', format], { cwd });
      const fromCompiled = await run(
        [...audit.map((word) => word.replace('r.csv', 'r.prvx')), '--format', format],
        { cwd },
      );
      expect(fromCompiled.out.replace('r.prvx', 'r.csv').replace(/=+\n/, '')).toBe(
        fromCsv.out.replace(/=+\n/, ''),
      );
    }
  });

  it('writes json and csv that hold the same items, all of them, and counts them', async () => {
    const many = Array.from(
      { length: 50 },
      (_, i) => `1000000004,72${i},64,207Q00000X,,,2020-01-${(i % 28) + 1}\n`,
    );
    const cwd = registry(messy + many.join('').replace(/-(\d)\n/g, '-0$1\n'));
    const formats = ['text', 'json:a.json', 'csv:a.csv'].flatMap((format) => ['--format', format]);
    const { code, out, err } = await run([...audit, ...formats], { cwd });
    expect([code, err]).toEqual([1, 'note: wrote a.json\nnote: wrote a.csv\n']);
    const { items, totals } = JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8'));
    const pastDue = items.filter((item: { kind: string }) => item.kind === 'revalidation-past-due');
    expect(pastDue).toHaveLength(51);
    expect(totals.kinds['revalidation-past-due']).toBe(51);
    expect(totals).toMatchObject({ rows: 53, npis: 3 });
    expect(Object.values<number>(totals.items).reduce((sum, count) => sum + count)).toBe(items.length);
    const csv = readFileSync(join(cwd, 'a.csv'), 'utf8');
    expect(csv.startsWith('\ufeffas_of,severity,kind,npi,medicaid_ids,name,')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(items.length + 1);
    expect(csv).toContain(",'=HYPERLINK(1),");
    expect(out).toContain('Revalidate at once: past due (51)');
    expect(out.match(/Revalidation was due on/g)).toHaveLength(20);
    expect(out).toContain('and 31 more; use --format csv for all of them\n');
    // The longest past due are the ones listed.
    expect(out).not.toContain('due on 2026-11-01');
  });

  it('shows tax IDs only where it is told to', async () => {
    const cwd = registry();
    for (const format of ['text', 'json', 'csv']) {
      const hidden = await run([...audit, '--format', format], { cwd });
      expect(PLANTED.filter((value) => (hidden.out + hidden.err).includes(value))).toEqual([]);
      const shown = await run([...audit, '--format', format, '--show-tax-ids'], { cwd });
      expect(shown.out).toContain('911882773');
    }
  });

  it('spells out what would steer a terminal', async () => {
    const csv = `${head}1234567893,71,64,207Q00000X,"R\x1b[31mC\x1b[2J",911882773,2020-01-01\n`;
    for (const format of ['text', 'json', 'csv']) {
      const { out } = await run([...audit, '--format', format, '--quiet'], { cwd: registry(csv) });
      expect(out).not.toContain('\x1b');
      expect(out).toMatch(/<1B>|\\u001b/);
    }
  });

  it('says which flag names the column of the last revalidation', async () => {
    const csv = sound.replace('2029-11-01', '2021-12-01');
    const flag = '--columns last_revalidation_date="Its Header"';
    for (const format of ['text', 'json', 'csv']) {
      const { out } = await run([...audit, '--format', format], { cwd: registry(csv) });
      expect(out.replaceAll(/\s+/g, ' ').replaceAll(/\\"|""/g, '"')).toContain(flag);
    }
  });

  it('reads with --columns', async () => {
    const csv = sound.replace('revalidation_date', 'Reval').replace('2029-11-01', '2021-12-01');
    const ran = await run([...audit, '--columns', 'last_revalidation_date=Reval'], { cwd: registry(csv) });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Revalidation is due on 2026-12-01, in 9 days.');
  });

  it.each([
    [['registry', 'audit'], 'Nothing to audit: name the registry.'],
    [['registry', 'audit', 'r.csv', 's.csv'], 'One registry at a time: r.csv, and not s.csv too.'],
    [['registry', 'audit', 'none.csv'], 'cannot read none.csv: it does not exist.'],
    [['registry', 'audit', 'a.837'], 'it is an X12 file'],
    [['registry', 'audit', 'empty.csv'], 'no enrollment below it'],
    [['registry', 'audit', 'r.csv', '--skip-bad-rows'], 'Unknown option --skip-bad-rows'],
    [['registry', 'audit', 'r.csv', '--nppes', 'r.csv'], 'it is no NPPES data file'],
    [
      ['registry', 'audit', 'r.csv', '--nppes', 'a.837', '--format', 'csv:a.837'],
      'will not write a.837: this run reads it.',
    ],
    [
      ['registry', 'audit', 'r.csv', '--as-of', '2026-02-30'],
      '--as-of cannot be "2026-02-30": write a date as 2026-01-31',
    ],
    [['registry', 'audit', 'r.csv', '--as-off', '2026-02-28'], 'Did you mean --as-of?'],
    [['registry', 'audit', 'r.csv', '--as-of'], '--as-of needs a value.'],
    [['registry', 'audit', 'r.csv', '--format', 'ndjson'], '--format cannot be "ndjson". Did you mean json?'],
    [['registry', 'audit', 'r.csv', '--format', 'csv:r.csv'], 'will not write r.csv: this run reads it.'],
    [['registry', 'audit', 'r.csv', '--format', 'csv:no/x'], 'cannot write no/x: its folder does not exist.'],
    [['registry', 'audit', 'r.csv', '--format', 'csv', '--format', 'json'], 'Only one --format'],
  ])('%j is refused, and nothing is left behind', async (args, message) => {
    const cwd = folder({ 'r.csv': messy, 'a.837': clean, 'empty.csv': head });
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toContain('    at ');
    expect(readdirSync(cwd).sort()).toEqual(['a.837', 'empty.csv', 'r.csv', 'registry.csv']);
    expect(readFileSync(join(cwd, 'r.csv'), 'utf8')).toBe(messy);
  });

  it.skipIf(!existsSync('/dev/full'))('a full disk is one line and exit code 2', async () => {
    const ran = await runProcess(audit, { cwd: registry(), stdout: openSync('/dev/full', 'w') });
    const err = 'prvcheck: cannot write to the standard output: the disk is full.\n';
    expect(ran).toMatchObject({ code: 2, err });
  });

  it('has its place in the help', async () => {
    const help = await run(['registry', 'audit', '--help'], { cwd: registry() });
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const word of ['--as-of', '--show-tax-ids', '--columns', '--format', '--exit-zero', 'no holidays'])
      expect(help.out).toContain(word);
    expect(help.out).toMatch(/^[\n\x20-\x7e]+$/);
    expect((await run(['registry', '--help'], { cwd: registry() })).out).toContain('audit');
  });
});
