import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { start } from '../cli/run';
import { demo, download, executablePath, pageFile, results, skipped, useBrowser } from './browser';

/** Longer than the program waits for a page that is reloaded. */
const long = 12_000;
const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** What a double click starts. */
async function program(paths: readonly string[] = [], env: Record<string, string> = {}) {
  const child = start(['web', '--no-open', '--until-closed', ...paths], { cwd: demo, env });
  const ended = once(child, 'exit').then(([code]) => code);
  const [line] = await once(child.stdout!.setEncoding('utf8'), 'data');
  return { url: String(line).trim(), child, ended, isRunning: () => child.exitCode === null };
}

describe.skipIf(executablePath === undefined)(`prvcheck web --until-closed${skipped}`, () => {
  const chrome = useBrowser();

  it.concurrent('ends when the page is closed', async () => {
    const { url, ended } = await program();
    const page = await chrome.open(url);
    await page.close();
    expect(await ended).toBe(0);
  });

  it.concurrent('ends when the browser is', async () => {
    const { url, ended } = await program(['registry.csv', '.']);
    const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.goto(url);
    await results(page);
    await browser.close();
    expect(await ended).toBe(0);
  });

  it.concurrent('stays while the page is reloaded, or open in another tab', async () => {
    const { url, ended, isRunning } = await program();
    const [page, other] = [await chrome.open(url), await chrome.open(new URL(url).origin)];
    await page.reload();
    await page.getByText('Just looking?').waitFor();
    await page.close();
    await sleep(long);
    expect(isRunning()).toBe(true);
    await other.reload();
    await sleep(long);
    expect(isRunning()).toBe(true);
    await other.close();
    expect(await ended).toBe(0);
  });

  it.concurrent('stays while the browser goes back to the page', async () => {
    const { url, child, isRunning } = await program();
    const page = await chrome.open(url);
    await page.goto('about:blank');
    await page.goBack();
    await page.getByText('Just looking?').waitFor();
    await sleep(long);
    expect(isRunning()).toBe(true);
    await page.close();
    child.kill('SIGINT');
  });

  it('lets the page connect to nothing, and puts its frame into nothing that is saved', async () => {
    const { url, child } = await program(['registry.csv', '.']);
    const page = await chrome.open(url);
    await results(page);
    const report = await download(page, 'Save a report');
    expect(report).not.toMatch(/<iframe|frame-src/);
    const { origin } = new URL(url);
    const saved = await (await fetch(`${origin}/prvcheck.html`)).text();
    expect(saved === readFileSync(pageFile, 'utf8')).toBe(true);
    const served = await fetch(origin);
    const policy = served.headers.get('content-security-policy')!;
    expect(policy).toMatch(
      /^default-src 'none'; connect-src 'none'; .*; frame-src 'self'; frame-ancestors 'none'$/,
    );
    const quiet = await chrome.browser.newPage();
    await quiet.goto(origin);
    const tries = await quiet.evaluate(() =>
      Promise.all([fetch('/'), fetch('/prvcheck.html')].map((asked) => asked.then(String, () => 'refused'))),
    );
    expect(tries).toEqual(['refused', 'refused']);
    for (const each of [page, quiet]) await each.close();
    child.kill('SIGINT');
  });
});

describe('a page that the browser dropped from memory', { concurrent: true }, () => {
  /** A frame that says this and holds its connection for a while; nobody says that it is closed. */
  async function frame(...words: readonly string[]) {
    // Its minute passes in six seconds.
    const faster = 'const { now } = performance; performance.now = () => 10 * now.call(performance)';
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(faster)}` };
    const { url, child, ended, isRunning } = await program([], env);
    const [, path] = /<iframe src="([^"]*)" hidden>/.exec(await (await fetch(url)).text())!;
    const line = await fetch(new URL(`${path}open?1`, url));
    for (const word of words) await fetch(new URL(`${path}${word}?1`, url), { method: 'POST' });
    await sleep(7000);
    await line.body!.cancel();
    return { child, ended, isRunning };
  }

  it('counts as open if it was out of sight before', async () => {
    const { child, isRunning } = await frame('visible', 'hidden');
    await sleep(long);
    expect(isRunning()).toBe(true);
    child.kill('SIGINT');
  });

  it.each([[['visible']], [['visible', 'hidden', 'visible']], [['hidden', 'closed']]])(
    'otherwise it is closed: %j',
    async (words) => {
      expect(await (await frame(...words)).ended).toBe(0);
    },
  );
});
