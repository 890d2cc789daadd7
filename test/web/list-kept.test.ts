import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { serve } from '../../src/cli/commands/web/serve';
import {
  demo,
  demoFile,
  download,
  drop,
  executablePath,
  pageFile,
  pageUrl,
  results,
  skipped,
  useBrowser,
} from './browser';

const list = { name: 'my-list.csv', content: readFileSync(join(demo, 'registry.csv'), 'utf8') };
const box = (page: Page) => page.getByRole('checkbox', { name: 'Keep this list on this computer' });
const kept = (page: Page) => page.getByText(/^Kept since \d\d\/\d\d\/\d{4}, and in use/);
const inUse = (page: Page) => page.getByText('15 enrollments of 7 NPIs.');

/** All that the browser stores for the page, as text; '' for nothing. */
async function storage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const open = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
    const all = (store: IDBObjectStore) =>
      new Promise<unknown[]>((resolve, reject) => {
        const reading = store.getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error);
      });
    const found: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await open(name!);
      found.push(name!);
      for (const store of database.objectStoreNames) {
        const values = await all(database.transaction(store).objectStore(store));
        const text = (_: string, value: unknown) =>
          value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value;
        found.push(store, JSON.stringify(values, text));
      }
      database.close();
    }
    found.push(
      ...Object.entries(localStorage).flat(),
      ...Object.entries(sessionStorage).flat(),
      document.cookie,
    );
    if (globalThis.isSecureContext && location.protocol !== 'file:') {
      found.push(...(await caches.keys()));
      const folder = await navigator.storage.getDirectory();
      for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
        found.push(name);
    }
    return found.join('\n').trim();
  });
}

describe.skipIf(executablePath === undefined)(`a list to keep on this computer${skipped}`, () => {
  const chrome = useBrowser();

  it('is not kept unless the user wants it: nothing at all is stored', async () => {
    const page = await chrome.open();
    await drop(page, [list, await demoFile('professional.837')]);
    await results(page);
    await page.getByRole('button', { name: 'Open your list' }).click();
    expect(await box(page).isChecked()).toBe(false);
    expect(await storage(page)).toBe('');
    await page.reload();
    await page.getByText('Drop the list here').waitFor();
    await page.close();
  });

  it('is in use when the page opens again, with changes and the answers on its columns, until it is forgotten', async () => {
    const page = await chrome.open();
    const odd = list.content.replace('Provider Type', 'Kind').replace('NPI', 'Number');
    await drop(page, [{ ...list, content: odd }]);
    await page.getByLabel('NPI needed').selectOption({ index: 1 });
    await page.getByLabel('Provider type needed').selectOption({ index: 3 });
    await page.getByRole('button', { name: 'Use these columns' }).click();
    await box(page).check();
    await kept(page).waitFor();
    await page.reload();
    await inUse(page).waitFor();
    await page.getByText(list.name).waitFor();
    expect(await box(page).isChecked()).toBe(true);

    await page.getByRole('button', { name: 'Open the list' }).click();
    await page.getByRole('button', { name: 'Delete row 2' }).click();
    await page.getByText('The row is deleted.').waitFor();
    await expect.poll(() => storage(page)).not.toContain('7100000411');
    await page.reload();
    await page.getByText('14 enrollments of 7 NPIs.').waitFor();

    await page.getByRole('button', { name: 'Forget' }).click();
    await expect.poll(() => storage(page)).toBe('');
    expect(await box(page).isChecked()).toBe(false);
    await page.getByText('14 enrollments of 7 NPIs. It is kept until you close this page.').waitFor();
    await page.reload();
    await page.getByText('Drop the list here').waitFor();
    await page.close();
  });

  it('is replaced by another list, and by no other file', async () => {
    const page = await chrome.open();
    await drop(page, [list]);
    await box(page).check();
    await kept(page).waitFor();
    await drop(page, [{ name: 'patients.csv', content: 'Patient,Birth date\nQUIBBLEWORTH,1950-04-07\n' }]);
    await page.getByText(/This file cannot be the list|Which column of/).waitFor();
    await page.getByRole('button', { name: 'Forget' }).waitFor();
    await drop(page, [
      { name: 'other.csv', content: 'npi,medicaid_id,provider_type\n1234567893,7100000001,31\n' },
    ]);
    await page.getByText('1 enrollment of 1 NPI.').waitFor();
    await expect.poll(() => storage(page)).toContain('other.csv');
    expect(await storage(page)).not.toMatch(/QUIBBLEWORTH|patients|my-list/);
    await page.close();
  });

  it('is all that is stored: nothing of claims, results or corrected files', async () => {
    const page = await chrome.open();
    const files = await Promise.all(['professional.837', 'institutional.837', 'dental.837'].map(demoFile));
    await drop(page, [list]);
    await box(page).check();
    await kept(page).waitFor();
    const before = await storage(page);
    expect(before).toContain(list.content.slice(0, 200).split('\n')[1]);
    await drop(page, files);
    await results(page);
    await page.locator('.opener').first().click();
    await download(page, 'Spreadsheet (CSV)');
    await download(page, '277CA answer');
    await page.getByRole('button', { name: 'Open your list' }).click();
    await page.getByRole('button', { name: 'Delete row 2' }).click();
    await page.getByText('The row is deleted.').waitFor();
    await page.getByRole('button', { name: 'Done: check the claims' }).click();
    await results(page);
    const after = await storage(page);
    const listed = new Set(list.content.match(/[^,\r\n]+/g));
    const ofClaims = files
      .flatMap(({ content }) => String(content).match(/[^~*:\r\n]{5,}/g)!)
      .filter((value) => !listed.has(value) && !list.content.includes(value));
    expect(ofClaims.length).toBeGreaterThan(500);
    expect(ofClaims.filter((value) => after.includes(value))).toEqual([]);
    expect(after).not.toMatch(/837/);
    await page.close();
  });

  it('is kept for the page that prvcheck web serves, too', async () => {
    const { url, close } = await serve(readFileSync(pageFile, 'utf8'));
    const page = await chrome.open(url);
    await drop(page, [list]);
    await page.getByText(`this page opens at this address, ${new URL(url).host}`).waitFor();
    await box(page).check();
    await kept(page).waitFor();
    await page.goto(url);
    await inUse(page).waitFor();
    await page.getByRole('button', { name: 'Forget' }).click();
    await expect.poll(() => storage(page)).toBe('');
    await page.close();
    close();
  });

  it('stays in use where the browser refuses to store it, and the page says so', async () => {
    const page = await chrome.open('about:blank');
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('storage is switched off', 'SecurityError');
      };
    });
    await page.goto(pageUrl);
    await drop(page, [list]);
    await box(page).click();
    await page.getByText('This browser does not keep the list. It says: storage is switched off').waitFor();
    expect(await box(page).isChecked()).toBe(false);
    await inUse(page).waitFor();
    await page.close();
  });
});
