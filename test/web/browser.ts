import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { start } from '../cli/run';
import { skipping } from '../skipping';

/** The page as the build makes it. */
export const pageFile = resolve(import.meta.dirname, '../../dist/web/prvcheck.html');
export const pageUrl = pathToFileURL(pageFile).href;

/** Where the page is, until it is closed. */
export interface PlacedPage {
  readonly url: string;
  close(): void;
}

export async function pageFromDisk(): Promise<PlacedPage> {
  return { url: pageUrl, close() {} };
}

/** The page as `prvcheck web` serves it. */
export async function pageFromCommand(...paths: readonly string[]): Promise<PlacedPage> {
  const served = start(['web', '--no-open', ...paths], { cwd: demo });
  const url = await new Promise<string>((done) =>
    served.stdout!.setEncoding('utf8').once('data', (text: string) => done(text.split('\n')[0]!)),
  );
  return { url, close: () => void served.kill('SIGINT') };
}

export const demo = resolve(import.meta.dirname, '../../fixtures/demo');

/** A browser of the machine: none is ever downloaded. */
export function installed(...names: readonly string[]): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

export const executablePath = installed(
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
);

export const skipped = executablePath === undefined ? skipping('chromium', 'the page') : '';

/** The browser of a test file; pages are closed with it. */
export function useBrowser() {
  let browser: Browser;
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      timeout: 300_000,
      args: ['--no-sandbox'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    // What a page complains of, a breach of its policy among it, fails the tests.
    expect(faults).toEqual([]);
  });
  return {
    get browser() {
      return browser;
    },
    async open(url = pageUrl, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
      const page = await browser.newPage({ viewport: { width: 1366, height: 900 }, ...options });
      page.setDefaultTimeout(300_000);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await page.goto(url);
      return page;
    },
    /** The most memory that any page's process held, in bytes. */
    async peakMemory(): Promise<number> {
      if (process.platform !== 'linux') return 0;
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      await session.detach();
      const peaks = processInfo
        .filter(({ type }) => type === 'renderer')
        .map(
          ({ id }) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))![1]) * 1024,
        );
      return Math.max(...peaks);
    },
  };
}

export interface DroppedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Drops real files and folders on the page, as a hand does. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await devtools.detach();
}

/** Drops files on the page that are in memory only: the page takes them otherwise than files from disk. */
export async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const given = files.map(({ name, content }) => [name, [...Buffer.from(content)]] as const);
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const [name, bytes] of given) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, given);
}

/** A demo file, under its own name. */
export async function demoFile(name: string): Promise<DroppedFile> {
  return { name, content: await readFile(join(demo, name)) };
}

export async function results(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save a report' }).waitFor();
}

/** Gives a list of enrollments by the file chooser. */
export async function giveRegistry(page: Page, path: string): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.getByText('It is kept until you close this page').waitFor();
}

/** Gives claim files by the file chooser. */
export async function giveClaims(page: Page, paths: string | string[]): Promise<void> {
  await page.locator('input[type=file][multiple]:not([webkitdirectory])').last().setInputFiles(paths);
}

/** What a button hands to the user. */
export async function download(page: Page, button: string): Promise<string> {
  return (await downloadFile(page, button)).bytes.toString('utf8');
}

/** The file that a button hands to the user. */
export async function downloadFile(
  page: Page,
  button: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await press(page, button);
  const got = await waiting;
  return { name: got.suggestedFilename(), bytes: await readFile((await got.path())!) };
}

/** Presses a button, which may be behind "More". */
export async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name });
  const more = page.locator('.more:not([open]) summary');
  const isShown = async () => {
    if (!(await button.isVisible()) && (await more.isVisible())) await more.click();
    return button.isVisible();
  };
  await expect.poll(isShown, { timeout: 300_000 }).toBe(true);
  await button.click();
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails if axe finds a serious fault. */
export async function clean(page: Page): Promise<void> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    return (await axe.run()).violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]!.html]);
  });
  expect(violations.filter(([, impact]) => impact === 'serious' || impact === 'critical')).toEqual([]);
}
