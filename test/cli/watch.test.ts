import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { clean, flagged, folder, main, records, registryCsv, run, start, warned, x12 } from './run';
import { tar } from './tar';
import { zip } from './zip';

const watch = ['watch', 'in', '--out', 'out', '--registry', 'registry.csv'];
const settleSoon = ['--interval', '0.05', '--settle', '0.3'];
/** Only what a marker or a rename tells of is taken. */
const settleNever = ['--interval', '0.05', '--settle', '9999'];
const cutOff = flagged.slice(0, -20);

/** Files with a marker beside each. */
function marked(files: Record<string, string | Uint8Array>): Record<string, string | Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, content]) => [
      [`in/${name}`, content],
      [`in/${name}.done`, ''],
    ]),
  );
}

function drop(cwd: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(marked(files))) writeFileSync(join(cwd, name), content);
}

interface Watcher {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  err(): string;
}

function startWatch(cwd: string, flags: readonly string[]): Watcher {
  const child = start([...watch, ...flags], { cwd });
  onTestFinished(() => void child.kill('SIGKILL'));
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  return { child, ended: once(child, 'close').then(([code]) => code), err: () => err };
}

/** As long as the test may last. */
const until = (holds: () => boolean) => vi.waitUntil(holds, { interval: 5, timeout: 300_000 });

function names(cwd: string, path: string): string[] {
  return existsSync(join(cwd, path)) ? readdirSync(join(cwd, path)).sort() : [];
}

/** Every file below the watched folder. */
function lying(cwd: string, root = 'in'): string[] {
  return readdirSync(join(cwd, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(cwd, root, file)).isFile())
    .sort();
}

function rows(cwd: string) {
  return names(cwd, 'out')
    .filter((name) => name.endsWith('.row.json'))
    .map((name) => JSON.parse(readFileSync(join(cwd, 'out', name), 'utf8')));
}

function inHand(cwd: string): string[] {
  return names(cwd, 'in/.prvcheck').flatMap((id) =>
    names(cwd, `in/.prvcheck/${id}`).filter((name) => name[0] !== '.'),
  );
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Takes a second or more. */
const large = x12(Array.from({ length: 120_000 }, (_, n) => `PCN${n}`));

describe('watch', () => {
  it('does each kind of file, moves it, and says so', async () => {
    const cwd = folder(
      marked({
        'a.837': flagged,
        'b b.837': clean,
        'cut.837': cutOff,
        'garbage.bin': new Uint8Array([0, 255, 7, 8]),
        'empty.837': '',
        'p.837.gz': gzipSync(flagged),
        'z.zip': zip([
          { name: 'x.837', data: clean },
          { name: 'y.837', data: flagged },
        ]),
        'bad.zip': 'PK\x03\x04 no archive',
        't.tar': tar([{ name: 'x.837', data: flagged }]),
      }),
    );
    mkdirSync(join(cwd, 'in/sub'));
    writeFileSync(join(cwd, 'in/sub/deep.837'), flagged);
    symlinkSync(join(cwd, 'registry.csv'), join(cwd, 'in/link.837'));
    const ran = await run([...watch, '--once'], { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(lying(cwd)).toEqual([
      'broken/bad.zip',
      'broken/cut.837',
      'broken/empty.837',
      'broken/garbage.bin',
      'broken/t.tar',
      'done/b b.837',
      'flagged/a.837',
      'flagged/p.837.gz',
      'flagged/z.zip',
      'link.837',
      'sub/deep.837',
    ]);
    expect(rows(cwd).map(({ file, status, movedTo }) => `${file} ${status} ${movedTo}`)).toEqual([
      'a.837 flagged flagged/a.837',
      'b b.837 clean done/b b.837',
      'bad.zip unreadable broken/bad.zip',
      'cut.837 broken broken/cut.837',
      'empty.837 broken broken/empty.837',
      'garbage.bin broken broken/garbage.bin',
      'p.837.gz flagged flagged/p.837.gz',
      't.tar unreadable broken/t.tar',
      'z.zip flagged flagged/z.zip',
    ]);
    expect(ran.err).toContain('note: a.837: flagged, 2 of 2 claims at risk: $300.50\n');
    expect(ran.err).toContain('note: b b.837: clean, 0 of 1 claim at risk: $0.00\n');
    expect(ran.err).toMatch(/^prvcheck: bad\.zip is damaged: /m);
    expect(ran.err).toMatch(/^prvcheck: t\.tar is a tar archive: unpack it first\.$/m);
    expect(ran.err).not.toContain('.prvcheck');
  });

  it('gives each file the ndjson of a check of it alone, and a row of a batch', async () => {
    const cwd = folder({ ...marked({ 'a.837': flagged }), 'a.837': flagged });
    expect((await run([...watch, '--once'], { cwd })).code).toBe(1);
    const alone = await run(['check', 'a.837', '--registry', 'registry.csv', '--format', 'ndjson'], { cwd });
    expect(readFileSync(join(cwd, 'out/a.837.findings.ndjson'), 'utf8')).toBe(alone.out);
    await run(['check', 'a.837', '--registry', 'registry.csv', '--out', 'batch'], { cwd });
    const [row] = records(readFileSync(join(cwd, 'batch/files.ndjson'), 'utf8'));
    expect(rows(cwd)).toEqual([{ ...row, movedTo: 'flagged/a.837' }]);
  });

  it('writes for its owner alone, and leaves nothing of its own behind', async () => {
    const cwd = folder(marked({ 'a.837': flagged }));
    await run([...watch, '--once'], { cwd });
    expect(names(cwd, 'in')).toEqual(['broken', 'done', 'flagged']);
    expect(names(cwd, 'out')).toEqual(['a.837.findings.ndjson', 'a.837.row.json']);
    for (const name of ['.', ...names(cwd, 'out')]) {
      expect(statSync(join(cwd, 'out', name)).mode & 0o077).toBe(0);
    }
  });

  it('files under broken what has no claim, and claims outside of any interchange', async () => {
    const lines = flagged.split('\n');
    const cwd = folder(
      marked({
        'empty.837': '',
        'prose.txt': 'Dear Sirs,\n',
        'ta1.837': `${lines[0]}\nTA1*000000001*260112*1200*A*000~\nIEA*0*000000001~\n`,
        'no header.837': lines.slice(3).join('\n'),
        'second without.837': [...lines, ...lines.slice(3)].join('\n'),
        'z.zip': zip([{ name: 'readme.txt', data: 'hello' }]),
        'good.837': clean,
      }),
    );
    const ran = await run([...watch, '--once'], { cwd });
    expect(names(cwd, 'in/broken')).toEqual(
      ['empty.837', 'no header.837', 'prose.txt', 'second without.837', 'ta1.837', 'z.zip'].sort(),
    );
    expect(names(cwd, 'in/done')).toEqual(['good.837']);
    expect(ran.err).toContain('note: ta1.837: no claim found, so it is in broken\n');
    expect(ran.code).toBe(2); // the archive
  });

  it('puts the findings of the files of an archive one after another', async () => {
    const cwd = folder(
      marked({
        'z.zip': zip([
          { name: 'x.837', data: clean },
          { name: 'y.837', data: flagged },
          { name: 'readme.txt', data: 'hello' },
        ]),
      }),
    );
    const ran = await run([...watch, '--once'], { cwd });
    expect(ran.err).toContain('note: z.zip: flagged, 1 other file skipped, 2 of 3 claims at risk: $300.50\n');
    const found = records(readFileSync(join(cwd, 'out/z.zip.findings.ndjson'), 'utf8'));
    expect(found.map(({ type, file }) => `${type} ${file ?? ''}`.trim())).toEqual([
      'summary',
      'finding z.zip!/y.837',
      'finding z.zip!/y.837',
      'summary',
    ]);
    expect(rows(cwd)[0]).toMatchObject({
      skipped: 1,
      claims: 3,
      flagged: 2,
      sha256: sha256(readFileSync(join(cwd, 'in/flagged/z.zip'))),
      outputBytes: statSync(join(cwd, 'out/z.zip.findings.ndjson')).size,
    });
  });

  it('moves files below --done, and hides claim IDs where it is asked to', async () => {
    const cwd = folder(marked({ 'a.837': flagged }));
    await run([...watch, '--once', '--done', 'kept/here', '--hide-claim-ids'], { cwd });
    expect(lying(cwd)).toEqual([]);
    expect(lying(cwd, 'kept/here')).toEqual(['flagged/a.837']);
    expect(readFileSync(join(cwd, 'out/a.837.findings.ndjson'), 'utf8')).not.toContain('PCN1');
  });

  it('says of undecided claims that they are, and fails by them where the config file says so', async () => {
    const config = JSON.stringify({ registry: '../registry.csv', 'fail-on': 'undecided' });
    const cwd = folder({
      ...marked({
        'u.837': warned,
        'z.zip': zip([
          { name: 'x.837', data: clean },
          { name: 'y.837', data: warned },
        ]),
      }),
      'c/c.json': config,
    });
    const args = ['watch', 'in', '--out', 'out', '--once', '--config', 'c/c.json'];
    const ran = await run(args, { cwd });
    expect(ran.code).toBe(1);
    expect(rows(cwd).map(({ status, undecided, movedTo }) => [status, undecided, movedTo])).toEqual([
      ['undecided', 1, 'done/u.837'],
      ['undecided', 1, 'done/z.zip'],
    ]);
    expect(ran.err).toContain('note: u.837: undecided, 0 of 1 claim at risk: $0.00; 1 undecided\n');
    drop(cwd, { 'c.837': clean });
    expect((await run(args, { cwd })).code).toBe(0);
  });

  it('takes its settings from the config file, and leaves those of reports', async () => {
    const config = {
      registry: '../registry.csv',
      out: '../out',
      format: 'csv',
      'fail-on': 'warning',
      payer: 'NOBODY',
    };
    const cwd = folder({ ...marked({ 'a.837': flagged }), 'c/c.json': JSON.stringify(config) });
    const ran = await run(['watch', 'in', '--once', '--config', 'c/c.json'], { cwd });
    expect(ran.code).toBe(0);
    expect(rows(cwd)[0]).toMatchObject({ status: 'unchecked', outOfScope: 2, movedTo: 'done/a.837' });
    expect(ran.err).toContain('a.837: unchecked, 0 of 2 claims at risk: $0.00; 2 out of scope\n');
  });
});

describe('a file is taken', () => {
  it('when it is still and ends in IEA, and not before', async () => {
    const cwd = folder({
      'in/whole.837': flagged,
      'in/cut.837': cutOff,
      'in/wrapped.837': `${flagged}\r\n\x1a`,
    });
    const ran = await run([...watch, ...settleSoon, '--once'], { cwd });
    expect(ran.code).toBe(1);
    expect(lying(cwd)).toEqual(['cut.837', 'flagged/whole.837', 'flagged/wrapped.837']);
  });

  it('when it was still for very long, whatever its end', async () => {
    const cwd = folder({ 'in/cut.837': cutOff, 'in/notes.txt': 'no claims' });
    for (const name of ['cut.837', 'notes.txt']) utimesSync(join(cwd, 'in', name), 1e9, 1e9);
    expect((await run([...watch, ...settleSoon, '--once'], { cwd })).code).toBe(1);
    expect(lying(cwd)).toEqual(['broken/cut.837', 'broken/notes.txt']);
  });

  it('only once it stops growing', async () => {
    const cwd = folder({ 'in/slow.837': '' });
    const watcher = startWatch(cwd, ['--interval', '0.05', '--settle', '10']);
    const parts = Array.from({ length: 8 }, (_, n) => x12([`PCN${n}`]));
    for (const part of parts) {
      appendFileSync(join(cwd, 'in/slow.837'), part); // ends in IEA each time
      await sleep(100);
    }
    await until(() => rows(cwd).length === 1);
    expect(rows(cwd)[0]).toMatchObject({ interchanges: 8, sha256: sha256(parts.join('')) });
    watcher.child.kill('SIGINT');
    expect(await watcher.ended).toBe(130);
  });

  it('at once when a marker lies beside it, and the marker goes', async () => {
    const cwd = folder(marked({ 'cut.837': cutOff }));
    writeFileSync(join(cwd, 'in/other.done'), '');
    await run([...watch, ...settleNever, '--once'], { cwd });
    expect(lying(cwd)).toEqual(['broken/cut.837', 'other.done']);
  });

  it('at once when it was renamed from a temporary name, which is never taken', async () => {
    const temporary = ['a.837.part', 'b.837.filepart', 'c.tmp', '.d.837.x1y2', 'e.837.PARTIAL'];
    const cwd = folder(Object.fromEntries(temporary.map((name) => [`in/${name}`, cutOff])));
    const watcher = startWatch(cwd, settleNever);
    // Once this one is done, the watcher has seen the others.
    drop(cwd, { 'first.837': clean });
    await until(() => rows(cwd).length === 1);
    for (const [n, name] of temporary.slice(0, 4).entries()) {
      renameSync(join(cwd, 'in', name), join(cwd, 'in', `${n}.837`));
    }
    writeFileSync(join(cwd, 'in/fresh.837'), flagged);
    await until(() => rows(cwd).length === 5);
    await sleep(300);
    watcher.child.kill();
    expect(await watcher.ended).toBe(143);
    const done = [0, 1, 2, 3].map((n) => `broken/${n}.837`);
    expect(lying(cwd)).toEqual([...done, 'done/first.837', 'e.837.PARTIAL', 'fresh.837']);
  });
});

describe.skipIf(process.platform === 'win32')('what others have put into its folders', () => {
  const fifo = (path: string) => execFileSync('mkfifo', [path]);

  it('is never followed or opened: links and pipes among the files of watchers that are gone', async () => {
    const cwd = folder({ ...marked({ 'a.837': flagged }), 'victim/v.837': clean });
    mkdirSync(join(cwd, 'in/.prvcheck/gone-1-00c0ffee'), { recursive: true });
    fifo(join(cwd, 'in/.prvcheck/gone-1-00c0ffee/pipe.837'));
    fifo(join(cwd, 'in/.prvcheck/gone-1-00c0ffee/.heartbeat'));
    symlinkSync('../../../victim/v.837', join(cwd, 'in/.prvcheck/gone-1-00c0ffee/link.837'));
    symlinkSync('../../victim', join(cwd, 'in/.prvcheck/gone-1-00c0ffff'));
    const old = new Date(Date.now() - 3_600_000);
    for (const name of ['gone-1-00c0ffee/.heartbeat', 'gone-1-00c0ffee'])
      utimesSync(join(cwd, 'in/.prvcheck', name), old, old);
    const ran = await run([...watch, '--once'], { cwd });
    expect(ran.code).toBe(1);
    expect(names(cwd, 'in/flagged')).toEqual(['a.837']);
    expect(names(cwd, 'in/done')).toEqual([]);
    expect(names(cwd, 'victim')).toEqual(['v.837']);
  });

  it('has its names no more: pipes, links and folders where files go', async () => {
    const given = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.837`, flagged]));
    const cwd = folder({ ...marked(given), 'victim.json': '{}', 'in/flagged/x': '', 'out/x': '' });
    fifo(join(cwd, 'out/a.837.row.json'));
    fifo(join(cwd, 'in/flagged/b.837'));
    symlinkSync('../victim.json', join(cwd, 'out/c.837.row.json'));
    mkdirSync(join(cwd, 'out/d.837.findings.ndjson'));
    const ran = await run([...watch, '--once'], { cwd });
    expect(ran.code).toBe(1);
    const mark = sha256(flagged).slice(0, 8);
    const kept = ['a', 'b', 'c', 'd'].map((name) => `${name}.${mark}.837`);
    expect(names(cwd, 'in/flagged')).toEqual([...kept, 'b.837', 'x'].sort());
    expect(readFileSync(join(cwd, 'victim.json'), 'utf8')).toBe('{}');
  });

  it.each([
    ['a shelf', 'in/flagged', 'victim'],
    ['its folder in the input', 'in/.prvcheck', '../victim'],
    ['its folder in the output', 'out/.prvcheck', '../victim'],
  ])('is told where it is a link in the place of %s', async (_, path, to) => {
    const cwd = folder({ ...marked({ 'a.837': flagged }), 'victim/v.837': clean, 'out/x': '' });
    symlinkSync(to === 'victim' ? '../victim' : to, join(cwd, path));
    const ran = await run([...watch, '--once'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(
      `${path} is to be a folder of prvcheck's own, and is a link or a file. Remove it.`,
    );
    expect(names(cwd, 'victim')).toEqual(['v.837']);
    expect(readFileSync(join(cwd, 'in/a.837'), 'utf8')).toBe(flagged);
  });

  it('is told where its name is not UTF-8, and stays', async () => {
    const cwd = folder(marked({ 'a.837': clean }));
    const name = Buffer.concat([
      Buffer.from(`${join(cwd, 'in')}/cl`),
      Buffer.of(0xe4),
      Buffer.from('ims.837'),
    ]);
    writeFileSync(name, flagged);
    const ran = await run([...watch, ...settleSoon, '--once'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.err.match(/cannot take in\/cl\\xe4ims\.837: its name is not UTF-8/g)).toHaveLength(1);
    expect(names(cwd, 'in/done')).toEqual(['a.837']);
    expect(readFileSync(name, 'utf8')).toBe(flagged);
  });
});

describe('a name that was there before', () => {
  it('is told apart by content, and the same content replaces itself', async () => {
    const cwd = folder(marked({ 'a.837': flagged, plain: clean }));
    await run([...watch, '--once'], { cwd });
    const mark = sha256(clean).slice(0, 8);
    drop(cwd, { 'a.837': clean, plain: clean });
    const ran = await run([...watch, '--once'], { cwd });
    expect(ran.err).toContain(`note: a.837: clean, kept as a.${mark}.837, 0 of 1 claim at risk`);
    const all = [`done/a.${mark}.837`, 'done/plain', 'flagged/a.837'];
    expect(lying(cwd)).toEqual(all);
    const before = Object.fromEntries(
      lying(cwd, 'out').map((name) => [name, readFileSync(join(cwd, 'out', name), 'utf8')]),
    );
    expect(Object.keys(before)).toContain(`a.${mark}.837.findings.ndjson`);
    expect(rows(cwd).map(({ file, output }) => `${file} ${output}`)).toEqual([
      `a.837 a.${mark}.837.findings.ndjson`,
      'a.837 a.837.findings.ndjson',
      'plain plain.findings.ndjson',
    ]);
    drop(cwd, { 'a.837': clean });
    await run([...watch, '--once'], { cwd });
    drop(cwd, { 'a.837': flagged });
    await run([...watch, '--once'], { cwd });
    expect(lying(cwd)).toEqual(all);
    for (const [name, text] of Object.entries(before)) {
      expect(readFileSync(join(cwd, 'out', name), 'utf8')).toBe(text);
    }
  });

  it('does not overwrite a file that somebody else put there', async () => {
    const cwd = folder({ ...marked({ 'a.837': flagged }), 'in/flagged/a.837': 'mine' });
    await run([...watch, '--once'], { cwd });
    expect(lying(cwd)).toEqual([`flagged/a.${sha256(flagged).slice(0, 8)}.837`, 'flagged/a.837']);
    expect(readFileSync(join(cwd, 'in/flagged/a.837'), 'utf8')).toBe('mine');
  });
});

describe('several watchers', () => {
  it('do each of many slowly written files once', async () => {
    const cwd = folder({ 'in/0.837': '' });
    const soon = ['--interval', '0.05', '--settle', '0.5'];
    const watchers = [startWatch(cwd, soon), startWatch(cwd, soon)];
    const texts = Array.from({ length: 40 }, (_, n) =>
      x12([`PCN${n}`, `X${n}`], n % 2 ? {} : { prv: '207Q00000X' }),
    );
    for (let part = 0; part < 3; part++) {
      for (const [n, text] of texts.entries()) {
        const third = Math.ceil(text.length / 3);
        appendFileSync(join(cwd, `in/${n}.837`), text.slice(part * third, (part + 1) * third));
        await sleep(3);
      }
    }
    await until(() => names(cwd, 'in/done').length + names(cwd, 'in/flagged').length === 40);
    await sleep(300);
    for (const { child } of watchers) child.kill();
    for (const { ended } of watchers) expect(await ended).toBe(143);
    expect(lying(cwd)).toHaveLength(40);
    const told = watchers.flatMap(({ err }) => [...err().matchAll(/^note: (\d+)\.837: (flagged|clean),/gm)]);
    expect(told.map(([, n]) => Number(n)).sort((a, b) => a - b)).toEqual(texts.map((_, n) => n));
    expect(lying(cwd, 'out')).toHaveLength(80);
    for (const { file, sha256: hash } of rows(cwd))
      expect(hash).toBe(sha256(texts[Number.parseInt(file, 10)]!));
    for (const { err } of watchers) expect(err()).not.toContain('prvcheck: ');
  });

  it('lose nothing when one is killed: another does what it had in hand', async () => {
    const cwd = folder(marked({ 'large.837': large, 'z.837': flagged }));
    const killed = startWatch(cwd, settleNever);
    await until(() => inHand(cwd).includes('large.837'));
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(inHand(cwd)).toEqual(['large.837']);
    expect(names(cwd, 'out').filter((name) => name[0] !== '.')).toEqual([]);
    const ran = await run([...watch, '--once'], { cwd });
    expect(ran.code).toBe(1);
    expect(lying(cwd)).toEqual(['flagged/large.837', 'flagged/z.837']);
    expect(names(cwd, 'in')).toEqual(['broken', 'done', 'flagged']);
    expect(names(cwd, 'out')).toHaveLength(4);
    expect(rows(cwd)[0]).toMatchObject({ claims: 120_000, sha256: sha256(large) });
  });

  it('leave one of another machine alone while its heart beats', async () => {
    const cwd = folder({
      ...marked({ 'a.837': clean }),
      'in/.prvcheck/far-7-00c0ffee/a.837': flagged,
      'in/.prvcheck/far-7-00c0ffee/.heartbeat': '',
    });
    await run([...watch, ...settleSoon, '--once'], { cwd });
    // Another file of that name waits until the first is done.
    expect(lying(cwd)).toEqual([
      '.prvcheck/far-7-00c0ffee/.heartbeat',
      '.prvcheck/far-7-00c0ffee/a.837',
      'a.837',
      'a.837.done',
    ]);
    const longAgo = Date.now() / 1000 - 600;
    utimesSync(join(cwd, 'in/.prvcheck/far-7-00c0ffee/.heartbeat'), longAgo, longAgo);
    await run([...watch, ...settleSoon, '--once'], { cwd });
    expect(lying(cwd)).toEqual([`done/a.${sha256(clean).slice(0, 8)}.837`, 'flagged/a.837']);
    expect(existsSync(join(cwd, 'in/.prvcheck'))).toBe(false);
  });
});

const newNamespace = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const canUnshare = spawnSync('unshare', [...newNamespace, 'true']).status === 0;

it.skipIf(!canUnshare)('a watcher takes none for dead whose process it cannot see', async () => {
  const large = x12(Array.from({ length: 60_000 }, (_, n) => `L${n}`));
  const cwd = folder(marked({ 'large.837': large }));
  const first = startWatch(cwd, ['--once', ...settleNever]);
  await until(() =>
    readdirSync(join(cwd, 'in'), { recursive: true }).some((name) => /\.prvcheck.+large/.test(`${name}`)),
  );
  const other = spawnSync(
    'unshare',
    [...newNamespace, process.execPath, main, ...watch, '--once', ...settleNever],
    {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    },
  );
  expect(other.stderr).not.toContain('large.837');
  expect(await first.ended).toBe(1);
  expect(first.err()).toContain('large.837: flagged');
  expect(first.err()).not.toContain('taken it over');
});

describe('a watcher that is asked to end', () => {
  it('finishes what it has in hand, and begins nothing', async () => {
    const cwd = folder(marked({ 'large.837': large }));
    utimesSync(join(cwd, 'in/large.837'), 1e9, 1e9); // the oldest is first
    drop(cwd, { 'z.837': flagged });
    const watcher = startWatch(cwd, settleNever);
    await until(() => inHand(cwd).includes('large.837'));
    watcher.child.kill('SIGTERM');
    expect(await watcher.ended).toBe(143);
    expect(lying(cwd)).toEqual(['flagged/large.837', 'z.837', 'z.837.done']);
    expect(names(cwd, 'in')).not.toContain('.prvcheck');
    expect(names(cwd, 'out')).toEqual(['large.837.findings.ndjson', 'large.837.row.json']);
    expect(watcher.err()).toContain('note: large.837: flagged, 120,000 of 120,000 claims at risk');
  });

  it('ends at once when asked twice, and the file is still not lost', async () => {
    const cwd = folder(marked({ 'large.837': large }));
    const watcher = startWatch(cwd, settleNever);
    await until(() => inHand(cwd).includes('large.837'));
    // Stopped meanwhile, so that it cannot finish between the signals; in which order they arrive is open.
    for (const signal of ['SIGSTOP', 'SIGTERM', 'SIGINT', 'SIGCONT'] as const) watcher.child.kill(signal);
    expect([130, 143]).toContain(await watcher.ended);
    expect(inHand(cwd)).toEqual(['large.837']);
    await run([...watch, '--once'], { cwd });
    expect(lying(cwd)).toEqual(['flagged/large.837']);
    expect(names(cwd, 'out')).toHaveLength(2);
  });

  it('ends while it waits', async () => {
    const cwd = folder({ 'in/cut.837': cutOff });
    const watcher = startWatch(cwd, ['--interval', '9999']);
    await until(() => watcher.err().includes('watching in'));
    watcher.child.kill('SIGINT');
    expect(await watcher.ended).toBe(130);
    expect(lying(cwd)).toEqual(['cut.837']);
  });
});

describe('while it watches', () => {
  it('a registry that changes is read again, and one that cannot be read is told', async () => {
    const cwd = folder({ 'in/.keep': '' });
    const registry = join(cwd, 'registry.csv');
    const watcher = startWatch(cwd, settleSoon);
    drop(cwd, { '1.837': flagged });
    await until(() => rows(cwd).length === 1);
    writeFileSync(registry, 'npi,medicaid_id\n');
    await until(() => watcher.err().includes('goes on to hold'));
    drop(cwd, { '2.837': flagged });
    await until(() => rows(cwd).length === 2);
    writeFileSync(registry, registryCsv.split('\n').slice(0, 2).join('\n'));
    await until(() => watcher.err().includes('note: registry.csv has changed and was read again'));
    drop(cwd, { '3.837': flagged });
    await until(() => rows(cwd).length === 3);
    watcher.child.kill();
    await watcher.ended;
    expect(rows(cwd).map(({ status }) => status)).toEqual(['flagged', 'flagged', 'clean']);
    expect(watcher.err().match(/goes on to hold/g)).toHaveLength(1);
  });

  it('an output folder that goes away is told once; what was in hand is done when it is back', async () => {
    const cwd = folder({ 'in/.keep': '' });
    const watcher = startWatch(cwd, settleNever);
    await until(() => watcher.err().includes('watching in'));
    renameSync(join(cwd, 'out'), join(cwd, 'away'));
    drop(cwd, { 'a.837': flagged });
    await until(() => watcher.err().includes('prvcheck: cannot write'));
    await sleep(300);
    renameSync(join(cwd, 'away'), join(cwd, 'out'));
    await until(() => rows(cwd).length === 1);
    watcher.child.kill();
    await watcher.ended;
    expect(watcher.err().match(/^prvcheck: .*$/gm)).toHaveLength(1);
    expect(lying(cwd)).toEqual(['.keep', 'flagged/a.837']);
  });
});

describe('refused with words at the start', () => {
  it.each([
    [['watch'], 'Say which folder to watch.'],
    [['watch', 'in'], 'Say where to put the findings.'],
    [['watch', 'in', '--out', 'out'], 'No provider registry given'],
    [['watch', 'in', 'more', '--out', 'out'], 'Only one folder can be watched, and "more" is another.'],
    [['watch', 'nope', '--out', 'out', '--registry', 'registry.csv'], 'cannot read nope: it does not exist.'],
    [['watch', 'registry.csv', '--out', 'out', '--registry', 'registry.csv'], 'registry.csv is a file.'],
    [['watch', 'in', '--out', 'in/out', '--registry', 'registry.csv'], '--out in/out lies inside in'],
    [['watch', 'in', '--out', 'registry.csv/o', '--registry', 'registry.csv'], 'cannot write registry.csv/o'],
    [
      ['watch', 'in/done', '--out', 'out', '--done', 'in', '--registry', 'registry.csv'],
      'they would arrive again',
    ],
    [[...watch, '--settle', 'soon'], '--settle needs a number of seconds, not "soon".'],
    [[...watch, '--interval', '0'], '--interval needs a number of seconds, not "0".'],
    [[...watch, '--sette', '1'], 'Did you mean --settle?'],
    [[...watch, '--log', 'xml'], '--log cannot be "xml".'],
  ])('%j', async (args, message) => {
    const cwd = folder({ 'in/a.837': flagged, 'in/done/x': '' });
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(lying(cwd)).toEqual(['a.837', 'done/x']);
    expect(names(cwd, 'in')).not.toContain('.prvcheck');
  });
});
