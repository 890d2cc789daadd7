/** On Windows: whose are the files that have mode 0600 elsewhere. A Windows of scripts writes down what it is asked for. */
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, flagged, folder, likeWindows, type Ran, runProcess } from './run';

const registry = ['--registry', 'registry.csv'];
const assign = ['--assign', '1234567893=207Q00000X'];

interface Windows {
  run(args: readonly string[]): Promise<Ran>;
  /** What icacls was asked for, without the folder of the test and with `*` for what is random in a name. */
  asked(): string[];
}

const whoami = 'echo \'"desk\\kim","S-1-5-21-7-8-9-1001"\'';
const icacls = 'printf "%s\\n" "$*" >> "$LOG"; test -e "$1"';

/** @param programs its programs, by name: what they do */
function windows(cwd: string, programs: Record<string, string> = { whoami, icacls }): Windows {
  const system = join(cwd, 'Windows', 'System32');
  mkdirSync(system, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(system, `${name}.exe`), `#!/bin/sh\n${script}\n`);
    chmodSync(join(system, `${name}.exe`), 0o755);
  }
  const LOG = join(cwd, 'asked');
  const env = { NODE_OPTIONS: `--import ${likeWindows}`, SystemRoot: dirname(system), LOG };
  return {
    run: (args) => runProcess(args, { cwd, env }),
    asked: () =>
      (existsSync(LOG) ? readFileSync(LOG, 'utf8') : '')
        .split('\n')
        .slice(0, -1)
        .map((line) =>
          line
            .replace(`${realpathSync(cwd)}/`, '')
            .replace(/\.prvcheck-[-0-9a-f]*\.tmp/, '*.tmp')
            .replace(/ \/inheritance:r \/grant:r \*S-1-5-21-7-8-9-1001:/, ' => '),
        ),
  };
}

describe.skipIf(process.platform === 'win32')('files of one user on Windows', { concurrent: true }, () => {
  it.each([
    ['a report', ['check', 'in', ...registry, '--format', 'csv:r.csv', '--format', '277ca:a.277'], 1],
    ['a compiled registry', ['registry', 'compile', 'registry.csv', '-o', 'r.prvx'], 0],
  ])('%s has rights of its own', async (_, args, code) => {
    const { run, asked } = windows(folder({ 'in/a.837': flagged }));
    const ran = await run(args);
    expect(ran).toMatchObject({ code });
    expect(ran.err).not.toContain('who may read');
    expect(new Set(asked())).toEqual(new Set(['*.tmp => F']));
    expect(asked()).toHaveLength(args.filter((arg) => /\.(csv|277|prvx)$/.test(arg)).length - 1);
  });

  it.each([
    ['check', [], 1],
    ['fix', assign, 0],
    ['watch', ['--once', '--settle', '0.1'], 1],
  ])('a new folder of %s has them once, for all that is in it', async (command, more, code) => {
    const cwd = folder({ 'in/a.837': flagged, 'in/b.837': flagged });
    if (command !== 'watch') for (const name of ['c', 'd']) writeFileSync(join(cwd, `in/${name}.837`), clean);
    const { run, asked } = windows(cwd);
    expect(await run([command, 'in', ...more, ...registry, '--out', 'new/out'])).toMatchObject({ code });
    expect(asked()).toEqual(['new => (OI)(CI)F']);
  });

  it('so has that of merge', async () => {
    const cwd = folder({ 'in/a.837': flagged });
    const { run, asked } = windows(cwd);
    await run(['check', 'in', ...registry, '--out', 'one', '--shard', '1/1']);
    expect(await run(['merge', 'one', '--out', 'all'])).toMatchObject({ code: 0 });
    expect(asked()).toEqual(['one => (OI)(CI)F', 'all => (OI)(CI)F']);
  });

  it('a folder that was there keeps its rights, and the files in it have their own', async () => {
    const cwd = folder({ 'in/x/a.837': flagged, 'in/y/b.837': flagged, 'out/mine.txt': '' });
    const { run, asked } = windows(cwd);
    // Findings and results keep those of the folder in which they are written.
    expect(await run(['check', 'in', ...registry, '--out', 'out'])).toMatchObject({ code: 1 });
    expect(asked()).toEqual(['out/.tmp => (OI)(CI)F', 'out/journal.ndjson => F']);
    expect(await run(['fix', 'in', ...assign, ...registry, '--out', 'out'])).toMatchObject({ code: 0 });
    expect(asked().slice(2)).toEqual(['out/*.tmp => F', 'out/x/*.tmp => F', 'out/y/*.tmp => F']);
  });

  it('other modes leave the rights to the folder', async () => {
    const { run, asked } = windows(folder({ 'in/a.837': flagged }));
    for (const mode of ['640', '644', '660']) {
      const ran = await run([
        'check',
        'in',
        ...registry,
        '--out',
        mode,
        '--file-mode',
        mode,
        '--metrics',
        'm',
      ]);
      expect(ran).toMatchObject({ code: 1, err: expect.not.stringContaining('who may read') });
    }
    expect(asked()).toEqual([]);
  });

  it.each([
    ['whoami is missing', { icacls }, 'whoami does not tell the number of the user'],
    ['whoami tells only a name', { whoami: 'echo desk\\\\kim', icacls }, 'whoami does not tell'],
    ['icacls is missing', { whoami }, 'icacls cannot set its rights'],
    ['icacls refuses', { whoami, icacls: 'exit 5' }, 'icacls cannot set its rights'],
  ])('%s: it is said once, and the work is done', async (_, programs, why) => {
    const cwd = folder({ 'in/a.837': flagged, 'out/mine.txt': '' });
    const ran = await windows(cwd, programs).run(['check', 'in', ...registry, '--out', 'out']);
    expect(ran.code).toBe(1);
    expect(ran.err.match(/who may read/g)).toHaveLength(1);
    expect(ran.err).toContain(why);
    expect(readFileSync(join(cwd, 'out/summary.json'), 'utf8')).toContain('"flagged":2');
  });

  it('no program in the working folder is run in place of those of Windows', async () => {
    const cwd = folder({ 'in/a.837': flagged });
    for (const name of ['whoami', 'icacls', 'whoami.exe', 'icacls.exe', 'System32/whoami.exe']) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), '#!/bin/sh\ntouch run\n');
      chmodSync(join(cwd, name), 0o755);
    }
    for (const SystemRoot of ['', '.']) {
      const env = {
        NODE_OPTIONS: `--import ${likeWindows}`,
        PATH: `.:${process.env.PATH}`,
        SystemRoot,
      };
      await runProcess(['check', 'in', ...registry, '--format', 'csv:r.csv'], { cwd, env });
    }
    expect(existsSync(join(cwd, 'run'))).toBe(false);
  });
});
