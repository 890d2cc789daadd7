import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { header, interchange } from '../build';
import {
  clean,
  flagged,
  folder,
  type Ran,
  records,
  registryCsv,
  run,
  runProcess,
  start,
  warned,
  x12,
} from './run';
import { zip } from './zip';

const check = ['check', 'in', '--registry', 'registry.csv'];
const batch = [...check, '--out', 'out'];

const broken = flagged.slice(0, -20);

/** Some claim files of every kind, in folders. */
const inputs = {
  'in/a.837': flagged,
  'in/b/clean.837': clean,
  'in/b/warned.837': warned,
  'in/c broken.837': broken,
  'in/readme.txt': 'no claims',
};

/** Every file below a folder, with its content. */
function tree(root: string): Record<string, string> {
  if (!existsSync(root)) return {};
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(root, file)).isFile())
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
}

function rows(cwd: string, out = 'out') {
  return records(readFileSync(join(cwd, out, 'files.ndjson'), 'utf8'));
}

function summary(cwd: string, out = 'out') {
  return JSON.parse(readFileSync(join(cwd, out, 'summary.json'), 'utf8'));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe.concurrent('check --out', () => {
  it('writes the same of files in an archive, however many are read at the same time', async () => {
    const members = [5, 400, 1, 900, 60].flatMap((claims, n) => {
      const data = x12(Array.from({ length: claims }, (_, i) => `C${n}-${i}`));
      return [0, 8].map((method) => ({ name: `${n} by method ${method}.837`, data, method }));
    });
    const cwd = folder({ 'in/all.zip': zip(members) });
    for (const jobs of ['1', '2', '3']) {
      const ran = await run([...check, '--out', jobs, '--jobs', jobs], { cwd });
      expect(ran.code).toBe(1);
      expect(tree(join(cwd, jobs))).toEqual(tree(join(cwd, '1')));
    }
    expect(summary(cwd, '1')).toMatchObject({ files: 10, claims: 2732, flagged: 2732 });
  });

  it('writes the findings of each file, a row for each, and a summary', async () => {
    const cwd = folder(inputs);
    const ran = await run(batch, { cwd });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(
      'note: wrote out: 4 files, 1 flagged, 1 undecided, 1 broken, 1 other file skipped, 4 of 6 claims at risk: $601.00; 1 undecided\n',
    );
    expect(Object.keys(tree(join(cwd, 'out')))).toEqual([
      'a.837.findings.ndjson',
      'b/clean.837.findings.ndjson',
      'b/warned.837.findings.ndjson',
      'c broken.837.findings.ndjson',
      'files.ndjson',
      'summary.json',
    ]);
    expect(rows(cwd).map(({ file, status, sha256, output }) => [file, status, sha256, output])).toEqual([
      ['a.837', 'flagged', sha256(flagged), 'a.837.findings.ndjson'],
      ['b/clean.837', 'clean', sha256(clean), 'b/clean.837.findings.ndjson'],
      ['b/warned.837', 'undecided', sha256(warned), 'b/warned.837.findings.ndjson'],
      ['c broken.837', 'broken', sha256(broken), 'c broken.837.findings.ndjson'],
    ]);
    expect(rows(cwd)[0]).toMatchObject({ claims: 2, flagged: 2, chargesAtRisk: '300.50', error: null });
    expect(rows(cwd).map(({ undecided }) => undecided)).toEqual([0, 0, 1, 0]);
    expect(summary(cwd)).toMatchObject({
      type: 'batch',
      files: 4,
      skipped: 1,
      statuses: { clean: 1, unchecked: 0, undecided: 1, flagged: 1, broken: 1, unreadable: 0 },
      claims: 6,
      undecided: 1,
      shard: null,
    });
  });

  it('calls no file clean whose claims were not decided, or not checked', async () => {
    const files = {
      'in/a.837': clean,
      'in/mixed.837': clean + warned,
      'in/none.837': interchange({ body: header })
        .map((segment) => `${segment}~`)
        .join(''),
    };
    const cwd = folder({ ...files, 'in/undecided.837': warned });
    const statuses = async (...flags: string[]) => {
      expect((await run([...batch, ...flags], { cwd })).code).toBe(0);
      return rows(cwd).map(({ status }) => status);
    };
    const found = ['clean', 'undecided', 'unchecked', 'undecided'];
    expect(await statuses()).toEqual(found);
    expect(await statuses('--severity', 'npi-unregistered=off')).toEqual(found);
    expect(await statuses('--payer', 'OTHER')).toEqual(Array(4).fill('unchecked'));
    expect(summary(cwd).statuses).toMatchObject({ clean: 0, unchecked: 4 });
  });

  it('gives each file the ndjson of a check of it alone, named below the folder', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    const alone = await run(['check', 'a.837', '--registry', '../registry.csv', '--format', 'ndjson'], {
      cwd: join(cwd, 'in'),
    });
    expect(readFileSync(join(cwd, 'out/a.837.findings.ndjson'), 'utf8')).toBe(alone.out);
  });

  it('is for its owner alone, and leaves nothing half written', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    const out = join(cwd, 'out');
    for (const file of ['.', ...readdirSync(out, { recursive: true, encoding: 'utf8' })]) {
      expect(statSync(join(out, file)).mode & 0o077).toBe(0);
    }
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('writes the same bytes from anywhere, with any number of threads, and with the folder named otherwise', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    const before = tree(join(cwd, 'out'));
    mkdirSync(join(cwd, 'elsewhere'));
    for (const path of [join(cwd, 'in'), '../in/', '../elsewhere/../in']) {
      const args = ['check', path, '--registry', '../registry.csv', '--out', '../other', '--jobs', '3'];
      await run(args, { cwd: join(cwd, 'elsewhere') });
      expect(tree(join(cwd, 'other'))).toEqual(before);
      rmSync(join(cwd, 'other'), { recursive: true });
    }
  });

  it('tells folders of the same name apart, or says that it cannot', async () => {
    const cwd = folder({ 'x/in/a.837': clean, 'y/in/a.837': flagged, 'z/a.837': clean });
    const two = await run(['check', 'x/in', 'z', '--registry', 'registry.csv', '--out', 'out'], { cwd });
    expect(two.code).toBe(0);
    expect(rows(cwd).map(({ file }) => file)).toEqual(['in/a.837', 'z/a.837']);
    const same = await run(['check', 'x/in', 'y/in', '--registry', 'registry.csv', '--out', 'o2'], { cwd });
    expect(same).toMatchObject({ code: 2 });
    expect(same.err).toContain('would both be called in/a.837 in the output');
  });

  it('goes on with the rest where a file cannot be read, and comes back to it', async () => {
    const cwd = folder(inputs);
    rmSync(join(cwd, 'in/a.837'));
    symlinkSync('/proc/self/mem', join(cwd, 'in/a.837')); // opens, and cannot be read
    const args = ['check', 'in/a.837', ...batch.slice(1)];
    const ran = await run(args, { cwd });
    expect(ran.code).toBe(2);
    expect(rows(cwd)).toHaveLength(4);
    expect(rows(cwd)[0]).toMatchObject({ file: 'a.837', status: 'unreadable', sha256: null });
    expect(rows(cwd)[0].error).toMatch(/^cannot read a\.837: /);
    rmSync(join(cwd, 'in/a.837'));
    writeFileSync(join(cwd, 'in/a.837'), clean);
    expect(kept(await run(args, { cwd }))).toBe('3');
    expect(rows(cwd)[0]).toMatchObject({ file: 'a.837', status: 'clean', sha256: sha256(clean) });
  });

  it.each([
    [
      ['check', 'in', '--registry', 'registry.csv', '--out', 'in/out'],
      'lies inside in, which is to be checked',
    ],
    [['check', 'in', '--registry', 'registry.csv', '--out', 'in'], 'lies inside in'],
    [['check', '.', '--registry', 'registry.csv', '--out', 'out'], 'lies inside .'],
    [['check', '-', '--registry', 'registry.csv', '--out', 'out'], 'not the standard input'],
    [['check', 'in', '--registry', 'registry.csv', '--fresh'], '--fresh needs --out DIR.'],
    [[...batch, '--format', 'csv'], 'leave out --format, or --out'],
    [[...batch, '--shard', '0/2'], '--shard needs I/N'],
    [[...batch, '--shard', '3/2'], '--shard needs I/N'],
    [[...batch, '--log', 'xml'], '--log cannot be "xml".'],
    [[...check, '--out', 'registry.csv'], 'cannot write registry.csv'],
    [[...check, '--out', 'registry.csv/out'], 'cannot write registry.csv/out'],
    [[...check, '--out', '/proc/out'], 'cannot write /proc/out'],
  ])('%j is refused', async (args, message) => {
    const cwd = folder(inputs);
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toContain('    at ');
  });
});

const kept = ({ err }: Ran) => /(\d+) files? done by an earlier run/.exec(err)?.[1] ?? '0';

describe.concurrent('a batch that is run again', () => {
  it('does nothing twice', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    const before = tree(join(cwd, 'out'));
    const again = await run(batch, { cwd });
    expect(again.code).toBe(1);
    expect(kept(again)).toBe('4');
    expect(tree(join(cwd, 'out'))).toEqual(before);
    expect(kept(await run([...batch, '--fresh'], { cwd }))).toBe('0');
    expect(tree(join(cwd, 'out'))).toEqual(before);
  });

  it('does what is new or changed, and takes away what is gone', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    writeFileSync(join(cwd, 'in/a.837'), clean);
    writeFileSync(join(cwd, 'in/new.837'), flagged);
    rmSync(join(cwd, 'in/b/warned.837'));
    const again = await run(batch, { cwd });
    expect(kept(again)).toBe('2');
    const fresh = folder({
      'in/a.837': clean,
      'in/new.837': flagged,
      'in/b/clean.837': clean,
      'in/c broken.837': broken,
      'in/readme.txt': 'no claims',
    });
    await run(batch, { cwd: fresh });
    expect(tree(join(cwd, 'out'))).toEqual(tree(join(fresh, 'out')));
  });

  it('does all again with another registry, policy or way to show claims, and what was damaged', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    for (const flags of [['--match'], ['--hide-claim-ids'], ['--payer', 'KYMEDICAID']]) {
      expect(kept(await run([...batch, ...flags], { cwd }))).toBe('0');
    }
    await run(batch, { cwd });
    appendFileSync(join(cwd, 'registry.csv'), '1558598797,7100000009,64,207Q00000X\n');
    expect(kept(await run(batch, { cwd }))).toBe('0');
    const whole = tree(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out/a.837.findings.ndjson'), 'half');
    expect(kept(await run(batch, { cwd }))).toBe('3');
    expect(tree(join(cwd, 'out'))).toEqual(whole);
  });

  it('goes on from what an earlier version wrote, in which skipped files are not counted', async () => {
    const cwd = folder(inputs);
    await run([...batch, '--shard', '1/1'], { cwd });
    const without = (path: string) => {
      const old = readFileSync(join(cwd, path), 'utf8').replaceAll(/"skipped":\d+,/g, '');
      writeFileSync(join(cwd, path), old);
      return old;
    };
    const [, old] = ['out/files.ndjson', 'out/summary.json'].map(without);
    expect(old).not.toContain('skipped');
    await run(['merge', 'out', '--out', 'merged'], { cwd });
    expect(summary(cwd, 'merged')).toMatchObject({ files: 4, skipped: 0, claims: 6 });
    expect(kept(await run(batch, { cwd }))).toBe('4');
    expect(summary(cwd)).toMatchObject({ files: 4, skipped: 1, claims: 6 });
  });

  it('goes on from a journal whose last line is torn', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    const whole = tree(join(cwd, 'out'));
    const { settings } = summary(cwd);
    const lines = rows(cwd).map((row) => JSON.stringify({ settings, ...row }));
    for (const torn of ['', '{', lines[3]!.slice(0, 200), 'null\n', '{"settings":1}\n\0\0\0']) {
      rmSync(join(cwd, 'out/files.ndjson'), { force: true });
      rmSync(join(cwd, 'out/summary.json'), { force: true });
      writeFileSync(join(cwd, 'out/journal.ndjson'), `${lines.slice(0, 2).join('\n')}\n${torn}`);
      expect(kept(await run(batch, { cwd }))).toBe('2');
      expect(tree(join(cwd, 'out'))).toEqual(whole);
    }
  });

  it('ends with the bytes of an uninterrupted run, however often it is killed', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [
        `in/${n % 7}/${n}.837`,
        n % 11 === 0 ? broken : x12([`PCN${n}`], n % 3 === 0 ? { prv: '207Q00000X' } : {}),
      ]),
    );
    const cwd = folder({ ...many, 'in/large.837': x12(Array.from({ length: 10_000 }, (_, n) => `L${n}`)) });
    await run([...check, '--out', 'whole'], { cwd });
    const whole = tree(join(cwd, 'whole'));
    let killed = 0;
    // The first are killed before they do anything, the last come to their end on a machine of any speed.
    for (let delay = 100; ; delay *= 1.25) {
      const child = start([...batch, '--jobs', String(1 + (killed % 2))], { cwd });
      const timer = setTimeout(() => child.kill('SIGKILL'), delay);
      await once(child, 'close');
      clearTimeout(timer);
      if (child.signalCode !== 'SIGKILL') break;
      killed++;
    }
    expect(killed).toBeGreaterThan(3);
    expect(tree(join(cwd, 'out'))).toEqual(whole);
    expect(readdirSync(join(cwd, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('stopped by a signal, says so by its exit code and can go on', async () => {
    const cwd = folder({
      'in/large.837': x12(Array.from({ length: 60_000 }, (_, n) => `L${n}`)),
      'in/a.837': clean,
    });
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const child = start(batch, { cwd });
      while (!existsSync(join(cwd, 'out/.tmp'))) await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill(signal);
      await once(child, 'close');
      expect(child.exitCode).toBe(code);
      expect(readdirSync(join(cwd, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
    }
    expect((await run(batch, { cwd })).code).toBe(1);
    expect(rows(cwd)).toHaveLength(2);
  });

  it('leaves what others have put beside its own', async () => {
    const cwd = folder({ ...inputs, 'out/.tmp/mine.txt': 'mine', 'out/notes.tmp': 'mine' });
    expect((await run([...batch, '--fresh'], { cwd })).code).toBe(1);
    expect(readFileSync(join(cwd, 'out/.tmp/mine.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(join(cwd, 'out/notes.tmp'), 'utf8')).toBe('mine');
  });

  it.each([
    ['with --fresh', ['--fresh']],
    ['with other settings', ['--require', 'always']],
    ['with neither', []],
  ])('takes the findings of inputs that are gone away, %s', async (_, flags) => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    rmSync(join(cwd, 'in/b/warned.837'));
    await run([...batch, ...flags], { cwd });
    const alone = folder({ 'in/a.837': flagged, 'in/b/clean.837': clean, 'in/c broken.837': broken });
    writeFileSync(join(alone, 'in/readme.txt'), 'no claims');
    await run([...batch, ...flags], { cwd: alone });
    expect(tree(join(cwd, 'out'))).toEqual(tree(join(alone, 'out')));
  });

  it('does a file again whose findings were changed on disk, at the same length too', async () => {
    const cwd = folder(inputs);
    await run(batch, { cwd });
    const whole = tree(join(cwd, 'out'));
    const path = join(cwd, 'out/a.837.findings.ndjson');
    writeFileSync(path, whole['a.837.findings.ndjson']!.replace('PCN1', 'PCN9'));
    const again = await run(batch, { cwd });
    expect(again.err).toContain('3 files done by an earlier run, and kept');
    expect(tree(join(cwd, 'out'))).toEqual(whole);
  });

  it('refuses a folder in which something else has the name of its results', async () => {
    const cwd = folder({ ...inputs, 'out/files.ndjson': '{"my":"list"}\n' });
    const ran = await run(batch, { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('files.ndjson is damaged, or not of prvcheck');
    expect(readFileSync(join(cwd, 'out/files.ndjson'), 'utf8')).toBe('{"my":"list"}\n');
  });

  it.skipIf(process.platform === 'win32')(
    'does not write through a link in the place of its journal',
    async () => {
      const cwd = folder({ ...inputs, 'out/x': '' });
      symlinkSync('../registry.csv', join(cwd, 'out/journal.ndjson'));
      const ran = await run(batch, { cwd });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('cannot write out/journal.ndjson: it is no plain file.');
      expect(readFileSync(join(cwd, 'registry.csv'), 'utf8')).toBe(registryCsv);
    },
  );
});

describe.concurrent('shards', () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [
      [`in/${n % 4}/${n}.837`, x12([`PCN${n}`], n % 2 === 0 ? { prv: '207Q00000X' } : {})],
      [`in/${n % 4}/${n}.txt`, 'notes'],
    ]).flat(),
  );

  it('merged equal one run, byte for byte', async () => {
    const cwd = folder(many);
    await run(batch, { cwd });
    expect(summary(cwd)).toMatchObject({ files: 30, skipped: 30 });
    for (const count of [1, 3, 40]) {
      const outs = Array.from({ length: count }, (_, i) => `s${count}-${i + 1}`);
      await Promise.all(
        outs.map((out, i) => runProcess([...check, '--out', out, '--shard', `${i + 1}/${count}`], { cwd })),
      );
      const merged = await run(['merge', ...outs.reverse(), '--out', `all${count}`], { cwd });
      expect(merged).toMatchObject({ code: 0, out: '' });
      expect(tree(join(cwd, `all${count}`))).toEqual(tree(join(cwd, 'out')));
    }
  });

  it('are merged only as they were written', async () => {
    const cwd = folder(many);
    await run([...check, '--out', 's1', '--shard', '1/1'], { cwd });
    const path = join(cwd, 's1/1/1.837.findings.ndjson');
    writeFileSync(path, readFileSync(path, 'utf8').replace('PCN1', 'PCN2'));
    const changed = await run(['merge', 's1', '--out', 'all'], { cwd });
    expect(changed.code).toBe(2);
    const file = join('s1', '1/1.837.findings.ndjson');
    expect(changed.err).toContain(`${file} is not as its run has written it, or gone`);
    rmSync(path);
    expect((await run(['merge', 's1', '--out', 'all'], { cwd })).err).toContain(`${file} is not as its run`);
    expect(existsSync(join(cwd, 'all/files.ndjson'))).toBe(false);
  });

  it('are never overwritten by a merge', async () => {
    const cwd = folder(many);
    await run([...check, '--out', 'all/s1', '--shard', '1/1'], { cwd });
    const before = tree(join(cwd, 'all'));
    for (const out of ['all/s1', 'all/s1/../s1', 'all/s1/below']) {
      const ran = await run(['merge', 'all/s1', '--out', out], { cwd });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain(`${out} is or lies in all/s1, which is to be merged`);
    }
    // Findings of all/s1/0 would be written into the shard all/s1 if that were called 0.
    renameSync(join(cwd, 'all/s1'), join(cwd, 'all/0'));
    const ran = await run(['merge', 'all/0', '--out', 'all'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('would be written into all/0, which is to be merged');
    renameSync(join(cwd, 'all/0'), join(cwd, 'all/s1'));
    expect(tree(join(cwd, 'all'))).toEqual(before);
    expect((await run(['merge', 'all/s1', '--out', 'all'], { cwd })).code).toBe(0);
  });

  it('of a version that counted no undecided claims are merged too', async () => {
    const cwd = folder({ 'in/a.837': flagged, 'in/b.837': warned });
    for (const i of [1, 2]) {
      await run([...check, '--out', `s${i}`, '--shard', `${i}/2`], { cwd });
      const path = join(cwd, `s${i}/files.ndjson`);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/"undecided":\d,/g, ''));
    }
    expect(await run(['merge', 's1', 's2', '--out', 'all'], { cwd })).toMatchObject({ code: 0 });
    expect(summary(cwd, 'all')).toMatchObject({ claims: 3, flagged: 2, undecided: 0 });
  });

  it('are read from Kubernetes and Slurm', async () => {
    const cwd = folder(many);
    await run([...batch, '--shard', '2/3'], { cwd });
    const environments = [
      { JOB_COMPLETION_INDEX: '1', JOB_COMPLETIONS: '3' },
      { SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_COUNT: '3', SLURM_ARRAY_TASK_MIN: '1' },
      {
        SLURM_ARRAY_TASK_ID: '14',
        SLURM_ARRAY_TASK_COUNT: '3',
        SLURM_ARRAY_TASK_MIN: '10',
        SLURM_ARRAY_TASK_STEP: '4',
      },
    ];
    for (const [n, env] of environments.entries()) {
      const ran = await run([...check, '--out', `o${n}`], { cwd, env });
      expect(ran.err).toContain('note: shard 2 of 3:');
      expect(tree(join(cwd, `o${n}`))).toEqual(tree(join(cwd, 'out')));
    }
    const ran = await run([...check, '--out', 'o9'], {
      cwd,
      env: { SLURM_ARRAY_TASK_ID: '3', SLURM_ARRAY_TASK_COUNT: '3' },
    });
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.err).toContain('SLURM_ARRAY_TASK_ID and its count make no part of the work (4 of 3)');
  });

  it('are refused where they are not the parts of one run', async () => {
    const cwd = folder(many);
    for (const i of [1, 2]) await run([...check, '--out', `s${i}`, '--shard', `${i}/2`], { cwd });
    await run([...check, '--out', 'match', '--shard', '2/2', '--match'], { cwd });
    await run(batch, { cwd });
    for (const [args, message] of [
      [['s1'], 'shard 2 of 2 is missing'],
      [['s1', 's1', 's2'], 's1 and s1 are both shard 1 of 2'],
      [['s1', 'match'], 's1 and match were made with different registries, settings or versions'],
      [['s1', 'out'], 'out is no shard of the run that s1 is of'],
      [['s1', 'in'], 'in holds no finished run'],
      [[], 'Nothing to merge'],
    ] as const) {
      const ran = await run(['merge', ...args, '--out', 'all'], { cwd });
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain(message);
      expect(existsSync(join(cwd, 'all/summary.json'))).toBe(false);
    }
    expect((await run(['merge', 's1', 's2'], { cwd })).err).toContain('Say where to put the merged output.');
  });
});

describe.concurrent('what machines are told', () => {
  it('is one JSON object a line on stderr with --log json', async () => {
    const cwd = folder(inputs);
    const { err } = await run([...batch, '--log', 'json'], { cwd });
    const lines = records(err);
    expect(lines.at(-1)).toMatchObject({
      level: 'info',
      message: expect.stringMatching(/^wrote out: 4 files, .*, 1 other file skipped, /),
    });
    for (const { time } of lines) expect(new Date(time).toISOString()).toBe(time);
    const failed = await run([...check, 'nope', '--out', 'o2', '--log', 'json'], { cwd });
    expect(failed.code).toBe(2);
    expect(records(failed.err)[0]).toMatchObject({
      level: 'error',
      message: 'cannot read nope: it does not exist.',
    });
  });

  it('is in the Prometheus text format with --metrics, without names of files, payers or claims', async () => {
    const cwd = folder(inputs);
    await run([...batch, '--metrics', 'm.prom'], { cwd });
    const text = readFileSync(join(cwd, 'm.prom'), 'utf8');
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) prvcheck_[a-z_]+ .+|prvcheck_[a-z_]+(\{rule="[a-z0-9-]+"\})? [\d.]+)$/,
      );
    }
    expect(text).toContain('prvcheck_files_total 4\n');
    expect(text).toContain('prvcheck_files_skipped 1\n');
    expect(text).toContain('prvcheck_claims_flagged_total 4\n');
    expect(text).toContain('prvcheck_claims_undecided_total 1\n');
    expect(text).toContain('prvcheck_findings_total{rule="taxonomy-missing"} 4\n');
    expect(text).toContain('prvcheck_run_done 1\n');
    expect(text).not.toMatch(/PCN|837|KYMEDICAID/);
    expect(readdirSync(cwd).sort()).toEqual(['in', 'm.prom', 'out', 'registry.csv']);
  });
});
