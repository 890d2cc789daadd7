import { describe, expect, it } from 'vitest';
import { base, check, clean, findings, flagged, folder, run, runProcess, warned } from './run';

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

  it.each([
    ['true', {}, true],
    ['true', { NO_COLOR: '1' }, false],
    ['true', { TERM: 'dumb' }, false],
    ['true', { FORCE_COLOR: '0' }, false],
    ['false', {}, false],
    ['undefined', {}, false],
    ['1', {}, false],
  ])('colours where stdout says that it is a terminal: isTTY = %s, %j', async (isTTY, more, isColoured) => {
    const cwd = folder({ 'a.837': flagged });
    const set = encodeURIComponent(`process.stdout.isTTY = ${isTTY}`);
    const env = { NODE_OPTIONS: `--import data:text/javascript,${set}`, ...more };
    for (const args of [
      ['check', 'a.837', '--registry', 'registry.csv'],
      ['explain', 'taxonomy-missing'],
    ])
      expect((await runProcess(args, { cwd, env })).out.includes('\x1b')).toBe(isColoured);
  });

  it('gives the same bytes twice, in this process and in one of its own', async () => {
    const cwd = folder({ 'in/a.837': flagged, 'in/b.837': warned });
    const one = await run([...check, 'in'], { cwd });
    expect(await runProcess([...check, 'in'], { cwd })).toEqual(one);
    expect(one.out).not.toContain(base);
  });
});
