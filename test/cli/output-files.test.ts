import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { nppesFile } from '../nppes';
import {
  clean,
  flagged,
  folder,
  likeWindows,
  main,
  type Ran,
  registryCsv,
  run,
  runProcess,
  start,
  x12,
} from './run';

const isWindows = process.platform === 'win32';
const registry = ['--registry', 'registry.csv'];

const files = {
  'in/a.837': flagged,
  'b.837': clean,
  'codes.csv': 'npi,taxonomy\n1234567893,207Q00000X\n',
  'nucc.csv': 'Code,Grouping,Classification\n207Q00000X,g,c\n207R00000X,g,c\n',
  'npis.csv': 'npi\n1234567893\n',
  'nppes.csv': nppesFile([{ npi: '1234567893' }]),
  'old.csv': registryCsv,
  'prvcheck.config.json': '{ "comment": "kept" }\n',
};

function contents(cwd: string): Record<string, string> {
  return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(join(cwd, name), 'utf8')]));
}

describe.concurrent('what a run reads is never overwritten', () => {
  const check = ['check', 'in', 'b.837', ...registry, '--nucc', 'nucc.csv'];
  const fix = ['fix', 'in', 'b.837', ...registry, '--assignments', 'codes.csv', '--out', 'out'];
  const nppes = ['registry', 'import', 'nppes', 'nppes.csv', '--npis', 'npis.csv'];
  const cases: [command: readonly string[], flag: (path: string) => readonly string[], read: string[]][] = [
    [check, (path) => ['--format', `csv:${path}`], ['in/a.837', 'b.837', 'nucc.csv', 'prvcheck.config.json']],
    [
      [...check, '--out', 'out'],
      (path) => ['--metrics', path],
      ['registry.csv', 'in/a.837', 'b.837', 'nucc.csv', 'prvcheck.config.json'],
    ],
    [
      fix,
      (path) => ['--changes', path],
      ['registry.csv', 'in/a.837', 'b.837', 'codes.csv', 'prvcheck.config.json'],
    ],
    [['registry', 'audit', 'old.csv'], (path) => ['--format', `json:${path}`], ['old.csv']],
    [
      ['registry', 'diff', 'old.csv', 'registry.csv'],
      (path) => ['--format', `csv:${path}`],
      ['old.csv', 'registry.csv'],
    ],
    [
      ['registry', 'show', '1234567893', ...registry],
      (path) => ['--format', `json:${path}`],
      ['registry.csv'],
    ],
    [['registry', 'compile', 'old.csv'], (path) => ['-o', path], ['old.csv']],
    [nppes, (path) => ['-o', path], ['nppes.csv', 'npis.csv']],
    [[...nppes, '--from-claims', 'in'], (path) => ['-o', path], ['in/a.837']],
  ];
  const each = cases.flatMap(([command, flag, read]) => read.map((path) => [path, command, flag] as const));

  it.each(each)('%s, by %s', async (path, command, flag) => {
    const cwd = folder(files);
    const before = contents(cwd);
    const ways = [path];
    if (!isWindows) {
      symlinkSync(path, join(cwd, 'link'));
      linkSync(join(cwd, path), join(cwd, 'other name'));
      ways.push('link', 'other name');
    }
    for (const way of ways) {
      const ran = await run([...command, ...flag(way)], { cwd });
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain(`will not write ${way}: this run reads it.`);
    }
    expect(contents(cwd)).toEqual(before);
    expect(readFileSync(join(cwd, 'registry.csv'), 'utf8')).toBe(registryCsv);
  });

  it('by a folder of results either', async () => {
    const cwd = folder({ 'a.837': flagged, 'a.837.findings.ndjson': clean, 'summary.json': registryCsv });
    const twice = await run(['check', 'a.837', 'a.837.findings.ndjson', ...registry, '--out', '.'], { cwd });
    expect(twice.err).toContain('will not write a.837.findings.ndjson: this run reads it.');
    const summary = await run(['check', 'a.837', '--registry', 'summary.json', '--out', '.'], { cwd });
    expect(summary.err).toContain('will not write summary.json: this run reads it.');
    expect(readFileSync(join(cwd, 'a.837.findings.ndjson'), 'utf8')).toBe(clean);
    expect(readFileSync(join(cwd, 'summary.json'), 'utf8')).toBe(registryCsv);
  });

  it('nor is what it writes, by something else that it writes', async () => {
    const cwd = folder({ 'in/a.837': flagged, 'out/notes.txt': '' });
    const metrics = ['--out', 'out', '--metrics', 'out/summary.json'];
    const ran = await run(['check', 'in', ...registry, ...metrics], { cwd });
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.err).toContain('will not write out/summary.json: this run writes it already.');
    const changes = ['--out', 'out', '--changes', 'out/a.837', '--assign', '1234567893=207Q00000X'];
    const fixed = await run(['fix', 'in', ...registry, ...changes], { cwd });
    expect(fixed).toMatchObject({ code: 2 });
    expect(fixed.err).toContain('this run writes it already');
  });

  it('watch moves the registry nowhere, and leaves it where it lies in the place of findings', async () => {
    const cwd = folder({ 'in/a.837': flagged, 'in/a.837.done': '', 'in/registry.csv': registryCsv });
    const watch = ['watch', 'in', '--once', '--interval', '0.05', '--settle', '0.1', '--out', 'out'];
    const inside = await run([...watch, '--registry', 'in/registry.csv'], { cwd });
    expect(inside).toMatchObject({ code: 2 });
    expect(inside.err).toContain('in/registry.csv lies in in, from which every file is moved away');
    for (const name of ['a.837.findings.ndjson', 'a.837.row.json']) {
      const cwd = folder({ 'in/a.837': flagged, 'in/a.837.done': '', [`out/${name}`]: registryCsv });
      expect((await run([...watch, '--registry', `out/${name}`], { cwd })).code).toBe(1);
      expect(readFileSync(join(cwd, 'out', name), 'utf8')).toBe(registryCsv);
      expect(readdirSync(join(cwd, 'in/flagged'))[0]).toMatch(/^a\.[0-9a-f]{8}\.837$/);
    }
  });
});

describe.skipIf(isWindows).concurrent('a run that is killed', () => {
  const large = x12(Array.from({ length: 60_000 }, (_, n) => `L${n}`));
  const left = (cwd: string) => readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter(isTemporary);
  const isTemporary = (path: string) => path.endsWith('.tmp');

  it.each([
    ['check', ['check', 'in', ...registry, '--format', 'csv:out.csv'], 'out.csv'],
    ['fix', ['fix', 'in', ...registry, '--assign', '1234567893=207Q00000X', '--out', 'out'], 'out/a.837'],
    ['metrics', ['check', 'in', ...registry, '--out', 'out', '--metrics', 'm.prom'], 'm.prom'],
  ])('leaves nothing that the next one does not remove: %s', async (name, args, output) => {
    const cwd = folder({ 'in/a.837': large, 'mine.tmp': 'mine' });
    // For metrics: a kill where the file is written, and not yet moved.
    const kill = `import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { renameSync } = fs;
      fs.renameSync = (from, to) => String(to).endsWith('m.prom') ? process.kill(process.pid, 'SIGKILL') : renameSync(from, to);
      syncBuiltinESMExports();`;
    const env: Record<string, string> =
      name === 'metrics' ? { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(kill)}` } : {};
    const child = start(args, { cwd, env });
    if (name !== 'metrics') {
      while (left(cwd).filter((path) => path.startsWith('.') || path.includes('/.')).length === 0)
        await sleep(5);
      await sleep(100);
      child.kill('SIGKILL');
    }
    await once(child, 'close');
    expect(child.signalCode).toBe('SIGKILL');
    const kept = left(cwd).filter((path) => path !== 'mine.tmp' && path !== 'out/.tmp');
    expect(kept.length).toBeGreaterThan(0);
    const modes = kept.map((path) => statSync(join(cwd, path)).mode & 0o777);
    if (name !== 'metrics') expect(new Set(modes)).toEqual(new Set([0o600]));
    await runProcess(args, { cwd });
    expect(left(cwd)).toEqual(['mine.tmp']);
    expect(existsSync(join(cwd, output))).toBe(true);
  });
});

describe.concurrent('a file that another program holds', () => {
  const old = 'old';
  const fix = ['fix', 'in', ...registry, '--assign', '1234567893=207Q00000X', '--out', 'out'];
  const watch = ['watch', 'in', '--once', '--settle', '0.1', '--out', 'out', ...registry];
  const cases: [name: string, args: readonly string[], output: string][] = [
    ['a report', ['check', 'in', ...registry, '--format', 'csv:out/a.csv'], 'out/a.csv'],
    ['findings of a batch', ['check', 'in', ...registry, '--out', 'out'], 'out/a.837.findings.ndjson'],
    ['the summary of a batch', ['check', 'in', ...registry, '--out', 'out'], 'out/summary.json'],
    ['metrics', ['check', 'in', ...registry, '--out', 'o', '--metrics', 'out/m.prom'], 'out/m.prom'],
    ['a corrected copy', fix, 'out/a.837'],
    ['findings of a watched file', watch, 'out/a.837.findings.ndjson'],
  ];

  /** So many attempts to use the output are refused, as on Windows. */
  const held = (cwd: string, output: string, times: number) => {
    const list = join(cwd, 'held.txt');
    writeFileSync(list, `${times} ${join(realpathSync(cwd), output)}`);
    return { NODE_OPTIONS: `--import ${likeWindows}`, PRVCHECK_HELD: list };
  };
  const inputs = (output: string) => folder({ 'in/a.837': flagged, 'in/a.837.done': '', [output]: old });
  const temporaries = (cwd: string) =>
    readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' }).filter((name) => /tmp/.test(name));

  it.each(cases)('is replaced once it is free: %s', async (_, args, output) => {
    const cwd = inputs(output);
    const ran = await runProcess(args, { cwd, env: held(cwd, output, 3) });
    expect(ran.err).not.toContain('permission');
    expect(ran.code).toBe(args === fix ? 0 : 1);
    expect(temporaries(cwd)).toEqual([]);
    const twin = inputs(output);
    await run(args, { cwd: twin });
    const content = (of: string) => readFileSync(join(of, output), 'utf8').replace(/^(.*seconds).*$/gm, '$1');
    expect(content(cwd)).toBe(content(twin));
    expect(content(cwd)).not.toBe(old);
  });

  it.each(cases)(
    'stays as it is if that takes long, and the message says what to do: %s',
    async (_, args, output) => {
      const cwd = inputs(output);
      const began = performance.now();
      const ran = await runProcess(args, { cwd, env: held(cwd, output, 1000) });
      expect(performance.now() - began).toBeGreaterThan(1900);
      expect(ran.code).toBe(2);
      const asShown = output.replaceAll('/', sep);
      const why = 'permission denied, or another program has it open: close it there, and try again.';
      expect(ran.err).toContain(`cannot write ${asShown}: ${why}`);
      expect(readFileSync(join(cwd, output), 'utf8')).toBe(old);
      expect(temporaries(cwd)).toEqual([]);
    },
  );

  it.each([
    ['a report', ['check', 'in', '--registry', 'none.csv', '--format', 'csv:out/a.csv'], 'out/a.csv'],
    ['the summary of a batch', ['check', 'in', ...registry, '--out', 'out'], 'out/summary.json'],
  ])('is told before the work: %s', async (name, args, output) => {
    const cwd = inputs(output);
    const ran = await runProcess(args, { cwd, env: held(cwd, output, 1000) });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`cannot write ${output.replaceAll('/', sep)}: `);
    expect(ran.err).not.toContain('none.csv');
    expect(existsSync(join(cwd, 'out/a.837.findings.ndjson')), name).toBe(false);
  });

  it('keeps no other from being written', async () => {
    const more = { 'in/b.837': flagged, 'in/b.837.done': '' };
    // Free at the start, and held when the report is done: seven attempts at the start would be refused too.
    const late = `data:text/javascript,${encodeURIComponent(`import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { renameSync } = fs;
      fs.renameSync = (path, dest) => {
        if (!dest.endsWith('a.csv')) return renameSync(path, dest);
        throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'rename', path, dest });
      };
      syncBuiltinESMExports();`)}`;
    const formats = ['csv:out/a.csv', 'csv:out/b.csv'].flatMap((format) => ['--format', format]);
    const report = folder({ ...more, 'out/a.csv': old });
    const reports = await runProcess(['check', 'in', ...registry, ...formats], {
      cwd: report,
      env: { NODE_OPTIONS: `--import ${late}` },
    });
    expect(reports).toMatchObject({ code: 2, err: expect.stringContaining('cannot write out/a.csv: ') });
    expect(readFileSync(join(report, 'out/a.csv'), 'utf8')).toBe(old);
    expect(readFileSync(join(report, 'out/b.csv'), 'utf8')).toContain('taxonomy-missing');
    for (const [args, output, other] of [
      [fix, 'out/a.837', 'out/b.837'],
      [
        ['check', 'in', ...registry, '--out', 'out'],
        'out/a.837.findings.ndjson',
        'out/b.837.findings.ndjson',
      ],
      [watch, 'out/a.837.findings.ndjson', 'out/b.837.findings.ndjson'],
    ] as const) {
      const cwd = folder({ ...more, 'in/a.837': flagged, 'in/a.837.done': '', [output]: old });
      const ran = await runProcess(args, { cwd, env: held(cwd, output, 1000) });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain(`cannot write ${output.replaceAll('/', sep)}: `);
      expect(readFileSync(join(cwd, output), 'utf8')).toBe(old);
      expect(existsSync(join(cwd, other))).toBe(true);
      const again = await runProcess(args, { cwd });
      expect(again.code).toBe(args === fix ? 0 : 1);
      expect(readFileSync(join(cwd, output), 'utf8')).not.toBe(old);
    }
  });
});

describe.skipIf(isWindows).concurrent('who may read what is written', () => {
  const mode = (cwd: string, path: string) => (statSync(join(cwd, path)).mode & 0o777).toString(8);

  it('is its owner alone, for metrics all', async () => {
    const cwd = folder({ ...files, 'report.csv': 'old' });
    chmodSync(join(cwd, 'report.csv'), 0o644);
    const check = ['check', 'in', ...registry];
    const runs = [
      [...check, '--format', 'csv:report.csv', '--format', 'html:r.html', '--format', 'sarif:r.sarif'],
      [...check, '--out', 'out', '--metrics', 'm.prom'],
      ['registry', 'compile', 'registry.csv', '-o', 'r.prvx'],
      ['registry', 'audit', 'registry.csv', '--show-tax-ids', '--format', 'json:audit.json'],
      ['registry', 'diff', 'old.csv', 'registry.csv', '--format', 'csv:diff.csv'],
      ['registry', 'show', '1234567893', ...registry, '--format', 'json:npi.json'],
      ['registry', 'import', 'nppes', 'nppes.csv', '--npis', 'npis.csv', '-o', 'candidates.csv'],
      ['registry', 'template', '-o', 'template.csv'],
    ];
    for (const args of runs) expect((await run(args, { cwd })).code).not.toBe(2);
    const written = ['report.csv', 'r.html', 'r.sarif', 'r.prvx', 'audit.json', 'diff.csv', 'npi.json'];
    written.push('candidates.csv', 'template.csv', 'out/a.837.findings.ndjson', 'out/files.ndjson');
    written.push('out/summary.json');
    expect(written.map((path) => [path, mode(cwd, path)])).toEqual(written.map((path) => [path, '600']));
    expect(mode(cwd, 'm.prom')).toBe('644');
    expect(mode(cwd, 'out')).toBe('700');
  });

  it('can be set, by flags and in the config file', async () => {
    const cwd = folder({
      ...files,
      'prvcheck.config.json': '{ "file-mode": 640, "metrics-mode": 600, "metrics": "m.prom" }',
    });
    await run(['check', 'in', ...registry, '--out', 'out'], { cwd });
    await run(['fix', 'in', ...registry, '--out', 'fixed', '--file-mode', '660'], { cwd });
    await run(['registry', 'compile', 'registry.csv', '-o', 'r.prvx', '--file-mode', '0644'], { cwd });
    await run(['watch', 'in', ...registry, '--out', 'seen', '--once', '--settle', '0.1'], { cwd });
    expect(mode(cwd, 'out')).toBe('750');
    const modes = {
      'out/a.837.findings.ndjson': '640',
      'out/summary.json': '640',
      'm.prom': '600',
      'fixed/a.837': '660',
      'fixed/changes.ndjson': '660',
      'r.prvx': '644',
      'seen/a.837.findings.ndjson': '640',
      'seen/a.837.row.json': '640',
    };
    const found = Object.keys(modes).map((path) => [path, mode(cwd, path)]);
    expect(Object.fromEntries(found)).toEqual(modes);
  });

  it.each(['7', '700', '4640', 'rw'])('is no %s', async (text) => {
    const cwd = folder(files);
    const ran = await run(['check', 'in', ...registry, '--format', 'csv:x', '--file-mode', text], { cwd });
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.err).toContain(`--file-mode cannot be "${text}"`);
  });
});

/** In namespaces of its own, so that nobody else sees the small disk that it mounts. */
function withSmallDisk(cwd: string, script: string, size = '1m'): Ran {
  const setUp = `mkdir -p small && mount -t tmpfs -o size=${size} none small`;
  const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', `${setUp} && ${script}`], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, PRVCHECK: `"${process.execPath}" "${main}"` },
    timeout: 120_000,
  });
  return { code: status, out: stdout, err: stderr };
}

const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

describe.skipIf(!canMount)('a disk that is full', () => {
  const many = Object.fromEntries(
    [0, 1, 2, 3].map((n) => [`in/${n}.837`, x12(Array.from({ length: 5000 }, (_, i) => `F${n}-${i}`))]),
  );
  const check = 'eval "$PRVCHECK check in --registry registry.csv';

  it.each([
    ['one thread', '--jobs 1'],
    ['threads', '--jobs 2'],
  ])('is told of the output folder, with %s', (_, jobs) => {
    const cwd = folder(many);
    const ran = withSmallDisk(cwd, `${check} --out small/out ${jobs}"`);
    expect(ran).toEqual({ code: 2, out: '', err: 'prvcheck: cannot write small/out: the disk is full.\n' });
  });

  it.each([
    ['at the beginning', '1m', 'head -c 2000000 /dev/zero > small/fill 2>/dev/null;'],
    // Room for one page: what is written at first, and not beside it the counts at the end.
    ['at the end', '4k', ''],
  ])('is told of the metrics, and keeps no thread running, %s', (_, size, fill) => {
    const cwd = folder(many);
    const metrics = '--out out --metrics small/m.prom --jobs 2';
    const ran = withSmallDisk(cwd, `${fill} ${check} ${metrics}"`, size);
    expect(ran).toEqual({
      code: 2,
      out: '',
      err: 'prvcheck: cannot write small/m.prom: the disk is full.\n',
    });
  });

  it('or a file that may not grow is told of every output', () => {
    const cwd = folder(many);
    const limit = 'ulimit -f 100;';
    for (const [flags, path] of [
      ['--out out --jobs 2', 'out'],
      ['--format ndjson:findings.ndjson', 'findings.ndjson'],
    ]) {
      const ran = withSmallDisk(cwd, `${limit} ${check} ${flags}"`);
      const err = `prvcheck: cannot write ${path}: the file would grow too large.\n`;
      expect(ran).toEqual({ code: 2, out: '', err });
    }
  });
});
