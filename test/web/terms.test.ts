import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { billing, interchange, subscriber } from '../build';
import { folder, run } from '../cli/run';
import { clean, download, drop, executablePath, results, skipped, useBrowser } from './browser';

const [first, second] = ['1558598797', '1000000004'];
const registryCsv = `npi,medicaid_id,provider_type,taxonomy
1234567893,7100000001,31,261QF0400X
${first},7100000009,64,207Q00000X
`;

function claim(id: string, charge: string, day: string, ...npis: readonly string[]): string[] {
  const lines = npis.flatMap((npi, n) => [
    `LX*${n + 1}`,
    'SV1*HC:99213*50*UN*1***1',
    `DTP*472*D8*${day}`,
    ...(npi === '' ? [] : [`NM1*82*1*ROE*ANN****XX*${npi}`]),
  ]);
  return [`CLM*${id}*${charge}***11:B:1*Y*A*Y*Y`, ...lines];
}

/** Claims to two IDs of one payer and to another payer, with rendering providers in their lines. */
const file = interchange({
  body: [
    ...billing({ prv: ['PRV*BI*PXC*261QF0400X'] }),
    ...subscriber({ hl: '2' }),
    ...claim('LATER', '900', '20260220', first, second, first),
    ...claim('SOONER', '100', '20260110', second),
    ...subscriber({ hl: '3', payer: 'KYMCD' }),
    ...claim('SECOND-ID', '500', '20260201', first),
    ...subscriber({ hl: '4', payer: 'OTHER' }),
    ...claim('OTHER', '70', '20260301', second),
  ],
})
  .map((segment) => `${segment}~\n`)
  .join('');

const config = {
  payers: [
    {
      ids: ['KYMEDICAID', 'KYMCD'],
      name: 'Kentucky Medicaid',
      match: true,
      roles: { rendering: 'if-sent' },
      key: ['zip4'],
      filingDays: 365,
    },
    { id: 'OTHER', roles: { rendering: 'off' } },
  ],
  'as-of': '2027-01-15',
};

describe.skipIf(executablePath === undefined)(`what payers ask, in the page${skipped}`, () => {
  const chrome = useBrowser();

  async function checked(): Promise<Page> {
    const page = await chrome.open();
    await drop(page, [
      { name: 'registry.csv', content: registryCsv },
      { name: 'a.837', content: file },
    ]);
    await results(page);
    return page;
  }

  async function load(page: Page, settings: object): Promise<void> {
    const buffer = Buffer.from(JSON.stringify(settings));
    await page
      .locator('.what input[accept=".json"]')
      .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer });
  }

  async function again(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Check again with these settings' }).click();
    await page.locator('.what .primary').waitFor({ state: 'detached' });
    await results(page);
  }

  /** What the command writes with a config file. */
  async function command(settings: string, format: string): Promise<string> {
    const cwd = folder({ 'registry.csv': registryCsv, 'a.837': file });
    writeFileSync(join(cwd, 'prvcheck.config.json'), settings);
    const ran = await run(['check', 'a.837', '--registry', 'registry.csv', '--format', format, '--quiet'], {
      cwd,
    });
    expect(ran.err).toBe('');
    return ran.out;
  }

  async function sameAsCommand(page: Page): Promise<void> {
    const saved = await download(page, 'Save the settings');
    expect(await download(page, 'Data (NDJSON)')).toBe(await command(saved, 'ndjson'));
    expect(await download(page, 'Spreadsheet')).toBe(await command(saved, 'csv'));
  }

  it('settings of single payers are kept, said in words, and saved again', async () => {
    const page = await checked();
    await load(page, config);
    const words = page.locator('.own-settings');
    await expect
      .poll(() => words.innerText())
      .toContain('The taxonomy of the rendering provider is required if its NPI is sent.');
    for (const part of ['an error', 'nine-digit ZIP code', 'within 365 days'])
      expect(await words.innerText()).toContain(part);
    await again(page);
    await page.getByText('What to check').click();
    expect(JSON.parse(await download(page, 'Save the settings'))).toEqual(config);
    await sameAsCommand(page);
    await page.close();
  });

  it('a payer with several IDs is one, and keeps its settings when it is ticked again', async () => {
    const page = await checked();
    expect(await page.locator('.payers li').count()).toBe(3);
    await load(page, config);
    await expect.poll(() => page.locator('.payers li').count()).toBe(2);
    const row = page.locator('.payers li', { hasText: 'KYMCD' });
    expect(await row.innerText()).toMatch(/KYMEDICAID, KYMCD.*3 claims.*\$1,500\.00/s);
    await row.getByRole('checkbox').click();
    expect(await page.locator('.own-settings').innerText()).not.toContain('Kentucky Medicaid');
    await again(page);
    expect(await page.locator('.eyebrow').innerText()).toContain('3 left out, not checked');
    await page.getByText('What to check').click();
    await row.getByRole('checkbox').click();
    expect(JSON.parse(await download(page, 'Save the settings'))).toEqual(config);
    await page.close();
  });

  it('settings for all claims are chosen in plain words; the command then says the same', async () => {
    const page = await checked();
    await page
      .getByLabel('The rendering provider’s code is needed')
      .selectOption('when it is not the billing provider');
    await page.getByLabel(/The attending provider’s code is needed/).selectOption('on inpatient claims');
    expect(await page.getByLabel(/whose last day to file is over/).count()).toBe(0);
    await page.getByLabel(/Days to file/).fill('365');
    await page.getByLabel(/whose last day to file is over/).fill('2027-01-15');
    await again(page);
    expect(await page.locator('.what > summary').innerText()).toContain(
      'the rendering provider’s code is needed when it is not the billing provider; the attending provider’s code is needed on inpatient claims; to be filed in 365 days; late as of 01/15/2027',
    );
    expect(JSON.parse(await download(page, 'Save the settings'))).toEqual({
      rendering: 'if-other',
      attending: 'inpatient',
      'filing-days': 365,
      'as-of': '2027-01-15',
    });
    await sameAsCommand(page);
    await page.getByLabel('The rendering provider’s code is needed').selectOption('off');
    await page.getByLabel(/Days to file/).fill('');
    expect(JSON.parse(await download(page, 'Save the settings'))).toEqual({ attending: 'inpatient' });
    await clean(page);
    await page.close();
  });

  it('last days are on the cards, in the list and in the work list, which they sort', async () => {
    const page = await checked();
    const heads = () => page.locator('.rows thead th').allInnerTexts();
    expect((await heads()).join()).not.toContain('Last day');
    expect(await page.locator('.last-day').count()).toBe(0);
    await load(page, { rendering: 'if-sent', 'filing-days': 365 });
    await again(page);
    const days = () => page.locator('.fix .last-day').allInnerTexts();
    const said = ['02/01/2027', '01/10/2027'].map((day) => `First last day to file: ${day}`);
    expect(await days()).toEqual(said);
    const numbers = (card: number) => page.locator('.fix').nth(card).locator('.numbers li').allInnerTexts();
    expect(
      (await numbers(0)).map((text) => text.replace(/Copy claim number \S+|\s+/g, ' ').replace(/ +/g, ' ')),
    ).toEqual(['LATER lines 1, 3, file by 02/20/2027', 'SECOND-ID line 1, file by 02/01/2027']);
    await page.getByLabel('First come').selectOption('those with the first last day to file');
    expect(await days()).toEqual([...said].reverse());
    expect((await numbers(1)).map((text) => text.match(/^\S+/)![0])).toEqual(['SECOND-ID', 'LATER']);

    await page.getByRole('button', { name: 'Last day', exact: true }).click();
    expect(await page.locator('.rows .opener').allInnerTexts()).toEqual([
      'SOONER',
      'SECOND-ID',
      'LATER',
      'OTHER',
    ]);
    await page.locator('.opener', { hasText: 'LATER' }).click();
    const detail = page.locator('.detail').first();
    expect(await detail.locator('h3', { hasText: 'What is wrong' }).count()).toBe(2);
    expect(await detail.innerText()).toMatch(/service line 1 .*service line 3 .*service line 2 /s);
    expect(await detail.innerText()).not.toContain('7100000001');

    const rows = (await download(page, 'Save as CSV')).trim().split(/\r?\n/);
    expect(rows[0]).toContain('Service dates,Last day to file,Payer');
    expect(rows[1]).toMatch(
      /^LATER,.*,02\/20\/2026,02\/20\/2027,.*Taxonomy of the rendering provider is missing \(Rendering provider NPI 1558598797, lines 1, 3\)/,
    );
    await clean(page);
    await page.close();
  });
});
