import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { check, clean, findings, flagged, folder, main, records, run, warned } from './run';
import { type TarKind, tar } from './tar';
import { zip } from './zip';

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
      `${name('empty.837')} x12-not-an-interchange`,
      `${name('late.837')} x12-unexpected-data`,
      `${name('noheader.837')} x12-not-an-interchange`,
      `${name('onlyset.837')} x12-not-an-interchange`,
      `${name('short.837')} x12-truncated`,
      `${name('utf16.837')} x12-not-an-interchange`,
    ]);
    expect(records(ran.out).at(-1)).toMatchObject({ files: 10, skipped: 1, claims: 5 });
    expect(ran).toMatchObject({
      code: 1,
      err: `note: 1 other file skipped: ${name('notes.txt')}\n`,
    });
  });

  it('finds an ISA far into a file', async () => {
    const cwd = folder({
      'in/blanks.837': ' '.repeat(100_000) + flagged,
      'in/broken.837': `${'\r\n'.repeat(50_000)}ISA*00*junk`,
      'in/cover.837': 'A line of a cover page.\n'.repeat(5000) + flagged,
      'in/a.csv': 'npi,name\n',
      'in/b.pdf': '%PDF-1.7',
      'in/c.txt': 'Prose.\nISA, at the start of this line, is at that of no claim.',
    });
    const ran = await run([...check, 'in'], { cwd });
    expect(new Set(findings(ran).map((finding) => finding.split(' ')[0]))).toEqual(
      new Set(['in/blanks.837', 'in/broken.837', 'in/cover.837']),
    );
    expect(records(ran.out).at(-1)).toMatchObject({ files: 3, claims: 4 });
    expect(ran.err).toBe('note: 3 other files skipped: in/a.csv, in/b.pdf and 1 more\n');
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

  it('matches a pattern of very many stars in no time', async () => {
    const cwd = folder({ [`in/${'a'.repeat(200)}`]: '', [`in/${'ab'.repeat(100)}`]: warned });
    const ran = await run([...check, `in/${'*a'.repeat(90)}*b`], { cwd });
    expect(findings(ran)).toHaveLength(1);
    const many = await run([...check, `in/${'{a,b}'.repeat(20)}`], { cwd });
    expect(many).toMatchObject({ code: 2, err: expect.stringContaining('it stands for too many patterns') });
  });

  it.each([
    ['in/?.837', ['a', 'b']],
    ['in/[!a].837', ['b']],
    ['in/[a-a].*', ['a']],
    ['in/{a,c/d}.837', ['a', 'c/d']],
    ['in/**', ['a', 'b', 'c/d']],
    ['in/**/c/**/*.837', ['c/d']],
    ['in/*/.e/*', ['c/.e/f']],
    ['in/*/*', ['c/d']],
    ['**/**/d.837', ['c/d']],
  ])('finds by %s', async (pattern, names) => {
    const files = ['a', 'b', 'c/d', 'c/.e/f'].map((name) => [`in/${name}.837`, warned]);
    const cwd = folder(Object.fromEntries(files));
    const ran = await run([...check, pattern], { cwd });
    expect(findings(ran)).toEqual(names.map((name) => `in/${name}.837 npi-unregistered PCN4`));
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

  it.skipIf(process.platform === 'win32')('reads pipes that are named as files', async () => {
    const cwd = folder({ 'a.837': flagged });
    const inBash = (script: string) =>
      promisify(execFile)('bash', ['--norc', '-c', `${script}; true`, process.execPath, main, ...check], {
        cwd,
      });
    const substituted = await inBash('"$0" "$@" <(cat a.837)');
    expect(substituted.stderr).toBe('');
    expect(records(substituted.stdout).at(-1)).toMatchObject({ files: 1, claims: 2, flagged: 2 });
    const piped = await inBash('cat a.837 | "$0" "$@" /dev/stdin');
    expect(piped.stderr).toBe('');
    expect(records(piped.stdout).at(-1)).toMatchObject({ files: 1, claims: 2, flagged: 2 });
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

  it('no name reaches the terminal raw', async () => {
    const name = 'a\x1b]0;title\x07\x1b[2J\u202e.837';
    const ran = await run([...check, name, 'a.837'], { cwd: folder({ 'a.837': warned }) });
    expect(ran.err).toBe('prvcheck: cannot read a<1B>]0;title<07><1B>[2J<202E>.837: it does not exist.\n');
    const flag = await run([...check, '--\x1b[2J'], { cwd: folder() });
    expect(flag.err).toContain('prvcheck: Unknown option --<1B>[2J.');
  });

  it('no name begins a line of its own, or is shown otherwise than it is', async () => {
    const forged = 'a\nprvcheck: all is well\r\u2028note: b\u202e\u200b\u2066';
    const shown = 'a<0A>prvcheck: all is well<0D><2028>note: b<202E><200B><2066>';
    const header = `npi,"${forged}"\n`;
    const config = JSON.stringify({ [forged]: 1 });
    const files = {
      'a.837': warned,
      'r.csv': header,
      'c.json': config,
      'a.zip': zip([{ name: `${forged}.837`, data: warned }]),
    };
    const cwd = folder(files);
    for (const args of [
      [forged, 'a.837'],
      ['a.837', '--nucc', forged],
      ['a.837', '--format', `text:${forged}/x`],
      ['a.837', '--registry', 'r.csv'],
      ['a.837', '--config', 'c.json'],
      ['a.837', '--severity', forged],
      [`--${forged}`],
    ]) {
      const ran = await run([...check, ...args], { cwd });
      expect(ran.err).not.toMatch(/^(note|prvcheck: all)|[^\P{Cc}\n]|[\p{Cf}\p{Zl}]/mu);
      const log = await run([...check, ...args, '--log', 'json'], { cwd });
      expect(log.err).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}]/u);
    }
    const named = await run([...check, forged], { cwd });
    expect(named.err).toBe(`prvcheck: cannot read ${shown}: it does not exist.\n`);
    const found = await run([...check, 'a.zip'], { cwd });
    expect(found.out + found.err).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}]/u);
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

describe.concurrent('a file in a folder that is no X12', () => {
  const notX12: Record<string, string | Uint8Array> = {
    'in/a.837': 'HL*1**20*1~NM1*85*2*RIVER CLINIC~CLM*1*100~',
    'in/b.837P': '%PDF-1.7',
    'in/c.837.txt': 'Dear Madam',
    'in/d.837-2': new Uint8Array([0, 1, 2, 255]),
    'in/e.x12': '',
    'in/f.EDI': 'sorry',
    'in/g/h.clm': 'Content-Transfer-Encoding: base64\n\nSVNBKjAwKiAg',
    'in/i.hcfa.gz': gzipSync('Dear Madam'),
    'in/j.837': zip([{ name: 'word/document.xml', data: '<xml/>' }]),
    'in/k.837.gz': gzipSync(''),
    'in/l.txt': flagged.slice(60),
    'in/m': Buffer.from(flagged.slice(flagged.indexOf('GS*')), 'utf16le'),
    'in/n.dat': Buffer.from([0x40, 0xe2, 0xe3, 0x5c, 0xf8, 0xf3, 0xf7, 0x5c, 0xf1, 0xa1]),
  };
  const others = {
    'in/registry.csv': 'npi,medicaid_id\n',
    'in/README.md': 'Put claims here. They begin with ISA, then GS*HC, then ST*837.',
    'in/scan.png': '\x89PNG',
    'in/week.docx': zip([{ name: 'word/document.xml', data: '<xml/>' }]),
    'in/notes.gz': gzipSync('notes'),
    'in/a.837.findings.ndjson': '{"type":"summary"}\n',
    'in/a.837.done': '',
  };
  const names = Object.keys(notX12).sort();

  it('is an error where it is named like a claim file or holds a part of one; all others are skipped', async () => {
    const cwd = folder({ ...notX12, ...others, 'in/z.837': clean });
    const ran = await run([...check, 'in', '--quiet'], { cwd });
    expect(findings(ran)).toEqual(names.map((name) => `${name} x12-not-an-interchange`));
    expect(records(ran.out).at(-1)).toMatchObject({ files: names.length + 1, skipped: 7, claims: 1 });
    expect(ran).toMatchObject({ code: 1, err: '' });
    const empty = records(ran.out).find(({ file }) => file === 'in/e.x12');
    expect(empty.message).toBe('The file is empty.');
  });

  it('has a row of its own in a batch, whatever the number of threads', async () => {
    const cwd = folder({ ...notX12, ...others, 'in/z.837': clean });
    for (const jobs of ['1', '2']) {
      const ran = await run([...check.slice(0, 3), 'in', '--out', 'out', '--fresh', '--jobs', jobs], { cwd });
      expect(ran.code).toBe(1);
      expect(ran.err).toContain(`${names.length} broken, 7 other files skipped, 0 of 1 claim at risk`);
      const rows = records(readFileSync(join(cwd, 'out/files.ndjson'), 'utf8'));
      expect(rows.map(({ file, status }) => `in/${file} ${status}`)).toEqual(
        [...names.map((name) => `${name} broken`), 'in/z.837 clean'].sort(),
      );
      expect(JSON.parse(readFileSync(join(cwd, 'out/summary.json'), 'utf8'))).toMatchObject({
        files: names.length + 1,
        skipped: 7,
      });
    }
  });

  it('is the same in a zip', async () => {
    const inZip = (files: Record<string, string | Uint8Array>) =>
      Object.entries(files)
        .filter(([name]) => !/docx|j\.837/.test(name)) // archives
        .map(([name, data]) => ({ name, data }));
    const cwd = folder({ 'march.837.zip': zip([...inZip(notX12), ...inZip(others)]) });
    const ran = await run([...check, 'march.837.zip'], { cwd });
    const inside = names.filter((name) => name !== 'in/j.837');
    expect(findings(ran)).toEqual(inside.map((name) => `march.837.zip!/${name} x12-not-an-interchange`));
    expect(records(ran.out).at(-1)).toMatchObject({ files: inside.length, skipped: 6 });
    expect(ran.code).toBe(1);
  });

  it('is counted in every summary, once, with --quiet too', async () => {
    const cwd = folder({ 'in/a.837': clean, 'in/notes.txt': 'a', 'in/sub/more.txt': 'b', 'in/x.csv': 'c' });
    const formats = ['text', 'json:r.json', 'ndjson:r.ndjson', 'junit:r.xml', 'html:r.html'];
    const args = formats.flatMap((format) => ['--format', format]);
    const ran = await run([...check.slice(0, 3), ...args, '--quiet', 'in', './in', 'in/x.csv'], { cwd });
    expect(ran.out).toMatch(/\s2 other files skipped\.\n/);
    const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
    expect(JSON.parse(read('r.json')).summary).toMatchObject({ files: 2, skipped: 2 });
    expect(records(read('r.ndjson')).at(-1)).toMatchObject({ files: 2, skipped: 2 });
    expect(read('r.xml')).toContain('<property name="skipped" value="2"/>');
    const skipped = /"skipped":(\[.*?\])/.exec(read('r.html'))?.[1];
    expect(JSON.parse(skipped!)).toEqual(['in/notes.txt', 'in/sub/more.txt'].map((name) => join(name)));
    const named = await run([...check, 'in/a.837'], { cwd });
    expect(records(named.out).at(-1)).toMatchObject({ files: 1, skipped: 0 });
  });
});

describe.concurrent('a tar', () => {
  const entries = [
    { name: 'a.837', data: clean },
    { name: 'b.837', data: flagged },
  ];
  const words = (name: string) => `${name} is a tar archive: unpack it first.`;

  it.each<[name: string, bytes: Uint8Array]>([
    ['a.tar', tar(entries)],
    ['a.837', tar(entries, 'gnu')],
    ['ISA.837', tar(entries, 'old')],
    ['empty.tar', tar([])],
    ['a.tgz', gzipSync(tar(entries))],
    ['a.tar.gz', gzipSync(tar(entries))],
    ['a.837.gz', gzipSync(tar(entries))],
  ])('is refused, and nothing in it is read: %s', async (name, bytes) => {
    const cwd = folder({ [name]: bytes, [`in/${name}`]: bytes, 'in/z.837': warned });
    const named = await run([...check, name], { cwd });
    expect(named).toMatchObject({ code: 2, err: `prvcheck: ${words(name)}\n` });
    expect(records(named.out).filter(({ type }) => type === 'finding')).toEqual([]);
    const inFolder = await run([...check, 'in'], { cwd });
    expect(inFolder).toMatchObject({ code: 2, err: `prvcheck: ${words(`in/${name}`)}\n` });
    expect(findings(inFolder)).toEqual(['in/z.837 npi-unregistered PCN4']);
    const batch = await run([...check.slice(0, 3), 'in', '--out', 'out'], { cwd });
    expect(batch.code).toBe(2);
    expect(records(readFileSync(join(cwd, 'out/files.ndjson'), 'utf8'))).toMatchObject([
      { file: name, status: 'unreadable', claims: 0, error: words(name) },
      { file: 'z.837', status: 'undecided' },
    ]);
    const assign = ['--assign', '1234567893=207Q00000X'];
    const fixed = await run(['fix', 'in', '--registry', 'registry.csv', '--out', 'fixed', ...assign], {
      cwd,
    });
    expect(fixed.code).toBe(2);
    expect(fixed.err).toContain(words(`in/${name}`));
    expect(readdirSync(join(cwd, 'fixed')).sort()).toEqual(['changes.ndjson', 'z.837']);
    const alone = await run(['fix', name, '--registry', 'registry.csv', '--out', 'alone', ...assign], {
      cwd,
    });
    expect(alone.code).toBe(2);
    expect(alone.err).toContain(words(name));
    const written = existsSync(join(cwd, 'alone')) ? readdirSync(join(cwd, 'alone')) : [];
    expect(written.filter((file) => file !== 'changes.ndjson')).toEqual([]);
  });

  it.each<TarKind>(['posix', 'gnu', 'old'])('is refused from stdin, and in a zip: %s', async (kind) => {
    const bytes = tar([{ name: 'a.837', data: clean }], kind);
    const cwd = folder({
      'a.zip': zip([
        { name: 'a.837', data: bytes },
        { name: 'b.tar', data: bytes },
        { name: 'c.tgz', data: gzipSync(bytes) },
        { name: 'd.837', data: warned },
      ]),
    });
    const input = bytes.toString('latin1'); // it has no byte beyond ASCII
    const piped = await run([...check, '-'], { cwd, input });
    expect(piped).toMatchObject({ code: 2, err: `prvcheck: ${words('the standard input')}\n` });
    const ran = await run([...check, 'a.zip'], { cwd });
    const names = ['a.837', 'b.tar', 'c.tgz'].map((name) => `prvcheck: ${words(`a.zip!/${name}`)}\n`);
    expect(ran).toMatchObject({ code: 2, err: names.join('') });
    expect(findings(ran)).toEqual(['a.zip!/d.837 npi-unregistered PCN4']);
  });
});
