import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clean, flagged, folder, main, runProcess, start, x12 } from './run';

const check = ['check', 'in', '--registry', 'registry.csv', '--out', 'out'];

/** Enough to be killed at, or to be met by another run. */
const large = x12(Array.from({ length: 60_000 }, (_, n) => `L${n}`));
const inputs = { 'in/a.837': clean, 'in/b.837': flagged, 'in/large.837': large };

function held(cwd: string): string {
  return readFileSync(join(cwd, 'out/.lock'), 'utf8');
}

function hidden(cwd: string): string[] {
  return readdirSync(join(cwd, 'out')).filter((name) => name.startsWith('.'));
}

/** Waits until a run holds the output folder and has begun to write to it. */
async function untilAtWork(cwd: string): Promise<void> {
  const tmp = join(cwd, 'out/.tmp');
  while (!existsSync(tmp) || readdirSync(tmp).length === 0) await sleep(5);
}

const newNamespace = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const canUnshare = spawnSync('unshare', [...newNamespace, 'true']).status === 0;

/** A run that sees itself as process 1 of this host, as the one that takes its place in a container will. */
function startInNamespace(cwd: string): ChildProcess {
  const child = spawn('unshare', [...newNamespace, process.execPath, main, ...check], {
    cwd,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('an output folder', () => {
  it('is held by one run at a time, and by the next one when that was killed', async () => {
    const cwd = folder(inputs);
    const first = start(check, { cwd });
    await untilAtWork(cwd);
    first.kill('SIGSTOP'); // it is alive, however slow
    const refused = await runProcess(check, { cwd });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain(`another run (process ${first.pid} on ${hostname()}) writes to out`);
    first.kill('SIGKILL');
    await once(first, 'close');
    expect(held(cwd)).not.toBe('');
    expect((await runProcess(check, { cwd })).code).toBe(1);
    expect(hidden(cwd)).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['torn', '3f'],
    ['of a process that is known nowhere', 'x 1 somewhere\n'],
  ])('is not held by a lock that is %s', async (_, text) => {
    const cwd = folder({ 'in/a.837': clean });
    mkdirSync(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out/.lock'), text);
    expect(await runProcess(check, { cwd })).toMatchObject({ code: 0 });
    expect(hidden(cwd)).toEqual([]);
  });

  it('is not held by a run that was killed before it could write its name', async () => {
    const cwd = folder({
      'in/a.837': clean,
      'kill.mjs': `import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const { openSync } = fs;
        fs.openSync = (path, ...more) => {
          const descriptor = openSync(path, ...more);
          if (String(path).endsWith('.lock') && more[0] === 'wx') process.kill(process.pid, 'SIGKILL');
          return descriptor;
        };
        syncBuiltinESMExports();`,
    });
    const env = { NODE_OPTIONS: `--import ${JSON.stringify(join(cwd, 'kill.mjs')).replaceAll(' ', '\\ ')}` };
    expect((await runProcess(check, { cwd, env })).code).toBe(null);
    expect(held(cwd)).toBe('');
    expect(await runProcess(check, { cwd })).toMatchObject({ code: 0 });
    expect(hidden(cwd)).toEqual([]);
  });

  it('is not held by a run of another machine that has not shown itself for long', async () => {
    const cwd = folder({ 'in/a.837': clean });
    mkdirSync(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out/.lock'), 'ffffffffffff-1-1 far\n');
    const old = new Date(Date.now() - 3_600_000);
    utimesSync(join(cwd, 'out/.lock'), old, old);
    expect(await runProcess(check, { cwd })).toMatchObject({ code: 0 });
  });

  it.skipIf(!canUnshare)(
    'is held by a run in another PID namespace, and not when that was killed',
    async () => {
      const cwd = folder(inputs);
      const first = startInNamespace(cwd);
      await untilAtWork(cwd);
      expect(held(cwd)).toMatch(/^[0-9a-f]{12}-1-\d+ /);
      const refused = startInNamespace(cwd);
      const [code] = await once(refused, 'close');
      // The first may have ended while the other one waited for a sign of life.
      if (first.exitCode === null) expect(code).toBe(2);
      first.kill('SIGKILL');
      if (first.exitCode === null && first.signalCode === null) await once(first, 'close');
      rmSync(join(cwd, 'out'), { recursive: true });

      const killed = startInNamespace(cwd);
      await untilAtWork(cwd);
      killed.kill('SIGKILL');
      await once(killed, 'close');
      expect(held(cwd)).toMatch(/^[0-9a-f]{12}-1-\d+ /);
      const next = startInNamespace(cwd);
      let err = '';
      next.stderr!.setEncoding('utf8').on('data', (text) => {
        err += text;
      });
      const [ended] = await once(next, 'close');
      expect(err).toContain('waiting for a sign of life');
      expect(ended).toBe(1);
      expect(hidden(cwd)).toEqual([]);
      const alone = folder(inputs);
      await runProcess(check, { cwd: alone });
      for (const name of ['files.ndjson', 'summary.json', 'large.837.findings.ndjson'])
        expect(readFileSync(join(cwd, 'out', name), 'utf8')).toBe(
          readFileSync(join(alone, 'out', name), 'utf8'),
        );
    },
  );

  it('is held, and left, the same way for a merge', async () => {
    const cwd = folder({ 'in/a.837': clean, 'out/.lock': '' });
    await runProcess([...check.slice(0, -1), 'shard', '--shard', '1/1'], { cwd });
    expect(await runProcess(['merge', 'shard', '--out', 'out'], { cwd })).toMatchObject({ code: 0 });
    const holder = folder(inputs);
    const child = start(check, { cwd: holder });
    await untilAtWork(holder);
    child.kill('SIGSTOP');
    const refused = await runProcess(['merge', join(cwd, 'shard'), '--out', 'out'], { cwd: holder });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain(`another run (process ${child.pid} on ${hostname()}) writes to out`);
    child.kill('SIGKILL');
    await once(child, 'close');
    const merged = await runProcess(['merge', join(cwd, 'shard'), '--out', 'out'], { cwd: holder });
    expect(merged).toMatchObject({ code: 0 });
    expect(hidden(holder)).toEqual([]);
  });

  it('is given up by a run that another one took for dead', async () => {
    const cwd = folder(inputs);
    const child = start([...check, '--jobs', '1'], { cwd });
    let err = '';
    child.stderr!.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    await untilAtWork(cwd);
    writeFileSync(join(cwd, 'out/.lock'), 'ffffffffffff-1-1 far\n');
    const [code] = await once(child, 'close');
    expect(code).toBe(2);
    expect(err).toContain("is this run's no more");
    expect(held(cwd)).toBe('ffffffffffff-1-1 far\n');
    expect(existsSync(join(cwd, 'out/summary.json'))).toBe(false);
  });
});
