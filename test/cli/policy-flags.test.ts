import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, clean, findings, flagged, folder, records, run, warned, x12 } from './run';

describe.concurrent('policy', () => {
  const policy = async (file: string, ...flags: string[]) => {
    const ran = await run([...check, 'a.837', ...flags], { cwd: folder({ 'a.837': file }) });
    return {
      ...ran,
      told: findings(ran).map((finding) => finding.split(' ')[1]),
      end: records(ran.out).at(-1),
    };
  };

  it('--require', async () => {
    expect((await policy(warned, '--require', 'always')).told).toContain('taxonomy-missing');
  });

  it('--match makes a taxonomy that is not enrolled an error', async () => {
    const file = x12(['PCN1'], { prv: '163W00000X' });
    expect(await policy(file)).toMatchObject({ code: 0, told: ['taxonomy-not-enrolled'] });
    expect(await policy(file, '--match')).toMatchObject({ code: 1, told: ['taxonomy-not-enrolled'] });
  });

  it('--payer and --receiver leave other claims out', async () => {
    const left = { told: [], end: { claims: 2, outOfScope: 2 }, code: 0 };
    expect(await policy(flagged, '--payer', 'OTHER', '--payer', 'ANOTHER')).toMatchObject(left);
    expect(await policy(flagged, '--receiver', 'OTHER')).toMatchObject(left);
    expect(await policy(flagged, '--payer', 'OTHER', '--payer', 'KYMEDICAID')).toMatchObject({ code: 1 });
  });

  it('--payer names the payers left out, the same in a batch and in its shards', async () => {
    const toOthers = [1, 2].map((n) =>
      flagged.replaceAll('KENTUCKY MEDICAID*****PI*KYMEDICAID', `OTHER*****PI*O${n}`),
    );
    const cwd = folder({ 'in/a.837': toOthers[0]!, 'in/b.837': toOthers[1]!, 'in/c.837': flagged });
    const flags = ['check', 'in', '--registry', 'registry.csv', '--payer', 'KYMEDICAID'];
    const payersOf = (text: string) => JSON.parse(text.trim().split('\n').at(-1)!).outOfScopePayers;
    const left = [1, 2].map((n) => ({ id: `O${n}`, name: 'OTHER', claims: 2 }));
    expect(payersOf((await run([...flags, '--format', 'ndjson'], { cwd })).out)).toEqual(left);
    for (const [out, ...more] of [['whole'], ['one', '--shard', '1/2'], ['two', '--shard', '2/2']])
      await run([...flags, '--out', out!, ...more], { cwd });
    await run(['merge', 'one', 'two', '--out', 'merged'], { cwd });
    for (const out of ['whole', 'merged'])
      expect(payersOf(readFileSync(join(cwd, out, 'summary.json'), 'utf8'))).toEqual(left);
  });

  it('tells when every claim is out of scope', async () => {
    const said = async (...flags: string[]) => (await policy(flagged, ...flags)).err;
    const note = 'note: every claim is out of scope: no claim goes to';
    expect(await said('--payer', 'OTHER')).toBe(`${note} payer OTHER\n`);
    expect(await said('--receiver', 'X', '--receiver', 'Y')).toBe(`${note} receiver X or Y\n`);
    expect(await said('--payer', 'KYMEDICAID', '--payer', 'P', '--receiver', 'X')).toBe(
      `${note} payer KYMEDICAID or P and to receiver X\n`,
    );
    expect(await said('--payer', 'KYMEDICAID')).toBe('');
    const none = await run([...check, 'a.837', '--payer', 'OTHER'], { cwd: folder({ 'a.837': 'no claim' }) });
    expect(none.err).toBe('');
  });

  it('--severity, once for each rule', async () => {
    const flags = ['--severity', 'taxonomy-missing=info', '--severity', 'npi-unregistered=error'];
    expect(await policy(flagged, ...flags)).toMatchObject({ code: 0, end: { findings: { info: 2 } } });
    expect(await policy(warned, ...flags)).toMatchObject({ code: 1 });
    expect(await policy(flagged, '--severity', 'taxonomy-missing=off')).toMatchObject({ told: [] });
  });

  it('--rendering, --attending, --key, --filing-days and --as-of, as options and in a config file', async () => {
    const flags = ['--rendering', 'always', '--key', 'zip4', '--filing-days', '030', '--as-of', '2/2/2026'];
    const said = await policy(clean, ...flags, '--attending', 'inpatient');
    expect(said.told).toEqual(['filing-overdue', 'rendering-taxonomy-missing']);
    expect(records(said.out)[0].claim.lastDay).toBe('2026-02-01');
    const config = { rendering: 'always', attending: 'inpatient', key: 'zip4', 'filing-days': 30 };
    const cwd = folder({
      'a.837': clean,
      'prvcheck.config.json': JSON.stringify({ ...config, 'as-of': '2026-02-02' }),
    });
    expect((await run([...check, 'a.837'], { cwd })).out).toBe(said.out);
  });

  it.each([
    [
      ['--rendering', 'inpatient'],
      '--rendering cannot be "inpatient". Choose one of: off, always, if-sent, if-other.',
    ],
    [['--attending', 'in-patient'], '--attending cannot be "in-patient". Did you mean inpatient?'],
    [['--key', 'zip5'], '--key cannot be "zip5". Did you mean zip4?'],
    [['--filing-days', '0'], '--filing-days needs a whole number of days, 1 to 36500, not "0".'],
    [['--filing-days', '1e3'], 'not "1e3".'],
    [['--filing-days', '36501'], 'not "36501".'],
    [['--filing-days', '9', '--as-of', '2026-02-30'], '--as-of cannot be "2026-02-30": write a date'],
    [
      ['--as-of', '2026-02-28'],
      '--as-of needs --filing-days N, or "filingDays" of a payer in the config file.',
    ],
    [['--sort', 'last'], '--sort cannot be "last".'],
    [['--sort', 'last-day', '--format', 'text'], '--sort last-day needs --filing-days N'],
    [
      ['--sort', 'last-day', '--filing-days', '9', '--format', 'csv'],
      '--sort last-day needs a report that can be sorted',
    ],
    [['--sort', 'last-day', '--filing-days', '9', '--out', 'results'], 'needs a report that can be sorted'],
  ])('%j is refused in words', async (flags, message) => {
    const cwd = folder({ 'a.837': clean });
    const ran = await run(['check', 'a.837', '--registry', 'registry.csv', ...flags], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
  });

  it('--sort last-day orders the text and leaves a CSV in file order', async () => {
    const late = x12(['LATE']);
    const soon = x12(['SOON']).replaceAll('20260102', '20250102');
    const both = late.replace(/SE\*[\s\S]*/, '') + soon.replace(/^[\s\S]*?(?=HL\*1)/, '');
    const cwd = folder({ 'a.837': both });
    const args = [
      'check',
      'a.837',
      '--registry',
      'registry.csv',
      '--filing-days',
      '365',
      '--sort',
      'last-day',
    ];
    const { out } = await run([...args, '--format', 'text', '--format', 'csv:a.csv'], { cwd });
    expect(out.match(/(SOON|LATE) .*/g)).toEqual([
      'SOON  $150.25  2025-01-02, file by 2026-01-02',
      'LATE  $150.25  2026-01-02, file by 2027-01-02',
    ]);
    const rows = readFileSync(join(cwd, 'a.csv'), 'utf8').trim().split('\r\n');
    expect(rows.map((row) => row.split(',').at(-1))).toEqual(['last_day', '2027-01-02', '2026-01-02', '']);
  });

  it('--nucc', async () => {
    const cwd = folder({ 'a.837': clean, 'nucc.csv': 'Code,Grouping\n207R00000X,A\n' });
    const ran = await run([...check, 'a.837', '--nucc', 'nucc.csv'], { cwd });
    expect(findings(ran)).toEqual(['a.837 taxonomy-unknown PCN3']);
    const wrong = await run([...check, 'a.837', '--nucc', 'registry.csv'], { cwd });
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('it has no column "Code"');
  });

  it('says how many claims are undecided where that fails the run', async () => {
    const cwd = folder({ 'a.837': clean, 'b.837': warned });
    const args = [...check, 'a.837', 'b.837'];
    const ran = await run([...args, '--fail-on', 'undecided'], { cwd });
    expect(ran).toMatchObject({
      code: 1,
      err: 'note: 1 claim undecided, see --fail-on: the registry has no active enrollment of its billing NPI\n',
    });
    expect(records(ran.out).at(-1)).toMatchObject({ claims: 2, flagged: 0, undecided: 1 });
    expect(await run(args, { cwd })).toMatchObject({ code: 0, out: ran.out, err: '' });
  });

  it('--fail-on, --max-warnings and --exit-zero decide the exit code', async () => {
    expect((await policy(warned, '--fail-on', 'warning')).code).toBe(1);
    expect((await policy(warned, '--fail-on', 'info')).code).toBe(1);
    expect((await policy(clean, '--fail-on', 'info')).code).toBe(0);
    expect((await policy(warned, '--max-warnings', '1')).code).toBe(0);
    expect(await policy(warned, '--max-warnings', '0')).toMatchObject({
      code: 1,
      err: 'note: 1 warning, more than --max-warnings 0\n',
    });
    expect((await policy(flagged, '--exit-zero')).code).toBe(0);
  });

  it('--hide-claim-ids numbers the claims of each file that have findings', async () => {
    const files = { 'a.837': flagged, 'b.837': flagged, 'c.837': warned, 'in/d.837': flagged };
    const cwd = folder(files);
    const args = [...check, 'a.837', 'b.837', 'c.837', '--hide-claim-ids'];
    const ran = await run(args, { cwd });
    expect(ran.out).not.toContain('PCN');
    expect(findings(ran)).toEqual([
      'a.837 taxonomy-missing #1',
      'a.837 taxonomy-missing #2',
      'b.837 taxonomy-missing #1',
      'b.837 taxonomy-missing #2',
      'c.837 npi-unregistered #1',
    ]);
    expect((await run(args, { cwd })).out).toBe(ran.out);
    await run(['check', 'in', '--registry', 'registry.csv', '--out', 'out', '--hide-claim-ids'], { cwd });
    const batch = records(readFileSync(join(cwd, 'out/d.837.findings.ndjson'), 'utf8'));
    expect(batch.flatMap((record) => record.claim?.id ?? [])).toEqual(['#1', '#2']);
  });

  it('one claim with several findings has one number', async () => {
    const { out } = await policy(flagged.replaceAll('20260102', '20269902'), '--hide-claim-ids');
    const found = records(out).filter(({ type }) => type === 'finding');
    expect(found.map(({ claim }) => claim.id).sort()).toEqual(['#1', '#1', '#2', '#2']);
  });

  it('--hide-key shows hashes by a key, the same in every run and other ones by another key', async () => {
    const [one, other] = ['0123456789abcdef', 'fedcba9876543210'];
    const cwd = folder({ 'a.837': flagged, one: `${one}\n`, crlf: `${one}\r\n`, other, short: 'secret' });
    const ids = async (key: string, ...more: string[]) => {
      const ran = await run([...check, 'a.837', '--hide-claim-ids', '--hide-key', key, ...more], { cwd });
      return records(ran.out).flatMap((record) => record.claim?.id ?? []);
    };
    const hashed = await ids('one');
    const hash = createHmac('sha256', one).update('PCN1').digest('hex').slice(0, 16);
    expect(hashed[0]).toBe(`#${hash}`);
    expect(new Set(hashed).size).toBe(2);
    expect(await ids('one', '--severity', 'taxonomy-missing=warning')).toEqual(hashed);
    expect(await ids('crlf')).toEqual(hashed);
    expect(await ids('other')).not.toEqual(hashed);
    const hide = ['--hide-claim-ids', '--hide-key'];
    for (const [args, words] of [
      [[...hide, 'short'], 'cannot use short: a key has at least 16 bytes.'],
      [[...hide, 'none'], 'cannot read none: it does not exist.'],
      [['--hide-key', 'one'], '--hide-key needs --hide-claim-ids.'],
      [[...hide, 'one', '--format', 'csv:one'], 'will not write one: this run reads it.'],
    ] as const) {
      const ran = await run(['check', 'a.837', '--registry', 'registry.csv', ...args], { cwd });
      expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(words) });
    }
  });

  it('--quiet says nothing beside the data', async () => {
    const cwd = folder({ 'in/a.837': warned, 'in/notes.txt': '' });
    const args = [...check, 'in', '--max-warnings', '0', '--format', 'csv:out.csv'];
    expect((await run(args, { cwd })).err).toMatch(
      /^note: 1 other file skipped: in.notes\.txt\nnote: wrote out.csv\nnote: 1 warning/,
    );
    const quiet = await run([...args, '--quiet'], { cwd });
    expect(quiet.err).toBe('');
    expect(findings(quiet)).toHaveLength(1);
  });
});
