import { once } from 'node:events';
import { readFileSync, truncateSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, registryCsv, run, start } from './run';

const page = readFileSync(resolve(import.meta.dirname, '../../dist/web/prvcheck.html'), 'utf8');

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

async function ask(
  url: string,
  options: { method?: string; path?: string; host?: string } = {},
): Promise<Answer> {
  const { method = 'GET', path = '/', host = new URL(url).host } = options;
  const asked = request(url, { method, path, headers: { host }, agent: false }).end();
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

/** Starts `prvcheck web` and waits for its address. */
async function serve(env: Record<string, string> = {}, args = ['--no-open']) {
  const child = start(['web', ...args], { cwd: folder(), env });
  let err = '';
  child.stderr!.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const [line] = await once(child.stdout!.setEncoding('utf8'), 'data');
  return { child, url: String(line).trim(), err: () => err };
}

describe('prvcheck web', () => {
  it('serves the page to this computer, and nothing else', async () => {
    const { child, url } = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const { status, headers, body } = await ask(url);
    expect([status, headers['content-type'], body === page]).toEqual([200, 'text/html; charset=utf-8', true]);
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)!;
    expect(policy).toMatch(
      /^default-src 'none'; connect-src 'none'; script-src 'sha256-[^']*' 'wasm-unsafe-eval';/,
    );
    expect(headers['content-security-policy']).toBe(`${policy}; frame-ancestors 'none'`);
    const head = await ask(url, { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
    const saved = await ask(url, { path: '/prvcheck.html' });
    expect([saved.body === page, saved.headers['content-disposition']]).toEqual([true, 'attachment']);
    for (const path of ['/../package.json', '//', '/?x', '/favicon.ico'])
      expect((await ask(url, { path })).status).toBe(404);
    for (const method of ['POST', 'PUT', 'OPTIONS']) expect((await ask(url, { method })).status).toBe(405);
    const { port } = new URL(url);
    expect((await ask(url, { host: `localhost:${port}` })).status).toBe(200);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', '127.0.0.1:1'])
      expect((await ask(url, { host })).status).toBe(421);
    child.kill('SIGINT');
    expect((await once(child, 'close'))[0]).toBe(130);
  });

  it('gives the files that it was started with once, at an address that cannot be guessed', async () => {
    const { child, url } = await serve({}, ['--no-open', 'registry.csv']);
    const { origin, pathname: path } = new URL(url);
    expect(path).toMatch(/^\/[0-9a-f-]{36}$/);
    const base64 = Buffer.from(registryCsv).toString('base64');
    const given = JSON.stringify([{ name: 'registry.csv', isInFolder: false, base64 }]);
    expect((await ask(origin, { method: 'HEAD', path })).status).toBe(200);
    expect((await ask(origin, { path })).body).toBe(
      page.replace('id="given">[]', () => `id="given">${given}`),
    );
    const again = await ask(origin, { path });
    expect([again.status, again.headers.location]).toEqual([302, '/']);
    expect((await ask(origin)).body).toBe(page);
    child.kill('SIGINT');
    await once(child, 'close');
  });

  it('refuses more than a browser could keep in memory', async () => {
    const cwd = folder({ 'a.837': '', 'b.837': '' });
    truncateSync(resolve(cwd, 'a.837'), 33 * 1024 * 1024);
    truncateSync(resolve(cwd, 'b.837'), 33 * 1024 * 1024);
    const { code, err } = await run(['web', '--no-open', cwd], { cwd });
    expect([code, err]).toEqual([2, expect.stringMatching(/more than 64 MB, and these are 67 MB/)]);
  });

  it('closes connections that ask for nothing, ask slowly or are done', async () => {
    const { child, url } = await serve();
    const { port } = new URL(url);
    const whole = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
    const closed = ['', 'GET / HT', whole, `${whole}\r\n`].map(async (said) => {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.on('error', () => {});
      socket.write(said);
      socket.resume();
      const drip = setInterval(() => said === whole && socket.write('X: y\r\n'), 2000);
      await once(socket, 'close');
      clearInterval(drip);
    });
    await Promise.all(closed);
    expect((await ask(url)).status).toBe(200);
    child.kill('SIGINT');
    await once(child, 'close');
  });

  it('listens at its usual port or, where that is taken, at a free one, on the loopback address alone', async () => {
    const [one, other] = await Promise.all([serve(), serve()]);
    expect(one.url).not.toBe(other.url);
    expect((await ask('http://127.0.0.1:8370/', { host: '127.0.0.1:8370' })).status).toBe(200);
    for (const { child } of [one, other]) {
      child.kill('SIGTERM');
      expect((await once(child, 'close'))[0]).toBe(143);
    }
  });

  it.skipIf(process.platform === 'win32' || process.platform === 'darwin')(
    'says so where no browser can be started',
    async () => {
      const { child, err } = await serve({ PATH: '' }, []);
      while (!err().includes('No browser')) await once(child.stderr!, 'data');
      expect(err()).toMatch(/open the address in yours/);
      child.kill('SIGINT');
      await once(child, 'close');
    },
  );

  it.each([
    [['web', 'claims.837'], 'cannot read claims.837: it does not exist'],
    [['web', '--port', '80'], 'Unknown option --port'],
  ])('%j is told what is wrong', async (args, words) => {
    const { code, err } = await run(args, { cwd: folder() });
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });
});
