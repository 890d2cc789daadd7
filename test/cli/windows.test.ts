/** What Windows takes for one name, for a device, or for a quotation mark. Run with the preload that does so, too. */
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, findings, flagged, folder, likeWindows, type Ran, records, runProcess } from './run';
import { zip } from './zip';

const registry = ['--registry', 'registry.csv'];
const assign = ['--assign', '1234567893=207Q00000X'];

function onWindows(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  return runProcess(args, { cwd, env: { NODE_OPTIONS: `--import ${likeWindows}`, ...env } });
}

function namesBelow(cwd: string, path: string): string[] {
  return readdirSync(join(cwd, path), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

describe.concurrent('names that are one name on Windows and macOS', () => {
  const accents = ['caf\u00e9.837', 'cafe\u0301.837'];
  const archive = zip(
    ['march/A.837', 'march/a.837', ...accents, 'NUL.837'].map((name) => ({
      name,
      data: flagged,
      flags: 0x800,
    })),
  );

  it.each([
    // One name where all of case folding counts, as on macOS.
    ['\u0130.837', 'i\u0307.837'],
    ['stra\u00dfe.837', 'stra\u1e9ee.837'],
    ['k.837', '\u212a.837'],
  ])('are told apart whatever the letters: %s, %s', async (...names) => {
    const members = zip(names.map((name) => ({ name, data: flagged, flags: 0x800 })));
    const cwd = folder({ 'in/claims.zip': members });
    const ran = await onWindows(['check', 'in', ...registry, '--format', 'ndjson'], cwd);
    expect(new Set(records(ran.out).map(({ file }) => file)).has(`in/claims.zip!/${names[1]}#2`)).toBe(true);
    await onWindows(['check', 'in', ...registry, '--out', 'out'], cwd);
    for (const { output, outputBytes } of records(readFileSync(join(cwd, 'out/files.ndjson'), 'utf8')))
      expect(readFileSync(join(cwd, 'out', output))).toHaveLength(outputBytes);
  });

  it('are told apart in a zip, on every system', async () => {
    const cwd = folder({ 'in/claims.zip': archive });
    const names = ['A.837', 'a.837#2', 'caf\u00e9.837', 'cafe\u0301.837#2', 'NUL.837'];
    for (const ran of [
      await runProcess(['check', 'in', ...registry, '--format', 'ndjson'], { cwd }),
      await onWindows(['check', 'in', ...registry, '--format', 'ndjson'], cwd),
    ]) {
      const files = new Set(findings(ran).map((finding) => finding.split(' ')[0]!.split('/').at(-1)));
      expect([...files].sort()).toEqual([...names].sort());
    }
    await onWindows(['check', 'in', ...registry, '--out', 'out'], cwd);
    const written = records(readFileSync(join(cwd, 'out/files.ndjson'), 'utf8'));
    expect(written).toHaveLength(5);
    for (const { output, outputBytes } of written)
      expect(readFileSync(join(cwd, 'out', output))).toHaveLength(outputBytes);
    expect((await onWindows(['fix', 'in', ...registry, ...assign, '--out', 'fixed'], cwd)).code).toBe(0);
    expect(namesBelow(cwd, 'fixed').filter((name) => name.includes('.837'))).toHaveLength(5);
  });

  it('are refused where two named folders have them', async () => {
    const cwd = folder({ 'x/Claims/a.837': flagged, 'y/claims/A.837': clean });
    for (const command of [['check'], ['fix', ...assign]]) {
      const ran = await onWindows([...command, 'x/Claims', 'y/claims', ...registry, '--out', 'out'], cwd);
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('x/Claims/a.837 and y/claims/A.837 would both be called claims/A.837');
      expect(existsSync(join(cwd, 'out'))).toBe(false);
    }
  });

  it('are refused where a correction would make them so', async () => {
    const cwd = folder({ 'in/A.837': flagged, 'in/a.837.gz': flagged });
    writeFileSync(join(cwd, 'in/a.837.gz'), (await import('node:zlib')).gzipSync(flagged));
    const ran = await onWindows(['fix', 'in', ...registry, ...assign, '--out', 'out'], cwd);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('would have the same name') });
  });

  it('keep the findings of a file that is spelled otherwise now', async () => {
    const cwd = folder({ 'in/A.837': flagged });
    const check = ['check', 'in', ...registry, '--out', 'out'];
    await onWindows(check, cwd);
    rmSync(join(cwd, 'in/A.837'));
    writeFileSync(join(cwd, 'in/a.837'), flagged);
    await onWindows(check, cwd);
    expect(namesBelow(cwd, 'out')).toEqual(['A.837.findings.ndjson', 'files.ndjson', 'summary.json']);
  });

  it('do not hide that a folder of results is among the claims, or a report is what is read', async () => {
    const cwd = folder({ 'in/a.837': flagged });
    const inside = await onWindows(['check', 'in', ...registry, '--out', 'IN/out'], cwd);
    expect(inside).toMatchObject({ code: 2, err: expect.stringContaining('--out IN/out lies inside in') });
    const read = await onWindows(['check', 'in', ...registry, '--format', 'csv:REGISTRY.csv'], cwd);
    expect(read).toMatchObject({ code: 2, err: expect.stringContaining('this run reads it') });
  });
});

describe.concurrent('names of devices', () => {
  it.each(['NUL', 'con.csv', 'out/Aux.csv', 'COM1.txt'])('are refused for a report: %s', async (path) => {
    const cwd = folder({ 'in/a.837': flagged });
    const ran = await onWindows(['check', 'in', ...registry, '--format', `csv:${path}`], cwd);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(
      `prvcheck: will not write ${path}: on Windows that is the name of a device. Name another file.\n`,
    );
  });
});

describe.concurrent('names that cannot be', () => {
  it.each([
    ['check', 'con', 'that is the name of a device'],
    ['check', 'out/aux.d', 'that is the name of a device'],
    ['check', 'a|b', 'no name has any of'],
    ['watch', 'nul/out', 'that is the name of a device'],
    ['fix', 'in?', 'no name has any of'],
    ['merge', 'prn', 'that is the name of a device'],
  ])('are refused for the output folder of %s: %s', async (command, out, why) => {
    const cwd = folder({ 'in/a.837': flagged, 'in/b.837': clean });
    const check = ['check', 'in', ...registry, '--shard', '1/1', '--out', 'shard'];
    if (command === 'merge') await onWindows(check, cwd);
    const settings = {
      check: registry,
      watch: [...registry, '--once'],
      fix: [...registry, ...assign],
      merge: [],
    };
    const from = command === 'merge' ? 'shard' : 'in';
    const ran = await onWindows(
      [command, from, ...settings[command as keyof typeof settings], '--out', out],
      cwd,
    );
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining(why) });
    expect(ran.err).not.toContain('its folder does not exist');
    expect(namesBelow(cwd, 'in')).toEqual(['a.837', 'b.837']);
  });

  it('are refused for a report, which would become a hidden part of another file', async () => {
    const cwd = folder({ 'in/a.837': flagged });
    for (const path of ['r.csv:part', 'r?.csv', 'x/<r>.csv']) {
      const ran = await onWindows(['check', 'in', ...registry, '--format', `csv:${path}`], cwd);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain(`will not write ${path}: on Windows no name has any of`);
    }
  });
});

describe.concurrent('dots and blanks at the end of a name', () => {
  it.each(['r.csv.', 'r.csv ', 'R.csv. .'])('are no other name: %j', async (path) => {
    const cwd = folder({ 'in/a.837': flagged });
    const formats = ['--format', 'csv:r.csv', '--format', `ndjson:${path}`];
    const ran = await onWindows(['check', 'in', ...registry, ...formats], cwd);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('this run writes it already') });
    expect(existsSync(join(cwd, 'r.csv'))).toBe(false);
  });

  it('do not hide that the file is read', async () => {
    const cwd = folder({ 'in/a.837': flagged });
    const ran = await onWindows(['check', 'in', ...registry, '--format', 'csv:registry.csv.'], cwd);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('this run reads it') });
  });
});

describe.concurrent('a quotation mark in a path', () => {
  it('is explained: cmd took the last backslash for a part of it', async () => {
    const ran = await onWindows(['check', 'C:\\Claims" --registry r.csv'], folder());
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('Leave out the last backslash: "C:\\Claims".');
  });
});

describe.concurrent('Ctrl-Break', () => {
  it('ends the program, and watch when the file in hand is done', async () => {
    // Another system does not send it.
    const ask = "setInterval(() => process.emit('SIGBREAK'), 200).unref()";
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(ask)}` };
    const cwd = folder({ 'in/a.837': flagged });
    const watch = ['watch', 'in', '--settle', '9999', '--out', 'out', ...registry];
    expect(await runProcess(watch, { cwd, env })).toMatchObject({ code: 149, out: '' });
    expect(namesBelow(cwd, 'in')).toContain('a.837');
  });
});

describe.concurrent('a file that its sender still holds', () => {
  it('is not there yet for watch, and its marker stays', async () => {
    const cwd = folder({ 'in/a.837': flagged, 'in/a.837.done': '', 'in/b.837': clean, 'in/b.837.done': '' });
    const list = join(cwd, 'held.txt');
    writeFileSync(list, join(realpathSync(cwd), 'in/a.837'));
    const watch = ['watch', 'in', '--once', '--settle', '0.1', '--out', 'out', ...registry];
    const ran = await onWindows(watch, cwd, { PRVCHECK_HELD: list });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('b.837: clean');
    expect(ran.err).not.toContain('a.837');
    expect(namesBelow(cwd, 'in')).toEqual(expect.arrayContaining(['a.837', 'a.837.done', 'done/b.837']));
    expect((await onWindows(watch, cwd)).err).toContain('a.837: flagged');
  });
});
