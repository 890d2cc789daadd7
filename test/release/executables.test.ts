import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { main } from '../cli/run';
import { skipping } from '../skipping';
import { executablePath, installed, results } from '../web/browser';
import { folder, linux, openedUrl, type Program, release, run, start, windows } from './programs';

const fixtures = resolve(import.meta.dirname, '../../fixtures');
const page = readFileSync(resolve(import.meta.dirname, '../../dist/web/prvcheck.html'), 'utf8');
const command: Pick<Program, 'command' | 'env'> = { command: [process.execPath, main], env: {} };
const formats = ['text', 'json', 'ndjson', 'csv', 'html', 'sarif', 'junit', '277ca', '999', 'ta1'];

const unbuilt = existsSync(linux.command[0]!) ? '' : ' (SKIPPED: run npm run executables)';
const noWine = unbuilt || (installed('wine') === undefined ? skipping('wine', 'the Windows executable') : '');

describe.each([
  ['Linux', unbuilt, () => linux],
  ['Windows', noWine, windows],
])('the executable for %s%s', (_, skipped, make) => {
  const test = it.skipIf(skipped !== '');
  const program = skipped === '' ? make() : linux;

  test.each(['rules', 'demo', 'guides', 'look-alikes'])(
    'writes of %s what the command writes',
    async (name) => {
      const results = [];
      for (const each of [command, program]) {
        const cwd = folder();
        cpSync(fixtures, cwd, { recursive: true });
        const outputs = formats.flatMap((format) => ['--format', `${format}:out.${format}`]);
        const settings = [
          '--registry',
          'rules/registry.csv',
          '--ack-date',
          '2026-03-02T10:11',
          '--exit-zero',
        ];
        expect((await run(each, ['check', `${name}/`, ...settings, ...outputs], cwd)).code).toBe(0);
        results.push(formats.map((format) => readFileSync(join(cwd, `out.${format}`), 'utf8')));
      }
      for (const [i, format] of formats.entries())
        expect(results[1]![i] === results[0]![i], format).toBe(true);
    },
  );

  test('checks a batch with threads, as the command does', async () => {
    const results = [];
    for (const each of [command, program]) {
      const cwd = folder();
      cpSync(join(fixtures, 'demo'), join(cwd, 'demo'), { recursive: true });
      const { code, err } = await run(
        each,
        ['check', 'demo', '--registry', 'demo/registry.csv', '--out', 'out'],
        cwd,
      );
      expect(err).toMatch(/wrote out/);
      expect(code).toBe(1);
      const files = readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' }).sort();
      results.push(
        files
          .filter((file) => /\.(nd)?json$/.test(file))
          .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(cwd, 'out', file), 'utf8')]),
      );
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[0]!.length).toBeGreaterThan(3);
  });

  test('opens the page when it is started with nothing', async () => {
    const { child, err } = start(program, [], folder());
    const url = await openedUrl();
    expect(await (await fetch(new URL('prvcheck.html', url))).text()).toBe(page);
    expect(await (await fetch(url)).text()).toContain('<iframe src="/');
    expect(err()).toMatch(/close this window/);
    child.kill('SIGKILL');
  });

  test('reads the claims of a folder whose name has a blank', async () => {
    const { name, place } = program.claims;
    cpSync(join(fixtures, 'demo'), place, { recursive: true });
    const registry = join(name, 'registry.csv');
    const { code, out } = await run(program, ['check', name, '--registry', registry], folder());
    expect(code).toBe(1);
    expect(out).toContain('29 claims. 12 claims will be rejected');
    expect(out).toContain(name);
  });

  it.skipIf(skipped !== '' || executablePath === undefined)(
    'shows made-up claims on that page, and ends when it is closed',
    async () => {
      const { child } = start(program, [], folder());
      const ended = once(child, 'exit');
      const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
      const page = await browser.newPage();
      await page.goto(await openedUrl());
      await page.getByRole('button', { name: 'Try it with made-up claims' }).click();
      await results(page);
      expect(await page.locator('#headline').innerText()).toMatch(/12 of 2\d claims/);
      await page.close();
      expect((await ended)[0]).toBe(0);
      await browser.close();
    },
  );

  test('opens the page with files that are dropped on it', async () => {
    const { child } = start(program, [join(fixtures, 'demo')], folder());
    const given = /id="given">(.*)<\/script>/.exec(await (await fetch(await openedUrl())).text())![1]!;
    expect(JSON.parse(given)).toContainEqual({
      name: 'demo/registry.csv',
      isInFolder: true,
      base64: readFileSync(join(fixtures, 'demo/registry.csv'), 'base64'),
    });
    child.kill('SIGKILL');
  });

  test('has no queue, and says where one is', async () => {
    const { code, err } = await run(program, ['queue', 'status'], folder());
    expect([code, err]).toEqual([2, expect.stringMatching(/npm install prvcheck bullmq ioredis/)]);
  });
});

describe('the executable for Windows', () => {
  it.skipIf(unbuilt !== '')('says what it is, and that it is not signed by those who signed Node', () => {
    const bytes = readFileSync(join(release, 'prvcheck-win-x64.exe'));
    const words = (text: string) => bytes.includes(Buffer.from(text, 'utf16le'));
    expect(words('prvcheck: which claims will bounce')).toBe(true);
    expect(words('Node.js JavaScript Runtime')).toBe(false);
    // Entry 4 of the data directories in the header of a 64-bit program.
    const certificates = bytes.readUInt32LE(0x3c) + 24 + 112 + 4 * 8;
    expect([bytes.readUInt32LE(certificates), bytes.readUInt32LE(certificates + 4)]).toEqual([0, 0]);
  });
});
