import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { download, executablePath, pageFile, pageFromCommand, results, skipped, useBrowser } from './browser';

describe.skipIf(executablePath === undefined)(`the page of prvcheck web${skipped}`, () => {
  const chrome = useBrowser();

  it('checks the files that the command was given, and a report has none of them', async () => {
    const { url, close } = await pageFromCommand('registry.csv', '.');
    const page = await chrome.open(url);
    await results(page);
    expect(await page.locator('#headline').innerText()).toMatch(/12 of 29 claims/);
    const report = await download(page, 'Save a report');
    expect(report).not.toContain('id="given"');
    await page.reload();
    await page.getByText('Just looking?').waitFor();
    close();
  });

  it('can be saved, to be opened from disk', async () => {
    const { url, close } = await pageFromCommand();
    const page = await chrome.open(url);
    await page.getByText('Nothing leaves this computer').click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save this page for use offline' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('prvcheck.html');
    expect(readFileSync(await saved.path(), 'utf8') === readFileSync(pageFile, 'utf8')).toBe(true);
    close();
  });

  it('is not to be saved where it is open from disk', async () => {
    const page = await chrome.open();
    await page.getByText('Nothing leaves this computer').click();
    await page.getByText('To see for yourself').waitFor();
    expect(await page.getByText('Save this page').count()).toBe(0);
  });
});
