import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  check,
  clean,
  findings,
  flagged,
  folder,
  main,
  registryCsv,
  run,
  runProcess,
  start,
  x12,
} from './run';

/** Closes the program's stdout as soon as anything comes from it. */
async function runAndHangUp(args: readonly string[], cwd: string) {
  const child = start(args, { cwd });
  let err = '';
  child.stderr?.on('data', (text) => {
    err += text;
  });
  child.stdout?.once('data', () => child.stdout?.destroy());
  const [code] = await once(child, 'close');
  return { code, err };
}

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

  it('--stamp is what an HTML report says of its date, which has none otherwise', async () => {
    const cwd = folder({ 'lists/mine.csv': registryCsv, 'a.837': flagged });
    const aboutOf = async (...flags: string[]) => {
      const args = ['check', 'a.837', '--registry', join(cwd, 'lists/mine.csv'), '--format', 'html:r.html'];
      await run([...args, ...flags], { cwd });
      return JSON.parse(/id="shown">(.*?)<\/script>/s.exec(readFileSync(join(cwd, 'r.html'), 'utf8'))![1]!)
        .about;
    };
    expect(await aboutOf()).toMatchObject({
      stamp: null,
      list: { name: 'mine.csv', enrollments: 2, npis: 1 },
      payers: [],
      settings: [],
    });
    for (const [given, stamp] of [
      ['2026-11-26 14:05', '2026-11-26 14:05'],
      ['2026-11-26T00:59', '2026-11-26 00:59'],
      ['2026-11-26', '2026-11-26'],
    ])
      expect(await aboutOf('--stamp', given!)).toMatchObject({ stamp });
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).not.toContain(cwd);
  });

  it.each(['2026-02-30', '2026-11-26 24:00', '2026-11-26 2 pm', '11/26/2026', 'today'])(
    '--stamp cannot be "%s"',
    async (stamp) => {
      const ran = await run([...check, 'a.837', '--format', 'html:r.html', '--stamp', stamp], {
        cwd: folder(),
      });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain(`--stamp cannot be "${stamp}": write 2026-01-31 14:05, or 2026-01-31.`);
    },
  );

  it('--stamp needs a report that shows it', async () => {
    const ran = await run([...check, 'a.837', '--stamp', '2026-11-26'], { cwd: folder() });
    expect(ran).toMatchObject({
      code: 2,
      err: expect.stringContaining('--stamp needs a report that shows it'),
    });
  });

  it.skipIf(process.platform === 'win32')('replaces the file that a link leads to', async () => {
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
      const full = await runProcess(args, { cwd, stdout: openSync('/dev/full', 'w') });
      expect(full).toMatchObject({ code: 2, err: message });
    }
  });

  it('when the reader goes away, quietly finishes the other reports, or stops where there is none', async () => {
    const many = x12(Array.from({ length: 5000 }, (_, i) => `PCN${i}`));
    const cwd = folder({ 'a.837': many });
    const files = ['--format', 'csv:out.csv', '--format', 'ndjson:out.ndjson'];
    expect(await runAndHangUp([...check, 'a.837', ...files], cwd)).toEqual({ code: 2, err: '' });
    expect(readdirSync(cwd).sort()).toEqual(['a.837', 'out.csv', 'out.ndjson', 'registry.csv']);
    const whole = await run([...check, 'a.837'], { cwd });
    expect(readFileSync(join(cwd, 'out.ndjson'), 'utf8')).toBe(whole.out);
    expect(readFileSync(join(cwd, 'out.csv'), 'utf8').match(/PCN4999/g)).toHaveLength(1);
    expect(await runAndHangUp([...check, 'a.837'], cwd)).toEqual({ code: 2, err: '' });
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

  it.skipIf(process.platform === 'win32')('hears a signal between small files', async () => {
    const cwd = folder(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`in/${i}.837`, clean])));
    const child = start(['check', 'in', '--registry', 'registry.csv'], { cwd });
    await once(child.stdout!, 'data');
    child.kill('SIGINT');
    child.stdout!.resume();
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
  });

  it('a problem with a file comes after what is said of the files before it', async () => {
    const cwd = folder({ 'in/a.837': clean, 'in/c.837': clean });
    writeFileSync(join(cwd, 'in/b.837.gz'), gzipSync(clean).subarray(0, -8));
    const both = openSync(join(cwd, 'both.txt'), 'w');
    const child = spawn(process.execPath, [main, 'check', 'in', '--registry', 'registry.csv'], {
      cwd,
      stdio: ['ignore', both, both],
    });
    await once(child, 'close');
    const said = readFileSync(join(cwd, 'both.txt'), 'utf8');
    expect(said.indexOf('in/a.837:')).toBeGreaterThan(-1);
    expect(said.indexOf('in/a.837:')).toBeLessThan(said.indexOf('prvcheck: in/b.837.gz'));
    expect(said.indexOf('prvcheck: in/b.837.gz')).toBeLessThan(said.indexOf('in/c.837:'));
  });
});
