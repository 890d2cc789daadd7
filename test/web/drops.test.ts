import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { folder, run } from '../cli/run';
import { zip } from '../cli/zip';
import {
  clean,
  demo,
  download,
  dropFromDisk,
  executablePath,
  giveClaims,
  giveRegistry,
  pageFromCommand,
  pageFromDisk,
  pageUrl,
  results,
  skipped,
  useBrowser,
} from './browser';

const professional = readFileSync(join(demo, 'professional.837'));
const dental = readFileSync(join(demo, 'dental.837'));
const registry = readFileSync(join(demo, 'registry.csv'));

/** More than a browser lists at once, and nested. */
const many = Object.fromEntries(
  Array.from({ length: 130 }, (_, i) => [`march/week 1/${i}.837`, i % 2 === 0 ? professional : dental]),
);

async function ndjsonOf(cwd: string, ...paths: string[]): Promise<string> {
  const args = ['check', ...paths, '--registry', 'registry.csv', '--format', 'ndjson', '--quiet'];
  return (await run(args, { cwd })).out;
}

describe.skipIf(executablePath === undefined)(`files given to the page${skipped}`, () => {
  const chrome = useBrowser();

  it.each([
    ['from disk', pageFromDisk],
    ['from the command', pageFromCommand],
    ['in a browser that knows no handles of folders', pageFromCommand],
  ])('are taken when they are dropped, on the page %s', async (where, serve) => {
    const cwd = folder({
      'registry.csv': registry,
      'a.837': professional,
      'packed.zip': zip([{ name: 'in.837', data: dental, method: 8 }]),
      'march/a.837': dental,
      'march/notes.txt': 'nothing',
      ...many,
    });
    const { url, close } = await serve();
    const page = await chrome.open(url);
    if (where.includes('no handles'))
      await page.evaluate(() => {
        delete (DataTransferItem.prototype as { getAsFileSystemHandle?: unknown }).getAsFileSystemHandle;
      });
    const paths = ['a.837', 'march', 'packed.zip'];
    const given = [...paths, 'registry.csv'].map((name) => join(cwd, name));
    await dropFromDisk(page, given);
    await results(page);
    expect(await download(page, 'Data (NDJSON)')).toBe(await ndjsonOf(cwd, ...paths));
    expect(await page.locator('.eyebrow').innerText()).toMatch(/^133 files/i);
    await page.close();
    close();
  });

  it('say what to do if a drop cannot be read', async () => {
    const cwd = folder({ 'march/a.837': professional });
    const page = await chrome.open();
    await page.evaluate(() => {
      FileSystemFileHandle.prototype.getFile = () =>
        Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await dropFromDisk(page, [join(cwd, 'march')]);
    await page
      .getByText('The browser cannot read march/a.837 from a drop, so nothing of it was taken. Choose')
      .waitFor();
    expect(await page.getByText('Choose a folder').isVisible()).toBe(true);
    await page.close();
  });

  it.each<[string, Parameters<typeof chrome.open>[1]]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 320, height: 700 } }],
  ])('count once if they are given twice, and the page says so: %s', async (_, look) => {
    const cwd = folder({ 'registry.csv': registry, 'a.837': professional, 'march/a.837': dental });
    const page = await chrome.open(pageUrl, look);
    await dropFromDisk(page, [join(cwd, 'a.837'), join(cwd, 'march')]);
    await page.getByText('2 files, ').waitFor();
    await dropFromDisk(page, [join(cwd, 'a.837')]);
    await page.getByText('a.837 was given twice, and counts once.').waitFor();
    await clean(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await giveClaims(page, join(cwd, 'march/a.837'));
    await dropFromDisk(page, [join(cwd, 'registry.csv')]);
    await results(page);
    expect(await download(page, 'Data (NDJSON)')).toBe(await ndjsonOf(cwd, 'a.837', 'march'));
    await page.close();
  });

  it('count both if they have the same name only', async () => {
    const cwd = folder({ 'registry.csv': registry, 'a.837': professional, 'b/a.837': dental });
    const page = await chrome.open();
    await giveClaims(page, join(cwd, 'a.837'));
    await giveClaims(page, join(cwd, 'b/a.837'));
    await page.getByText('2 files, ').waitFor();
    await dropFromDisk(page, [join(cwd, 'registry.csv')]);
    await results(page);
    const expected = await ndjsonOf(cwd, 'a.837', 'b/a.837');
    expect(await download(page, 'Data (NDJSON)')).toBe(expected.replaceAll('"b/a.837"', '"a.837#2"'));
    await page.close();
  });

  it('are taken back one by one, by keyboard, or all', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `${10 + i}.837`);
    const cwd = folder(
      Object.fromEntries([...names.map((name) => [name, professional]), ['z.csv', registry]]),
    );
    const page = await chrome.open();
    const listed = () => page.locator('.chosen-files .file').allInnerTexts();
    await giveClaims(
      page,
      names.map((name) => join(cwd, name)),
    );
    await page.getByText('12 files, ').waitFor();
    expect(await listed()).toEqual(names.slice(0, 10));
    expect(await page.locator('.chosen-files').innerText()).toMatch(/6 kB[\s\S]*and 2 more files/);
    await page.getByRole('button', { name: 'Take back 10.837' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('11 files, ').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch('11 files');
    await page.getByRole('button', { name: 'Take all back' }).click();
    await page.getByText('Drop 837 files or a folder here').waitFor();
    await giveClaims(page, join(cwd, names[0]!));
    await dropFromDisk(page, [join(cwd, 'z.csv')]);
    await results(page);
    expect(await page.locator('.eyebrow').innerText()).toMatch(/^1 file /i);
    await page.close();
  });

  it('are added to those that were checked, or are checked alone, with the same list', async () => {
    const cwd = folder({ 'registry.csv': registry, 'a.837': professional, 'b.837': dental });
    const page = await chrome.open();
    await giveRegistry(page, join(cwd, 'registry.csv'));
    await giveClaims(page, join(cwd, 'a.837'));
    await results(page);
    await page.getByLabel('Add files').setInputFiles(join(cwd, 'b.837'));
    await page.getByText('2 files ·').waitFor();
    expect(await download(page, 'Data (NDJSON)')).toBe(await ndjsonOf(cwd, 'a.837', 'b.837'));
    await page.getByRole('button', { name: 'Check other files' }).click();
    await dropFromDisk(page, [join(cwd, 'b.837')]);
    await page.getByText('1 file ·').waitFor();
    expect(await download(page, 'Data (NDJSON)')).toBe(await ndjsonOf(cwd, 'b.837'));
    await page.close();
  });

  it('that answer claims are named for what they are, as the command names them', async () => {
    const answer = (gs01: string, guide: string, set: string, before = '') =>
      `ISA*00*          *00*          *ZZ*KYMEDICAID     *ZZ*SENDER         *260216*0930*^*00501*000000001*0*T*:~${before}GS*${gs01}*A*B*20260216*0930*1*X*${guide}~ST*${set}*0001*${guide}~SE*2*0001~GE*1*1~IEA*1*000000001~`;
    const files: Record<string, string | Buffer> = {
      'a.277': answer('HN', '005010X214', '277'),
      'b.277': answer('HN', '005010X214', '277'),
      'claims.837': dental,
      'kept.999.gz': gzipSync(answer('FA', '005010X231A1', '999', 'TA1*000000001*260216*0930*A*000~')),
      'other.270': answer('HS', '005010X279A1', '270'),
      'paid.835': answer('HP', '005010X221A1', '835').replaceAll('~', '\n'),
      'status.277': answer('HN', '005010X212', '277'),
      'whole.ta1': `${answer('', '', '').split('GS')[0]}TA1*000000001*260216*0930*A*000~IEA*0*000000001~`,
    };
    const cwd = folder({ 'registry.csv': registry, ...files });
    const page = await chrome.open();
    await dropFromDisk(
      page,
      ['registry.csv', ...Object.keys(files)].map((name) => join(cwd, name)),
    );
    await results(page);
    const where = 'It is not checked; the claims are in the 837 file that was sent.';
    const words = [
      `whole.ta1 is a TA1: what the receiver says of an interchange as a whole. ${where}`,
      `kept.999.gz is a 999: the receiver's answer on whether claims keep to the X12 guide. ${where}`,
      `paid.835 is an 835: a remittance, which says what the payer paid. ${where}`,
      `status.277 is a 277: the payer's answer to a question about claims. ${where}`,
    ];
    const two =
      "a.277, b.277 are 277CAs: the payer's answer to claims. They are not checked; the claims are in the 837 files that were sent.";
    const others = '1 file without claims, not checked: other.270.';
    expect((await page.locator('.note').allInnerTexts()).sort()).toEqual([...words, two, others].sort());
    const args = ['check', ...Object.keys(files), '--registry', 'registry.csv'];
    const { out } = await run(args, { cwd });
    const said = out.replaceAll(/\s+/g, ' ');
    for (const sentence of [...words, `a.277 is a 277CA: the payer's answer to claims. ${where}`])
      expect(said).toContain(sentence);
    expect(said).toContain('other.270: No 837 claims in this file.');
    const { err } = await run([...args, '--format', 'csv'], { cwd });
    for (const sentence of [...words, two]) expect(err).toContain(`note: ${sentence}`);
    await page.close();
  });

  it('that are empty are reported', async () => {
    const cwd = folder({ 'registry.csv': registry, 'empty.837': '' });
    const page = await chrome.open();
    await dropFromDisk(page, [join(cwd, 'registry.csv'), join(cwd, 'empty.837')]);
    await results(page);
    expect(await page.locator('main').innerText()).toMatch(/empty\.837 The file is empty\./);
    expect(await download(page, 'Data (NDJSON)')).toBe(await ndjsonOf(cwd, 'empty.837'));
    await page.close();
  });

  it('are not left by accident while they are being checked', async () => {
    const cwd = folder({ 'registry.csv': registry });
    const page = await chrome.open();
    await giveRegistry(page, join(cwd, 'registry.csv'));
    expect(await asksBeforeLeaving(page)).toBe(false);
    // The check begins when the test says so.
    await page.evaluate(() => {
      const { prototype } = Worker;
      const { postMessage } = prototype;
      prototype.postMessage = function (...args: unknown[]) {
        addEventListener('begin', () => postMessage.apply(this, args as [unknown]));
      };
    });
    await giveClaims(page, join(demo, 'dental.837'));
    await page.getByText('Checking your claims').waitFor();
    await expect.poll(() => asksBeforeLeaving(page)).toBe(true);
    await page.evaluate(() => dispatchEvent(new Event('begin')));
    await results(page);
    expect(await asksBeforeLeaving(page)).toBe(false);
    await page.close();
  });

  function asksBeforeLeaving(page: Page): Promise<boolean> {
    return page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  }
});
