import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobId } from '../../src/batch/queue/job';
import { skipping } from '../skipping';
import { files } from './kinds';
import { clean, flagged, folder, main, type Ran, records, run, runProcess, start, warned, x12 } from './run';

/** A Redis server of this file alone, which can be stopped and started again. */
class Server {
  port = 0;
  private child: ChildProcess | null = null;

  constructor(private readonly folder: string) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.port ||= await freePort();
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    this.child = spawn('redis-server', [...args, '--appendonly', 'yes', '--appendfsync', 'always'], {
      stdio: 'ignore',
    });
    await this.ask((redis) => redis.ping());
  }

  async stop(): Promise<void> {
    if (this.child === null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'close');
    this.child = null;
  }

  loseData(): void {
    for (const name of readdirSync(this.folder)) rmSync(join(this.folder, name), { recursive: true });
  }

  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.url, { retryStrategy: () => 20, maxRetriesPerRequest: 500 });
    redis.on('error', () => {});
    try {
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Every file below a folder, with its content. */
function tree(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(root, file)).isFile())
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
}

/** So many small files, one in five flagged and one in fifty broken. */
function many(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const text = x12([`PCN${n}`], n % 5 === 0 ? {} : { prv: '207Q00000X' });
      return [`in/${n % 7}/${n}.837`, n % 50 === 7 ? text.slice(0, -20) : text];
    }),
  );
}

const none = { PATH: process.env.PATH ?? '' };
const checked = ({ err }: Ran) => Number(/([\d,]+) files? checked here/.exec(err)?.[1] ?? '-1');
const standards = ['in', '--registry', 'registry.csv'];

const isThere = hasRedis();
describe.skipIf(!isThere)(
  `prvcheck queue${isThere ? '' : skipping('redis-server', 'prvcheck queue')}`,
  () => {
    const server = new Server(folder());
    beforeAll(async () => {
      server.loseData();
      await server.start();
    });
    afterAll(() => server.stop());
    afterEach(() => server.ask((redis) => redis.flushall()));

    const shared = (cwd: string) => ['--redis', server.url, '--out', join(cwd, 'out')];
    const submit = (cwd: string, ...more: string[]) =>
      runProcess(['queue', 'submit', ...standards, ...shared(cwd), ...more], { cwd });
    const workArgs = (cwd: string) => ['queue', 'work', ...standards, ...shared(cwd), '--dead-after', '3'];
    const work = (cwd: string, ...more: string[]) => runProcess([...workArgs(cwd), ...more], { cwd });
    const merge = (cwd: string) => runProcess(['queue', 'merge', ...shared(cwd)], { cwd });
    const status = async (cwd: string) => {
      const ran = await runProcess(['queue', 'status', '--redis', server.url, '--format', 'json'], { cwd });
      return JSON.parse(ran.out).queues;
    };

    /** What one machine alone writes. */
    async function alone(cwd: string): Promise<Record<string, string>> {
      await runProcess(['check', ...standards, '--out', 'alone'], { cwd });
      return tree(join(cwd, 'alone'));
    }

    /** Waits until so many files are done by the workers. */
    async function done(cwd: string, count: number): Promise<void> {
      const rows = () =>
        readdirSync(join(cwd, 'out/.queue/done'), { recursive: true, encoding: 'utf8' }).filter((name) =>
          name.endsWith('.json'),
        ).length;
      while (rows() < count) await new Promise((resolve) => setTimeout(resolve, 5));
    }

    it('says that the server has no such database, and asks no other one', async () => {
      const cwd = folder(many(2));
      const url = `${server.url}/4711`;
      const ran = await runProcess(['queue', 'submit', ...standards, '--redis', url, '--out', 'out'], {
        cwd,
      });
      expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('it has no database 4711.') });
      expect(await server.ask((redis) => redis.dbsize())).toBe(0);
      const other = ['--redis', `${server.url}/3`, '--out', 'out'];
      expect((await runProcess(['queue', 'submit', ...standards, ...other], { cwd })).code).toBe(0);
      expect(await status(cwd)).toEqual([]);
      const shown = await runProcess(['queue', 'status', '--redis', `${server.url}/3`], { cwd });
      expect(shown.out).toContain('2 waiting');
    });

    it('takes a password that has to be escaped in a URL', async () => {
      const [user, password] = ['us/er', 'p%a#s?s@w:d'];
      await server.ask((redis) =>
        redis.call('ACL', 'SETUSER', user, 'on', `>${password}`, '~*', '&*', '+@all'),
      );
      const url = server.url.replace('//', `//${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);
      const env = { PRVCHECK_REDIS_URL: url };
      expect(await runProcess(['queue', 'status'], { cwd: folder(), env })).toMatchObject({
        code: 0,
        out: '',
      });
      const wrong = { PRVCHECK_REDIS_URL: url.replace('@', 'x@') };
      const refused = await runProcess(['queue', 'status'], { cwd: folder(), env: wrong });
      expect(refused).toMatchObject({
        code: 2,
        err: expect.stringContaining('it does not take this password'),
      });
      await server.ask((redis) => redis.call('ACL', 'DELUSER', user));
    });

    it('shows no name of a key as it is', async () => {
      const name = '\x1b[2J\nno run\u202e';
      await server.ask(async (redis) => {
        await redis.hset(`prvcheck:${name}:meta`, 'version', '1');
        await redis.hset('prvcheck::meta', 'version', '1');
      });
      const shown = await runProcess(['queue', 'status', '--redis', server.url], { cwd: folder() });
      expect(shown).toMatchObject({
        code: 0,
        out: '<1B>[2J<0A>no run<202E>: 0 waiting, 0 active, 0 done, 0 failed\n',
      });
    });

    it('queues a file of another size as other work, also where its bytes cannot be hashed', () => {
      const file = { name: 'a.837', sha256: null };
      expect(jobId('settings', { ...file, size: 1 })).not.toBe(jobId('settings', { ...file, size: 2 }));
    });

    it('does 500 files by three workers, one of them killed, as one machine does them alone', async () => {
      const cwd = folder(many(500));
      const submitted = await submit(cwd);
      expect(submitted).toMatchObject({ code: 0, out: '' });
      expect(submitted.err).toMatch(/note: 500 files added to the queue [0-9a-f-]+\n/);
      const again = await submit(cwd);
      expect(again.err).toMatch(/note: 0 files added to the queue [0-9a-f-]+, 500 in it already\n/);
      expect(await status(cwd)).toMatchObject([{ waiting: 500, active: 0, done: 0, failed: 0 }]);

      const early = await merge(cwd);
      expect(early).toMatchObject({ code: 2, out: '' });
      expect(early.err).toContain('500 files still in the queue');

      const victim = start([...workArgs(cwd), '--jobs', '2'], { cwd });
      await done(cwd, 20);
      const others = [work(cwd, '--jobs', '2'), work(cwd)];
      await done(cwd, 40);
      victim.kill('SIGKILL');
      await once(victim, 'close');
      const [one, two] = await Promise.all(others);
      expect(one).toMatchObject({ code: 0, out: '' });
      expect(two).toMatchObject({ code: 0, out: '' });
      expect(checked(one!)).toBeGreaterThan(0);
      expect(checked(two!)).toBeGreaterThan(0);
      expect(await status(cwd)).toMatchObject([{ waiting: 0, active: 0, done: 500, failed: 0 }]);

      const merged = await merge(cwd);
      expect(merged).toMatchObject({ code: 1, out: '' });
      expect(tree(join(cwd, 'out'))).toEqual(await alone(cwd));
      expect(await server.ask((redis) => redis.keys('*'))).toEqual([]);
    });

    it('does inputs of every kind at once as one machine does them alone', async () => {
      const cwd = folder(files);
      await submit(cwd);
      expect(checked(await work(cwd, '--jobs', '2'))).toBe(7);
      await merge(cwd);
      expect(tree(join(cwd, 'out'))).toEqual(await alone(cwd));
    });

    it('counts undecided claims, and fails by them where it is asked to', async () => {
      const cwd = folder({ 'in/a.837': clean, 'in/b.837': warned });
      await submit(cwd);
      await work(cwd);
      const merged = await runProcess(['queue', 'merge', ...shared(cwd), '--fail-on', 'undecided'], { cwd });
      expect(merged.code).toBe(1);
      expect(merged.err).toContain('2 files, 1 undecided, 0 of 2 claims at risk: $0.00; 1 undecided\n');
      expect(tree(join(cwd, 'out'))).toEqual(await alone(cwd));
      await submit(cwd);
      expect((await merge(cwd)).code).toBe(0);
    });

    it('does nothing twice: what is done, what an earlier run did, and nothing but what has changed', async () => {
      const cwd = folder({ ...many(20), 'in/notes.txt': 'notes' });
      expect((await submit(cwd)).err).toMatch(/note: 20 files added .*, 1 other file skipped\n/);
      expect(checked(await work(cwd))).toBe(20);
      writeFileSync(join(cwd, 'in/more.txt'), 'notes');
      expect((await submit(cwd)).err).toMatch(/note: 0 files added to the queue .*, 2 other files skipped\n/);
      expect(checked(await work(cwd))).toBe(0);
      await merge(cwd);
      writeFileSync(join(cwd, 'in/0/0.837'), clean);
      writeFileSync(join(cwd, 'in/new.837'), flagged);
      rmSync(join(cwd, 'in/1/1.837'));
      const ran = await submit(cwd);
      expect(ran.err).toMatch(
        /note: 2 files added to the queue [0-9a-f-]+, 18 done, 2 other files skipped\n/,
      );
      expect(checked(await work(cwd))).toBe(2);
      await merge(cwd);
      expect(tree(join(cwd, 'out'))).toEqual(await alone(cwd));
    });

    it('goes on when Redis restarts with its data, and redoes only what is not done when it lost them', async () => {
      const cwd = folder(many(60));
      await submit(cwd);
      const worker = work(cwd, '--jobs', '1');
      await done(cwd, 20);
      await server.stop();
      await server.start();
      const ran = await worker;
      expect(ran.code).toBe(0);
      expect(ran.err).toContain(`lost Redis at 127.0.0.1:${server.port}`);
      expect(await status(cwd)).toMatchObject([{ waiting: 0, done: 60 }]);

      const other = folder(many(60));
      await submit(other);
      const cut = work(other, '--jobs', '1');
      await done(other, 20);
      await server.stop();
      server.loseData();
      await server.start();
      const forgot = await cut;
      expect(forgot.code).toBe(2);
      expect(forgot.err).toMatch(/the queue is empty, but \d+ files not done: Redis may have lost its data/);
      const left = Number(/but (\d+) files not done/.exec(forgot.err)![1]);
      expect(left).toBeLessThan(41);
      expect((await merge(other)).err).toMatch(/neither done nor in the queue/);
      const again = await submit(other);
      expect(again.err).toContain(`note: ${left} files added`);
      expect(again.err).toContain(`${60 - left} done`);
      expect(checked(await work(other))).toBe(left);
      await merge(other);
      expect(tree(join(other, 'out'))).toEqual(await alone(other));
    });

    it('gives up a file that ends its worker three times, and does the others', async () => {
      const cwd = folder(many(12));
      // Stands for a fault that no program survives, such as memory that runs out.
      writeFileSync(
        join(cwd, 'poison.mjs'),
        `import fs from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       const { openSync } = fs;
       let armed = false;
       fs.openSync = (path, ...more) => {
         if (String(path).includes('.queue') && String(path).includes('tmp')) armed = true;
         if (armed && String(path).endsWith('3.837')) process.kill(process.pid, 'SIGKILL');
         return openSync(path, ...more);
       };
       syncBuiltinESMExports();`,
      );
      writeFileSync(join(cwd, 'in/3/3.837'), flagged);
      await submit(cwd);
      const env = {
        NODE_OPTIONS: `--import ${JSON.stringify(join(cwd, 'poison.mjs')).replaceAll(' ', '\\ ')}`,
      };
      const ends: (number | null)[] = [];
      for (let n = 0; n < 4; n++)
        ends.push((await runProcess([...workArgs(cwd), '--jobs', '1'], { cwd, env })).code);
      expect(ends).toEqual([null, null, null, 2]);
      expect(readdirSync(join(cwd, 'out/.queue/tmp'))).toEqual([]); // what they were writing when they ended
      const [{ failed, done: good }] = await status(cwd);
      expect([failed, good]).toEqual([1, 11]);
      const merged = await merge(cwd);
      expect(merged.code).toBe(2);
      const reason = '3/3.837 was given up: each of 3 tries failed or ended its worker.';
      expect(merged.err).toContain(reason);
      const rows = records(readFileSync(join(cwd, 'out/files.ndjson'), 'utf8'));
      const whole = records((await alone(cwd))['files.ndjson']!);
      expect(rows.filter(({ error }) => error !== null)).toMatchObject([
        { file: '3/3.837', status: 'broken', sha256: null, error: reason, claims: 0 },
      ]);
      expect(rows.filter(({ error }) => error === null)).toEqual(
        whole.filter(({ file }) => file !== '3/3.837'),
      );
      expect(Object.keys(rows[0])).toEqual(Object.keys(whole[0]));
      // Somebody has seen to it.
      await submit(cwd);
      expect(checked(await work(cwd))).toBe(1);
      await merge(cwd);
      expect(tree(join(cwd, 'out'))).toEqual(tree(join(cwd, 'alone')));
    });

    it('says so where a file has changed or gone since it was submitted', async () => {
      const cwd = folder(many(3));
      await submit(cwd);
      const text = readFileSync(join(cwd, 'in/1/1.837'), 'utf8');
      writeFileSync(join(cwd, 'in/gone.837'), flagged);
      await submit(cwd);
      rmSync(join(cwd, 'in/gone.837'));
      await submit(cwd); // the run is what was submitted last
      writeFileSync(join(cwd, 'in/1/1.837'), text.replace('PCN1', 'PCNX'));
      rmSync(join(cwd, 'in/2/2.837'));
      const worker = await work(cwd);
      expect(worker.code).toBe(2);
      expect(worker.err).toContain('1/1.837 has changed since it was submitted. Submit again.');
      expect(worker.err).not.toContain('gone.837');
      expect(worker.err).toContain('cannot read 2/2.837: it does not exist.');
      expect((await submit(cwd)).err).toMatch(/1 file added to the queue [0-9a-f-]+, 1 done/);
      expect((await work(cwd)).code).toBe(0);
      expect((await merge(cwd)).code).toBe(1);
      expect(tree(join(cwd, 'out'))).toEqual(await alone(cwd));
    });

    it('tells Redis no claim data', async () => {
      const cwd = folder(many(30));
      writeFileSync(join(cwd, 'in/3/3.837'), flagged);
      await submit(cwd);
      const before = await dump();
      await work(cwd);
      const text = before + (await dump());
      expect(text).toContain('3/3.837');
      // Claim, payer, billing provider, patient, registry.
      expect(flagged).toMatch(/PCN1/);
      expect(text).not.toMatch(/PCN\d|KYMEDICAID|KENTUCKY|RIVER|CLINIC|1234567893|71000000|207Q|NM1|150\.25/);
      expect(namesIn(flagged).length).toBeGreaterThan(2);
      for (const name of namesIn(flagged)) expect(text).not.toContain(name);

      async function dump(): Promise<string> {
        return server.ask(async (redis) => {
          let text = '';
          for (const key of await redis.keys('*')) {
            const type = await redis.type(key);
            const value =
              type === 'hash'
                ? await redis.hgetall(key)
                : type === 'string'
                  ? await redis.get(key)
                  : type === 'list'
                    ? await redis.lrange(key, 0, -1)
                    : type === 'set'
                      ? await redis.smembers(key)
                      : type === 'zset'
                        ? await redis.zrange(key, '0', '-1')
                        : type === 'stream'
                          ? await redis.xrange(key, '-', '+')
                          : expect.unreachable(type);
            text += `${key} ${JSON.stringify(value)}\n`;
          }
          return text;
        });
      }
    });

    it('refuses workers that would find something else', async () => {
      const cwd = folder({ ...many(3), 'other/a.837': clean });
      expect((await work(cwd)).err).toContain('no run is under way in');
      await submit(cwd);
      const match = await work(cwd, '--match');
      expect(match.code).toBe(2);
      expect(match.err).toContain('was submitted with another registry, other settings or another version');
      expect((await submit(cwd, '--match')).err).toContain('holds an unfinished run with another registry');
      const args = ['queue', 'work', 'other', '--registry', 'registry.csv', ...shared(cwd)];
      const strange = await runProcess(args, { cwd });
      expect(strange.code).toBe(2);
      expect(strange.err).toContain(
        'other holds none of the files that were submitted, the first of which is 0/0.837',
      );
      expect(await status(cwd)).toMatchObject([{ waiting: 3 }]);
    });

    it('finds the files below another root, and stays for more until the run is merged', async () => {
      const cwd = folder(many(3));
      cpSync(join(cwd, 'in'), join(cwd, 'mnt/in'), { recursive: true });
      await submit(cwd);
      const args = ['queue', 'work', 'mnt/in', '--registry', 'registry.csv', ...shared(cwd), '--wait'];
      const worker = runProcess(args, { cwd });
      await done(cwd, 3);
      for (const root of ['in', 'mnt/in']) writeFileSync(join(cwd, root, 'new.837'), flagged);
      await submit(cwd);
      await done(cwd, 4);
      while ((await merge(cwd)).code === 2);
      expect(await worker).toMatchObject({ code: 0 });
      expect(tree(join(cwd, 'out'))).toEqual(await alone(cwd));
    });
  },
);

function namesIn(text: string): string[] {
  return [...text.matchAll(/NM1\*\w+\*\d\*([^*~]+)\*?([^*~]*)/g)]
    .flatMap(([, last, first]) => [last!, first!])
    .filter((name) => name.length > 3);
}

describe.concurrent('prvcheck queue without a server', () => {
  const cwd = folder({ 'in/a.837': clean });
  const args = ['queue', 'submit', ...standards, '--out', 'out'];

  it('says in plain words that nobody answers, and keeps the password', async () => {
    const port = await freePort();
    const url = `redis://user:s3cret@127.0.0.1:${port}`;
    for (const ran of [
      await run([...args, '--redis', url], { cwd }),
      await run(['queue', 'status', '--redis', url], { cwd }),
    ]) {
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toBe(
        `prvcheck: cannot use Redis at 127.0.0.1:${port}: nobody answers there. Does it run?\n`,
      );
    }
  });

  it('takes the URL from a file, the environment or the config file, in this order', async () => {
    const config = JSON.stringify({ registry: 'registry.csv', redis: 'redis://:s3cret@127.0.0.1:3' });
    const files = { 'in/a.837': clean, url: 'redis://:s3cret@127.0.0.1:1\n', 'c.json': config };
    const cwd = folder({ ...files, odd: 'redis://:s3cret@127.0.0.1/x', 'odd.json': '{"redis":6379}' });
    const env = { PRVCHECK_REDIS_URL: 'redis://:s3cret@127.0.0.1:2' };
    const words = async (args: readonly string[], env: Record<string, string> = {}) => {
      const { code, err } = await run(['queue', ...args], { cwd, env });
      expect(code).toBe(2);
      expect(err).not.toContain('s3cret');
      return err;
    };
    const submit = ['submit', 'in', '--out', 'out', '--config', 'c.json'];
    for (const args of [['status', '--config', 'c.json'], submit]) {
      expect(await words([...args, '--redis-file', 'url'], env)).toContain('Redis at 127.0.0.1:1:');
      expect(await words(args, env)).toContain('Redis at 127.0.0.1:2:');
      expect(await words(args)).toContain('Redis at 127.0.0.1:3:');
    }
    expect(await words(['status', '--redis-file', 'odd'])).toContain(
      'odd names a database that is no number',
    );
    expect(await words(['status'], { PRVCHECK_REDIS_URL: 'x' })).toContain('PRVCHECK_REDIS_URL needs redis:');
    expect(await words(['status', '--config', 'odd.json'])).toContain('"redis" must be a text');
    const check = await run(['check', 'in', '--config', 'c.json'], { cwd });
    expect(check.code).toBe(0);
  });

  it.each([
    [args, 'Say which Redis server to use: --redis redis://HOST:PORT'],
    [
      [...args, '--redis', 'http://user:s3cret@host'],
      '--redis needs redis://HOST:PORT, or rediss:// for TLS.',
    ],
    [[...args, '--redis', 'redis://:s3cret@h:99999'], '--redis names a port above 65535.'],
    [[...args, '--redis', 'redis://:s3cret@h:0'], '--redis names port 0'],
    [[...args, '--redis', 'redis://:s3cret@h:port'], '--redis needs redis://HOST:PORT'],
    [[...args, '--redis', 'redis://:s3cret@h/zero'], '--redis names a database that is no number'],
    [[...args, '--redis', 'redis://:s3cret@h/1/2'], '--redis names a database that is no number'],
    [[...args, '--redis', 'redis://:s3cret@h?db=1'], '--redis has something behind the database'],
    [[...args, '--redis', 'redis://:s3cret%zz@h'], '--redis has a % that is not followed by two'],
    [[...args, '--redis', 'redis://h', '--redis-file', 'f'], 'Give only one of --redis and --redis-file.'],
    [[...args, '--redis-file', 'none'], 'cannot read none: it does not exist.'],
    [['queue', 'submit', ...standards, '--redis', 'redis://h'], 'Say where the output goes: --out DIR'],
    [['queue', 'submit', 'in', '--redis', 'redis://h', '--out', 'out'], 'No provider registry given'],
    [['queue', 'submit'], 'Nothing to check'],
    [['queue', 'work', ...standards, '--redis', 'redis://h', '--out', 'in/out'], 'lies inside in'],
    [
      ['queue', 'work', ...standards, '--redis', 'redis://h', '--out', 'out', '--dead-after', '0'],
      '--dead-after needs',
    ],
    [['queue', 'merge', 'in', '--redis', 'redis://h', '--out', 'out'], 'cannot use "in"'],
    [['queue', 'status', '--redis', 'redis://h', '--format', 'xml'], '--format cannot be "xml"'],
    [['queue', 'stats'], 'Unknown command "queue stats". Did you mean status?'],
    [['queue'], 'Say what to do with the queue.'],
  ])('%j is refused', async (args, message) => {
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toMatch(/s3cret| {4}at /);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('says which packages it needs where they are missing; all else works without them', async () => {
    const lonely = join(cwd, 'lonely');
    mkdirSync(lonely);
    cpSync(dirname(main), join(lonely, 'cli'), { recursive: true });
    writeFileSync(join(lonely, 'package.json'), '{"type":"module"}');
    const ran = async (args: readonly string[]) => {
      const child = spawn(process.execPath, [join(lonely, 'cli/main.js'), ...args], { cwd, env: none });
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (text) => {
        err += text;
      });
      const [code] = await once(child, 'close');
      return { code, err };
    };
    expect(await ran([...args, '--redis', 'redis://127.0.0.1:1'])).toEqual({
      code: 2,
      err: 'prvcheck: the queue needs the packages bullmq and ioredis: npm install bullmq ioredis, beside prvcheck.\n',
    });
    expect((await ran(['check', ...standards])).code).toBe(0);
  });
});
