import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../src/cli/program';
import { UsageError } from '../src/cli/usage-error';
import { childPath } from '../src/cli/written-path';
import { billing, claim, interchange, subscriber } from './build';

vi.setConfig({ testTimeout: 60_000 });

const main = resolve(import.meta.dirname, '../dist/cli/main.js');
const base = mkdtempSync(join(tmpdir(), 'prvcheck cli '));
afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Record<string, string>;
  readonly stdout?: number | 'pipe';
}

function start(args: readonly string[], { cwd, env = {}, stdout = 'pipe' }: Setting) {
  return spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', stdout, 'pipe'],
  });
}

async function run(args: readonly string[], setting: Setting): Promise<Ran> {
  const child = start(args, setting);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  child.stdin?.on('error', () => {}).end(setting.input ?? '');
  const [code] = await once(child, 'close');
  return { code, out, err };
}

let folders = 0;

/** A folder of its own for one test, with spaces in its name, a registry and whatever files the test wants. */
function folder(files: Record<string, string | Uint8Array> = {}): string {
  const path = join(base, `case number ${++folders}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries({ 'registry.csv': registryCsv, ...files })) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** One billing loop; without a PRV its claims need one. */
function x12(ids: readonly string[], { prv = '', npi = '1234567893' } = {}): string {
  const loop = billing({ id: npi, prv: prv === '' ? [] : [`PRV*BI*PXC*${prv}`] });
  const body = [...loop, ...subscriber(), ...ids.flatMap((id) => claim({ id }))];
  return interchange({ body })
    .map((segment) => `${segment}~\n`)
    .join('');
}

const registryCsv = `npi,medicaid_id,provider_type,taxonomy
1234567893,7100000001,64,207Q00000X
1234567893,7100000002,65,207R00000X
`;
const flagged = x12(['PCN1', 'PCN2']);
const clean = x12(['PCN3'], { prv: '207Q00000X' });
const warned = x12(['PCN4'], { npi: '1558598797' });
const check = ['check', '--registry', 'registry.csv', '--format', 'ndjson'];

/** What the ndjson says, in short: `file rule claim` for each finding. */
function findings({ out }: Ran): string[] {
  return records(out)
    .filter((record) => record.type === 'finding')
    .map((record) => `${record.file} ${record.rule} ${record.claim?.id ?? ''}`.trim());
}

function records(ndjson: string) {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe.concurrent('check', () => {
  it('flags claims and exits 1', async () => {
    const ran = await run([...check, 'a.837'], { cwd: folder({ 'a.837': flagged }) });
    expect(findings(ran)).toEqual(['a.837 taxonomy-missing PCN1', 'a.837 taxonomy-missing PCN2']);
    expect(ran).toMatchObject({ code: 1, err: '' });
  });

  it('exits 0 when nothing is an error', async () => {
    const cwd = folder({ 'a.837': clean, 'b.837': warned });
    const ran = await run([...check, 'a.837', 'b.837'], { cwd });
    expect(findings(ran)).toEqual(['b.837 npi-unregistered PCN4']);
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  it('prints text unless told otherwise, without colours into a pipe', async () => {
    const cwd = folder({ 'a.837': flagged });
    const args = ['check', 'a.837', '--registry', 'registry.csv'];
    const plain = await run(args, { cwd });
    expect(plain.out).toContain('RIVER CITY CLINIC');
    expect(plain.out).not.toContain('\x1b');
    expect((await run(args, { cwd, env: { FORCE_COLOR: '1' } })).out).toContain('\x1b[');
    expect((await run(args, { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).out).toBe(plain.out);
  });

  it('gives the same bytes twice', async () => {
    const cwd = folder({ 'in/a.837': flagged, 'in/b.837': warned });
    const [one, two] = await Promise.all([run([...check, 'in'], { cwd }), run([...check, 'in'], { cwd })]);
    expect(one).toEqual(two);
    expect(one.out).not.toContain(base);
  });
});

describe.concurrent('inputs', () => {
  it('searches folders by content, sorted by name', async () => {
    const cwd = folder({
      'my claims/b.txt': flagged,
      'my claims/a/deep.dat': clean,
      'my claims/B.837': warned,
      'my claims/notes.txt': 'The ISA segment, ISA*00 and so on. ISAAC wrote it.',
      'my claims/empty.837': '',
      'my claims/late.837': `banner line\n${' '.repeat(5000)}\n${clean}`,
      'my claims/noheader.837': flagged.slice(flagged.indexOf('GS*')),
      'my claims/onlyset.837': flagged.slice(flagged.indexOf('ST*')),
      'my claims/short.837': flagged.slice(0, 150),
      'my claims/utf16.837': Buffer.from(flagged, 'utf16le'),
      'my claims/ebcdic.837': Uint8Array.from([0xc9, 0xe2, 0xc1, 0x5c]),
    });
    const ran = await run([...check, 'my claims'], { cwd });
    const name = (text: string) => join('my claims', text);
    expect(findings(ran)).toEqual([
      `${name('B.837')} npi-unregistered PCN4`,
      `${name('b.txt')} taxonomy-missing PCN1`,
      `${name('b.txt')} taxonomy-missing PCN2`,
      `${name('ebcdic.837')} x12-not-an-interchange`,
      `${name('late.837')} x12-unexpected-data`,
      `${name('noheader.837')} x12-not-an-interchange`,
      `${name('onlyset.837')} x12-not-an-interchange`,
      `${name('short.837')} x12-truncated`,
      `${name('utf16.837')} x12-not-an-interchange`,
    ]);
    expect(records(ran.out).at(-1)).toMatchObject({ files: 9, claims: 5 });
    expect(ran).toMatchObject({ code: 1, err: 'note: 2 files without X12 passed over\n' });
  });

  it('always checks a file that is named', async () => {
    const cwd = folder({ 'a.pdf': '%PDF-1.7', empty: '' });
    const ran = await run([...check, 'a.pdf', 'empty'], { cwd });
    expect(findings(ran)).toEqual(['a.pdf x12-not-an-interchange', 'empty x12-not-an-interchange']);
    expect(ran.code).toBe(1);
  });

  it('checks a file once, however often it is named', async () => {
    const cwd = folder({ 'in/a.837': warned });
    const paths = ['in/a.837', './in/a.837', 'in', 'in/*.837', join(cwd, 'in', 'a.837'), 'in'];
    const ran = await run([...check, ...paths], { cwd });
    expect(findings(ran)).toEqual(['in/a.837 npi-unregistered PCN4']);
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  it('shows paths as they were written', async () => {
    const cwd = folder({ 'in/sub/a.837': warned });
    const file = async (path: string) => findings(await run([...check, path], { cwd }))[0]?.split(' npi')[0];
    expect(await file('in/')).toBe('in/sub/a.837');
    expect(await file('./in/../in')).toBe('./in/../in/sub/a.837');
    expect(await file('./in/**/*.837')).toBe('./in/sub/a.837');
  });

  it('expands patterns that the shell did not, and takes brackets that exist as they are', async () => {
    const cwd = folder({
      'c (1)/[x]/a.837': warned,
      'c (1)/[x]/b.837': clean,
      'c (1)/[x]/b.txt': '',
      'd[1].837': warned,
    });
    const ran = await run([...check, 'c (1)/[x]/*.837', 'd[1].837'], { cwd });
    expect(findings(ran)).toEqual([
      'c (1)/[x]/a.837 npi-unregistered PCN4',
      'd[1].837 npi-unregistered PCN4',
    ]);
    expect(records(ran.out).at(-1)).toMatchObject({ files: 3 });
  });

  it('a pattern that matches nothing is an error, and the others are done', async () => {
    const ran = await run([...check, 'x*.837', 'a.837'], { cwd: folder({ 'a.837': warned }) });
    expect(findings(ran)).toHaveLength(1);
    expect(ran).toMatchObject({ code: 2, err: 'prvcheck: no file matches x*.837.\n' });
  });

  it('reads stdin, once', async () => {
    const ran = await run([...check, '-', '-'], { cwd: folder(), input: flagged });
    expect(findings(ran)).toEqual(['- taxonomy-missing PCN1', '- taxonomy-missing PCN2']);
    expect(ran).toMatchObject({ code: 1, err: '' });
  });

  it('takes paths that begin with a dash after --', async () => {
    const ran = await run([...check, '--', '--odd.837'], { cwd: folder({ '--odd.837': warned }) });
    expect(findings(ran)).toEqual(['--odd.837 npi-unregistered PCN4']);
  });

  it('takes paths that look like something else', async () => {
    const cwd = folder({ help: warned, '0012': warned, completion: warned });
    const ran = await run([...check, '0012', 'completion', 'help'], { cwd });
    expect(findings(ran).map((finding) => finding.split(' ')[0])).toEqual(['0012', 'completion', 'help']);
  });

  it('a missing file is told, and the others are done', async () => {
    const ran = await run([...check, 'missing.837', 'a.837'], { cwd: folder({ 'a.837': warned }) });
    expect(findings(ran)).toHaveLength(1);
    expect(ran).toMatchObject({ code: 2, err: 'prvcheck: cannot read missing.837: it does not exist.\n' });
  });

  it('missing work is never exit code 0', async () => {
    const ran = await run([...check, '--exit-zero', '--quiet', 'missing.837'], { cwd: folder() });
    expect(ran).toMatchObject({
      code: 2,
      out: '',
      err: 'prvcheck: cannot read missing.837: it does not exist.\n',
    });
  });

  it('a path below a file cannot be read', async () => {
    const ran = await run([...check, 'a.837/b.837'], { cwd: folder({ 'a.837': clean }) });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('cannot read a.837/b.837: a part of its path is a file, not a folder.');
  });

  it('a folder without X12 is an error', async () => {
    const ran = await run([...check, 'in'], { cwd: folder({ 'in/notes.txt': 'hello' }) });
    expect(ran).toMatchObject({ code: 2, out: '', err: 'prvcheck: the folder in holds no X12 file.\n' });
  });

  it('nothing to check is an error', async () => {
    const ran = await run(check, { cwd: folder() });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('Nothing to check: name the claim files');
  });

  it.skipIf(process.platform === 'win32')('survives symbolic links that lead back or nowhere', async () => {
    const cwd = folder({ 'in/a.837': warned });
    symlinkSync('..', join(cwd, 'in', 'loop'));
    symlinkSync('.', join(cwd, 'in', 'self'));
    const ran = await run([...check, 'in', 'in/**/*.837'], { cwd });
    expect(ran.code).toBe(0);
    expect(findings(ran)).toHaveLength(1);
    symlinkSync('gone', join(cwd, 'in', 'broken.837'));
    const broken = await run([...check, 'in'], { cwd });
    expect(broken.err).toContain('cannot read in/broken.837: it does not exist.');
    expect(broken.code).toBe(2);
  });
});

describe.concurrent('registry', () => {
  it('is required, and explained', async () => {
    const ran = await run(['check', 'a.837'], { cwd: folder({ 'a.837': clean }) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('No provider registry given: add --registry FILE.');
    expect(ran.err).toContain('one row for each NPI');
  });

  it.each([
    ['missing', undefined, 'cannot read r.csv: it does not exist.'],
    ['empty', '', 'cannot use r.csv: it is empty.'],
    ['a PDF', '%PDF-1.7', 'cannot use r.csv: it is a PDF.'],
    ['the claim file', flagged, 'cannot use r.csv: it is an X12 file. Were two file names swapped?'],
    ['without a column', 'NPI,Medicaid Nr,Type\n', 'has no column for medicaid_id'],
    ['with a bad row', `${registryCsv},7100000003,64,\n`, 'line 4: it has no NPI'],
    ['with broken quotes', `${registryCsv}"1,2`, 'line 4 opens a quotation mark that is never closed'],
  ])('%s: tells so and exits 2', async (_, content, message) => {
    const cwd = folder({ 'a.837': clean, ...(content === undefined ? {} : { 'r.csv': content }) });
    const ran = await run(['check', 'a.837', '--registry', 'r.csv', '--format', 'csv:out.csv'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toContain('    at ');
    expect(readdirSync(cwd).filter((name) => name.startsWith('out'))).toEqual([]);
  });

  it('notes duplicate rows and warnings', async () => {
    const lines = registryCsv.split('\n');
    const csv = [...lines.slice(0, 3), lines[1], '1234567893,0007100000001,64,207Q00000X', ''].join('\n');
    const ran = await run([...check, 'a.837'], { cwd: folder({ 'a.837': clean, 'registry.csv': csv }) });
    expect(ran.err).toContain('note: registry.csv: 1 repeated row counted once\n');
    expect(ran.err).toContain('differ by leading zeros alone');
  });

  it('--skip-bad-rows goes on and counts them', async () => {
    const bad = Array.from({ length: 7 }, () => ',71,64,\n').join('');
    const cwd = folder({ 'a.837': clean, 'registry.csv': registryCsv + bad });
    const ran = await run([...check, 'a.837', '--skip-bad-rows'], { cwd });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('note: registry.csv: 7 bad rows left out\n');
    expect(ran.err).toContain('note: registry.csv: line 4: it has no NPI\n');
    expect(ran.err).toContain('note: registry.csv: and 2 more like these\n');
  });

  it('--columns names the columns', async () => {
    const csv = registryCsv.replace('npi,medicaid_id', 'Our Billing No.,State Nr');
    const cwd = folder({ 'a.837': flagged, 'registry.csv': csv });
    const columns = ['--columns', 'npi=Our Billing No.', '--columns', 'medicaid_id=State Nr'];
    expect((await run([...check, 'a.837', ...columns], { cwd })).code).toBe(1);
    expect((await run([...check, 'a.837'], { cwd })).code).toBe(2);
  });
});

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

  it('--severity, once for each rule', async () => {
    const flags = ['--severity', 'taxonomy-missing=info', '--severity', 'npi-unregistered=error'];
    expect(await policy(flagged, ...flags)).toMatchObject({ code: 0, end: { findings: { info: 2 } } });
    expect(await policy(warned, ...flags)).toMatchObject({ code: 1 });
    expect(await policy(flagged, '--severity', 'taxonomy-missing=off')).toMatchObject({ told: [] });
  });

  it('--nucc', async () => {
    const cwd = folder({ 'a.837': clean, 'nucc.csv': 'Code,Grouping\n207R00000X,A\n' });
    const ran = await run([...check, 'a.837', '--nucc', 'nucc.csv'], { cwd });
    expect(findings(ran)).toEqual(['a.837 taxonomy-unknown PCN3']);
    const wrong = await run([...check, 'a.837', '--nucc', 'registry.csv'], { cwd });
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('it has no column "Code"');
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

  it('--hide-claim-ids shows a stable code', async () => {
    const { out } = await policy(flagged, '--hide-claim-ids');
    expect(out).not.toContain('PCN');
    const ids = records(out).flatMap((record) => record.claim?.id ?? []);
    for (const id of ids) expect(id).toMatch(/^#[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(2);
    expect((await policy(flagged, '--hide-claim-ids')).out).toBe(out);
  });

  it('--quiet says nothing beside the data', async () => {
    const cwd = folder({ 'in/a.837': warned, 'in/notes.txt': '' });
    const args = [...check, 'in', '--max-warnings', '0', '--format', 'csv:out.csv'];
    expect((await run(args, { cwd })).err).toMatch(
      /^note: 1 file without X12 passed over\nnote: wrote out.csv\nnote: 1 warning/,
    );
    const quiet = await run([...args, '--quiet'], { cwd });
    expect(quiet.err).toBe('');
    expect(findings(quiet)).toHaveLength(1);
  });
});

describe.concurrent('outputs', () => {
  it('writes several reports in one run', async () => {
    const cwd = folder({ 'a.837': flagged });
    const more = ['--format', 'csv:out put.csv', '--format=json:out.json', '--format', 'text:out.txt'];
    const ran = await run([...check, 'a.837', ...more], { cwd, env: { FORCE_COLOR: '1' } });
    expect(findings(ran)).toHaveLength(2);
    expect(readFileSync(join(cwd, 'out put.csv'), 'utf8')).toContain('taxonomy-missing');
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))).toBeTruthy();
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).not.toContain('\x1b');
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('replaces a file and keeps who may read it', async () => {
    const cwd = folder({ 'a.837': flagged });
    writeFileSync(join(cwd, 'out.csv'), 'old', { mode: 0o600 });
    symlinkSync('out.csv', join(cwd, 'link.csv'));
    await run([...check, 'a.837', '--format', 'csv:link.csv'], { cwd });
    expect(readFileSync(join(cwd, 'out.csv'), 'utf8')).toContain('taxonomy-missing');
    expect(statSync(join(cwd, 'out.csv')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['into a missing folder', 'csv:none/out.csv', 'cannot write none/out.csv: its folder does not exist.'],
    ['below a file', 'csv:a.837/out.csv', 'cannot write a.837/out.csv: a part of its path is a file'],
    ['onto a folder', 'csv:in', 'cannot write in: it is a folder, not a file.'],
    ['onto the registry', 'csv:./registry.csv', 'will not write ./registry.csv: this run reads it.'],
    ['onto an input', 'csv:a.837', 'will not write a.837: this run reads it.'],
  ])('refuses to write %s', async (_, format, message) => {
    const cwd = folder({ 'a.837': flagged, 'in/b.837': clean });
    const ran = await run(['check', 'a.837', '--registry', 'registry.csv', '--format', format], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(readFileSync(join(cwd, 'a.837'), 'utf8')).toBe(flagged);
    expect(readFileSync(join(cwd, 'registry.csv'), 'utf8')).toBe(registryCsv);
  });

  it.each([
    ['two to the screen', ['--format', 'csv'], 'Only one --format can go to the screen.'],
    ['two to one file', ['--format', 'csv:x', '--format', 'json:./x'], 'Two --format flags write ./x.'],
    ['an unknown format', ['--format', 'jsno:x'], '--format cannot be "jsno". Did you mean json?'],
    ['no file name', ['--format', 'csv:'], '--format csv: needs a file name after the colon.'],
  ])('refuses %s', async (_, flags, message) => {
    const ran = await run([...check, 'a.837', ...flags], { cwd: folder({ 'a.837': clean }) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
  });

  it.skipIf(!existsSync('/dev/null'))('writes to devices as they are', async () => {
    const ran = await run([...check, 'a.837', '--format', 'csv:/dev/null'], {
      cwd: folder({ 'a.837': clean }),
    });
    expect(ran.code).toBe(0);
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  it.skipIf(!existsSync('/dev/full'))('a full disk is one line and exit code 2', async () => {
    const cwd = folder({ 'a.837': flagged });
    const ran = await run([...check, 'a.837', '--format', 'csv:/dev/full', '--format', 'json:out.json'], {
      cwd,
    });
    expect(ran).toMatchObject({ code: 2, err: 'prvcheck: cannot write /dev/full: the disk is full.\n' });
    expect(readdirSync(cwd).sort()).toEqual(['a.837', 'registry.csv']);
    const message = 'prvcheck: cannot write to the standard output: the disk is full.\n';
    for (const args of [[...check, 'a.837'], ['rules'], ['--help']]) {
      const full = await run(args, { cwd, stdout: openSync('/dev/full', 'w') });
      expect(full).toMatchObject({ code: 2, err: message });
    }
  });

  it('stops quietly when the reader goes away', async () => {
    const many = x12(Array.from({ length: 5000 }, (_, i) => `PCN${i}`));
    const cwd = folder({ 'a.837': many });
    const child = start([...check, 'a.837', '--format', 'csv:out.csv'], { cwd });
    let err = '';
    child.stderr?.on('data', (text) => {
      err += text;
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [code] = await once(child, 'close');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(readdirSync(cwd).sort()).toEqual(['a.837', 'registry.csv']);
  });

  it.skipIf(process.platform === 'win32')('leaves nothing behind when interrupted', async () => {
    const cwd = folder();
    const child = start(['check', '-', '--registry', 'registry.csv', '--format', 'csv:out.csv'], { cwd });
    const half = () => readdirSync(cwd).some((name) => name.endsWith('.tmp'));
    while (!half()) await new Promise((later) => setTimeout(later, 20));
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(readdirSync(cwd)).toEqual(['registry.csv']);
  });
});

describe.concurrent('config', () => {
  const text = JSON.stringify({
    registry: '../registry.csv',
    format: ['ndjson', 'csv:out.csv'],
    severity: { 'taxonomy-missing': 'warning', 'npi-unregistered': 'off' },
    'max-warnings': 5,
    payer: 'KYMEDICAID',
  });

  it('is found upward; its files are meant from its folder', async () => {
    const cwd = folder({ 'conf/prvcheck.config.json': `\uFEFF${text}`, 'conf/deep/er/a.837': flagged });
    const ran = await run(['check', 'a.837'], { cwd: join(cwd, 'conf/deep/er') });
    expect(findings(ran)).toHaveLength(2);
    expect(records(ran.out).at(-1)).toMatchObject({ findings: { error: 0, warning: 2 } });
    const path = join('..', '..', 'prvcheck.config.json');
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining(`note: settings from ${path}\n`) });
    expect(existsSync(join(cwd, 'conf/out.csv'))).toBe(true);
  });

  it('flags win, pairs by name', async () => {
    const cwd = folder({ 'conf/my.json': text, 'a.837': flagged, 'b.837': warned });
    const flags = ['--config', 'conf/my.json', '--severity', 'taxonomy-missing=error', '--format', 'ndjson'];
    const ran = await run(['check', 'a.837', 'b.837', ...flags], { cwd });
    expect(records(ran.out).at(-1)).toMatchObject({ findings: { error: 2, warning: 0 } });
    expect(ran.code).toBe(1);
    expect(existsSync(join(cwd, 'conf/out.csv'))).toBe(false);
  });

  it('a switch of the config can be taken back', async () => {
    const config = JSON.stringify({ registry: 'registry.csv', 'exit-zero': true, format: 'ndjson' });
    const cwd = folder({ 'prvcheck.config.json': config, 'a.837': flagged });
    expect((await run(['check', 'a.837'], { cwd })).code).toBe(0);
    expect((await run(['check', 'a.837', '--no-exit-zero'], { cwd })).code).toBe(1);
  });

  it.each([
    ['missing', undefined, 'cannot read c.json: it does not exist.'],
    ['not JSON', '{"registry":', 'c.json is not valid JSON'],
    ['no object', '[]', 'c.json must hold one JSON object'],
    ['an unknown key', '{"registy":"x"}', 'unknown setting "registy". Did you mean registry?'],
    ['a key in camel case', '{"maxWarnings":1}', 'unknown setting "maxWarnings". Did you mean max-warnings?'],
    ['a switch that is a text', '{"match":"yes"}', '"match" must be true or false.'],
    ['a text that is a list', '{"registry":["x"]}', '"registry" must be a text.'],
    ['pairs that are none', '{"severity":true}', '"severity" must be an object of texts'],
    [
      'an unknown level',
      '{"severity":{"npi-invalid":"wran"}}',
      'The severity of npi-invalid cannot be "wran".',
    ],
  ])('%s: tells so and exits 2', async (_, content, message) => {
    const cwd = folder({ 'a.837': clean, ...(content === undefined ? {} : { 'c.json': content }) });
    const ran = await run([...check, 'a.837', '--config', 'c.json'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
  });
});

describe.concurrent('usage', () => {
  it.each([
    [['check', 'a', '--regstry', 'r'], 'Unknown option --regstry. Did you mean --registry?'],
    [['check', 'a', '-x'], 'Unknown option -x.'],
    [['check', 'a', '--constructor=1'], 'Unknown option --constructor.'],
    [['check', 'a', '--no-registry'], 'Unknown option --no-registry.'],
    [['check', 'a', '--registry'], '--registry needs a value.'],
    [['check', 'a', '--registry', '--quiet'], '--registry needs a value.'],
    [['check', 'a', '--payer='], '--payer needs a value.'],
    [['check', 'a', '--payer', ''], '--payer needs a value.'],
    [['check', 'a', '--registry', 'r', '--registry', 's'], '--registry can be given once only.'],
    [['check', 'a', '--match=yes'], '--match takes no value'],
    [['check', 'a', '--registry', 'r', '--max-warnings', 'many'], '--max-warnings needs a whole number'],
    [['check', 'a', '--registry', 'r', '--require', 'bth'], '--require cannot be "bth". Did you mean both?'],
    [['check', 'a', '--registry', 'r', '--fail-on', 'off'], '--fail-on cannot be "off".'],
    [['check', 'a', '--registry', 'r', '--columns', 'npi'], '--columns needs NAME=VALUE, not "npi".'],
    [
      ['check', 'a', '--registry', 'r', '--severity', 'taxonomy-mising=off'],
      'Did you mean taxonomy-missing?',
    ],
    [['check', 'a', '--registry', 'r', '--severity', 'npi-invalid=eror'], 'Did you mean error?'],
    [['chekc', 'a'], 'Unknown command "chekc". Did you mean check?'],
    [['claims'], 'Unknown command "claims". To check files: prvcheck check PATHS --registry FILE'],
    [['-'], 'Unknown command "-".'],
    [['--quiet'], 'No command given.'],
    [['rules', 'npi-invalid'], '"prvcheck rules" cannot use "npi-invalid".'],
    [['explain'], 'Name a rule'],
    [['explain', 'npi-invalit'], 'There is no rule "npi-invalit". Did you mean npi-invalid?'],
  ])('%j is refused with words', async (args, message) => {
    const refusal = await runProgram(args).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).toContain(message);
  });

  it('what is refused is told on stderr, exit code 2', async () => {
    const ran = await run(['check', 'a', '--regstry', 'r'], { cwd: base });
    const err = 'prvcheck: Unknown option --regstry. Did you mean --registry?\n';
    expect(ran).toEqual({ code: 2, out: '', err });
  });

  it('a fault of our own is one line that asks for a report', async () => {
    const broken = '--import=data:text/javascript,process.cwd=()=>{boom()}';
    const args = [...check, 'a'];
    const ran = await run(args, { cwd: base, env: { NODE_OPTIONS: broken } });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(
      /^prvcheck: failed: boom is not defined\. This is our fault, please report it .*\n$/,
    );
    const debug = await run(args, { cwd: base, env: { NODE_OPTIONS: broken, PRVCHECK_DEBUG: '1' } });
    expect(debug.err).toContain('    at ');
  });

  it('without a command: the help on stderr, exit code 2', async () => {
    const ran = await run([], { cwd: base });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('prvcheck check [paths..]');
  });

  it('--help is grouped, with examples and the exit codes', async () => {
    const ran = await run(['check', '--help'], { cwd: base, env: { LANG: 'fr_FR.UTF-8' } });
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const title of ['Registry:', 'Rules:', 'Report:', 'Exit code:', 'Examples:', 'Exit codes:']) {
      expect(ran.out).toContain(`\n${title}\n`);
    }
  });

  it('--version', async () => {
    const { version } = JSON.parse(readFileSync(resolve(main, '../../../package.json'), 'utf8'));
    expect(await run(['--version'], { cwd: base })).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('rules lists every rule, explain says more of one', async () => {
    const { out } = await run(['rules'], { cwd: base });
    expect(out.match(/^[a-z0-9]+(-[a-z0-9]+)+ +(error|warning|info)/gm)).toHaveLength(18);
    const explained = await run(['explain', 'taxonomy-missing'], { cwd: base });
    expect(explained.out).toMatch(/^taxonomy-missing \(error\)\n.*\nWhy\n.*\nWhat to do\n.*A6:145:85/s);
  });

  it('completion prints a script that works', async () => {
    const script = await run(['completion'], { cwd: base, env: { SHELL: '/bin/bash' } });
    expect(script).toMatchObject({ code: 0, err: '' });
    expect(script.out).toContain('--get-yargs-completions');
    const words = await run(['--get-yargs-completions', 'prvcheck', 'check', '--'], { cwd: base });
    expect(words.out).toContain('--registry');
  });
});

describe('paths as the user writes them', () => {
  it.each([
    ['C:\\claims', 'a.837', 'C:\\claims\\a.837'],
    ['C:\\claims\\', 'a.837', 'C:\\claims\\a.837'],
    ['C:/claims', 'a.837', 'C:/claims/a.837'],
    ['claims', 'a.837', 'claims\\a.837'],
  ])('on Windows: %s and %s', (parent, name, path) => {
    expect(childPath(parent, name, '\\')).toBe(path);
  });

  it('elsewhere a backslash is a letter', () => {
    expect(childPath('odd\\name', 'a.837', '/')).toBe('odd\\name/a.837');
  });
});
