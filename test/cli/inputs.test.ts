import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { check, clean, findings, flagged, folder, main, records, run, warned } from './run';

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
    expect(ran).toMatchObject({
      code: 1,
      err: `note: 2 files without X12 passed over: ${name('empty.837')}, ${name('notes.txt')}\n`,
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
    expect(ran.err).toBe('note: 3 files without X12 passed over: in/a.csv, in/b.pdf and 1 more\n');
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

  it.skipIf(process.platform === 'win32')('reads pipes that are named as files', async () => {
    const cwd = folder({ 'a.837': flagged });
    const inBash = (script: string) =>
      promisify(execFile)('bash', ['-c', `${script}; true`, process.execPath, main, ...check], { cwd });
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
