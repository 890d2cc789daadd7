import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base, folder, run, start } from '../cli/run';
import { skipping } from '../skipping';
import { demo, installed, pageFromCommand, pageFromDisk, pageUrl } from './browser';

const executablePath = installed('firefox-esr', 'firefox');
const skipped = executablePath === undefined ? skipping('firefox-esr', 'the page in Firefox') : '';

const downloads = join(base, 'downloads');
const patience = { timeout: 300_000 };

describe.skipIf(executablePath === undefined)(`the page in Firefox${skipped}`, () => {
  let browser: Browser;
  const faults: string[] = [];

  beforeAll(async () => {
    mkdirSync(downloads);
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: executablePath!,
      protocolTimeout: 300_000,
      ...patience,
      extraPrefsFirefox: { 'browser.download.dir': downloads, 'browser.download.folderList': 2 },
    });
  });

  afterAll(async () => {
    await browser?.close();
    // What a page complains of, a breach of its policy among it, fails the tests.
    expect(faults).toEqual([]);
  });

  async function open(url = pageUrl): Promise<Page> {
    const page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(url);
    return page;
  }

  const claimFiles = 'input[multiple]:not([webkitdirectory])';

  async function choose(page: Page, input: string, ...paths: string[]): Promise<void> {
    const found = await page.waitForSelector(input, patience);
    await (found as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  }

  async function says(page: Page, text: string): Promise<void> {
    await page.waitForFunction((text) => document.body.innerText.includes(text), patience, text);
  }

  async function giveRegistry(page: Page, path: string): Promise<void> {
    await choose(page, 'input[type=file]', path);
    await says(page, 'It is kept until you close this page');
  }

  async function headlineOf(page: Page): Promise<string> {
    await page.waitForSelector('#headline', patience);
    return page.$eval('#headline', (headline) => (headline as HTMLElement).innerText);
  }

  function emptyDownloads(): void {
    for (const name of readdirSync(downloads)) rmSync(join(downloads, name));
  }

  /** What a button saves under this name. */
  async function download(page: Page, button: string, name: RegExp): Promise<Buffer> {
    const there = await page.waitForSelector(`::-p-xpath(//button[contains(., "${button}")])`, patience);
    // Firefox calls what is behind "More" visible.
    const more = await page.$('.more:not([open]) > summary');
    if (await there!.evaluate((button) => button.closest('.more') !== null)) await more?.click();
    emptyDownloads();
    await there!.click();
    return saved(name);
  }

  /** The file that was saved. */
  async function saved(name: RegExp): Promise<Buffer> {
    // Firefox reserves the name at once, and has the bytes in another file until they are all there.
    const whole = () => {
      const [only, ...others] = readdirSync(downloads);
      return only !== undefined && others.length === 0 && statSync(join(downloads, only)).size > 0
        ? only
        : '';
    };
    await expect.poll(whole, patience).toMatch(name);
    return readFileSync(join(downloads, whole()));
  }

  /** Presses Tab until the element with this label or text has the focus. */
  async function tabTo(page: Page, label: string): Promise<void> {
    const labelled = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        return (element.closest('label') ?? element).innerText;
      });
    for (let presses = 0; presses < 100; presses++) {
      await page.keyboard.press('Tab');
      if ((await labelled()) === label) return;
    }
    throw new Error(`Tab does not lead to ${label}`);
  }

  async function chooseByKeyboard(page: Page, label: string, ...paths: string[]): Promise<void> {
    await tabTo(page, label);
    const [chooser] = await Promise.all([page.waitForFileChooser(patience), page.keyboard.press('Enter')]);
    await chooser.accept(paths);
  }

  it.each([
    ['from disk', pageFromDisk],
    ['from the command', pageFromCommand],
  ])('says what the command says, and saves the same bytes, %s', async (_, serve) => {
    const names = ['dental.837', 'institutional.837', 'professional.837'];
    const { url, close } = await serve();
    const page = await open(url);
    await giveRegistry(page, join(demo, 'registry.csv'));
    await choose(page, claimFiles, ...names.map((name) => join(demo, name)));
    expect(await headlineOf(page)).toMatch(/^\d+ of \d+ claims will bounce: \$/);
    for (const [button, format] of [
      ['Data (NDJSON)', 'ndjson'],
      ['Spreadsheet (CSV)', 'csv'],
    ] as const) {
      const args = ['check', ...names, '--registry', 'registry.csv', '--format', format, '--quiet'];
      const { out } = await run(args, { cwd: demo });
      expect(String(await download(page, button, new RegExp(`^prvcheck-findings\\.${format}$`)))).toBe(out);
    }
    await page.close();
    close();
  });

  it('lets the program that was started for it end when it is closed', async () => {
    const program = start(['web', '--no-open', '--until-closed'], { cwd: demo });
    const ended = once(program, 'exit');
    const [line] = await once(program.stdout!.setEncoding('utf8'), 'data');
    const page = await open(line.trim());
    await says(page, 'Just looking?');
    await page.close();
    expect((await ended)[0]).toBe(0);
  });

  it('saves the corrected copy that the command writes', async () => {
    const cwd = folder({ 'registry.csv': readFileSync(join(demo, 'registry.csv')) });
    copyFileSync(join(demo, 'professional.837'), join(cwd, 'professional.837'));
    await run(['fix', 'professional.837', '--registry', 'registry.csv', '--out', 'out', '--quiet'], { cwd });
    const page = await open();
    await giveRegistry(page, join(cwd, 'registry.csv'));
    await choose(page, claimFiles, join(cwd, 'professional.837'));
    const copy = await download(page, 'Save corrected cop', /^professional-corrected-[\d-]{10}\.837$/);
    expect(copy.equals(readFileSync(join(cwd, 'out/professional.837')))).toBe(true);
    await page.close();
  });

  it('is used by keyboard alone, from the list to a saved file', async () => {
    const page = await open();
    await chooseByKeyboard(page, 'Choose the list', join(demo, 'registry.csv'));
    await says(page, 'It is kept until you close this page');
    await chooseByKeyboard(page, 'Choose files', join(demo, 'dental.837'));
    // The page moves the focus there when it has drawn the result.
    await page.waitForFunction(() => document.activeElement?.id === 'headline', patience);
    await tabTo(page, 'More');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Data (NDJSON)');
    emptyDownloads();
    await page.keyboard.press('Enter');
    const args = ['check', 'dental.837', '--registry', 'registry.csv', '--format', 'ndjson', '--quiet'];
    expect(String(await saved(/^prvcheck-findings\.ndjson$/))).toBe((await run(args, { cwd: demo })).out);
    await page.close();
  });

  it('takes the files of a folder, chosen by its button', async () => {
    const page = await open();
    await giveRegistry(page, join(demo, 'registry.csv'));
    // Automation names the files in the folder: it refuses the folder itself.
    await choose(page, 'input[webkitdirectory]', join(demo, 'dental.837'), join(demo, 'professional.837'));
    await headlineOf(page);
    await says(page, '2 files');
    await page.close();
  });

  it('takes dropped files', async () => {
    const page = await open();
    const given = ['registry.csv', 'dental.837'].map((name) => [
      name,
      readFileSync(join(demo, name), 'utf8'),
    ]);
    await page.evaluate((given) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of given) dataTransfer.items.add(new File([text!], name!));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, given);
    expect(await headlineOf(page)).toMatch(/claims will bounce/);
    await page.close();
  });

  it('saves a report, which it shows, as it shows the one that the command writes', async () => {
    const cwd = folder({ 'r.csv': readFileSync(join(demo, 'registry.csv')) });
    const args = ['check', join(demo, 'dental.837'), '--registry', 'r.csv', '--format', 'html:command.html'];
    await run(args, { cwd });
    const page = await open();
    await giveRegistry(page, join(cwd, 'r.csv'));
    await choose(page, claimFiles, join(demo, 'dental.837'));
    writeFileSync(join(cwd, 'page.html'), await download(page, 'Save a report', /^prvcheck-report\.html$/));
    const headline = await headlineOf(page);
    await page.close();
    for (const name of ['page.html', 'command.html']) {
      const report = await open(pathToFileURL(join(cwd, name)).href);
      expect(await headlineOf(report)).toBe(headline);
      await report.locator('.opener').click();
      await report.waitForSelector('.excerpt', patience);
      await report.close();
    }
  });

  it('says of 100 MB what the command says', async () => {
    const cwd = folder();
    const generator = resolve(import.meta.dirname, '../../bench/generate.mjs');
    const [large, registry] = [join(cwd, 'large.837'), join(cwd, 'large.csv')];
    const args = ['--size', '100MB', '--out', large, '--registry-out', registry];
    execFileSync(process.execPath, [generator, ...args]);
    const page = await open();
    await giveRegistry(page, registry);
    await choose(page, claimFiles, large);
    expect(await headlineOf(page)).toMatch(/ will bounce: \$902,772\.12 at risk/);
    const found = await download(page, 'Data (NDJSON)', /^prvcheck-findings\.ndjson$/);
    const format = ['--format', 'ndjson', '--quiet', '--jobs', '1'];
    const { out } = await run(['check', 'large.837', '--registry', registry, ...format], { cwd });
    expect(String(found) === out).toBe(true);
    await page.close();
  });
});
