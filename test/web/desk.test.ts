import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { billing, claim, interchange, subscriber } from '../build';
import { folder, registryCsv, run } from '../cli/run';
import {
  clean,
  download,
  downloadFile,
  drop,
  executablePath,
  giveClaims,
  giveRegistry,
  results,
  skipped,
  useBrowser,
} from './browser';

const text = (segments: readonly string[]) => segments.map((segment) => `${segment}~\n`).join('');

const unknown = '1558598797';

/** Claims to two payers of two providers: some lack their taxonomy, some cannot be decided, and some are in order. */
const mixed = text(
  interchange({
    body: [
      ...billing({ hl: '1' }),
      ...subscriber({ hl: '2', parent: '1' }),
      ...claim({ id: 'LACKS-1', charge: '100.10' }),
      ...claim({ id: 'LACKS-2', charge: '300.30', date: '20260214' }),
      ...subscriber({ hl: '3', parent: '1', payer: 'OTHER' }),
      ...claim({ id: 'COMMERCIAL', charge: '40' }),
      ...billing({ hl: '4', prv: ['PRV*BI*PXC*207Q00000X'] }),
      ...subscriber({ hl: '5', parent: '4' }),
      ...claim({ id: 'FINE', charge: '70' }),
      ...billing({ hl: '6', id: unknown, prv: ['PRV*BI*PXC*207Q00000X'] }),
      ...subscriber({ hl: '7', parent: '6' }),
      ...claim({ id: 'UNDECIDED', charge: '80' }),
    ],
  }),
);

describe.skipIf(executablePath === undefined)(`the desk of the page${skipped}`, () => {
  const chrome = useBrowser();

  async function checked(options: Parameters<typeof chrome.open>[1] = {}): Promise<Page> {
    const page = await chrome.open(undefined, options);
    await drop(page, [
      { name: 'registry.csv', content: registryCsv },
      { name: 'mixed.837', content: mixed },
    ]);
    await results(page);
    return page;
  }

  /** The listed claims: outcome and number. */
  const listed = async (page: Page) =>
    Promise.all(
      (await page.locator('.finding').all()).map(async (row) => [
        await row.locator('.column-fate').innerText(),
        await row.locator('.opener').innerText(),
      ]),
    );

  it('lists every claim with its outcome, and says of a clean one that it is in order', async () => {
    const page = await checked();
    expect(await listed(page)).toEqual([
      ['Will bounce', 'LACKS-2'],
      ['Will bounce', 'LACKS-1'],
      ['Will bounce', 'COMMERCIAL'],
      ['Undecided', 'UNDECIDED'],
      ['In order', 'FINE'],
    ]);
    await page.getByRole('button', { name: 'FINE' }).click();
    expect(await page.locator('.detail').innerText()).toMatch(/read and decided: there is nothing to change/);
    await page.close();
  });

  it.each([
    ['fine', ['FINE']],
    ['LACKS', ['LACKS-2', 'LACKS-1']],
    [unknown, ['UNDECIDED']],
    ['kymed', ['LACKS-2', 'LACKS-1', 'UNDECIDED', 'FINE']],
    ['other', ['COMMERCIAL']],
    ['2026-02-14', ['LACKS-2']],
    ['2/14/2026', ['LACKS-2']],
    ['02/14', ['LACKS-2']],
    ['20260214', ['LACKS-2']],
    ['300.30', ['LACKS-2']],
    ['in order', ['FINE']],
    ['river city', ['LACKS-2', 'LACKS-1', 'COMMERCIAL', 'UNDECIDED', 'FINE']],
    ['nothing such', []],
  ])('finds claims by what is known of them: %s', async (search, found) => {
    const page = await checked();
    await page.getByRole('searchbox').fill(search);
    await expect.poll(async () => (await listed(page)).map(([, id]) => id)).toEqual(found);
    await page.close();
  });

  it('lists very many claims without a gap or an overlap, to the last one, also with opened ones', async () => {
    const many = 400_000;
    const page = await chrome.open();
    const cwd = folder({ 'registry.csv': registryCsv });
    const body = [...billing(), ...subscriber()];
    const claims = Array.from(
      { length: many },
      (_, i) => `CLM*C${i}*1***11:B:1*Y*A*Y*Y~DTP*472*D8*20260102~`,
    );
    const [head, tail] = text(interchange({ body: [...body, 'MARK'] })).split('MARK~\n');
    writeFileSync(join(cwd, 'many.837'), head + claims.join('') + tail);
    await giveRegistry(page, join(cwd, 'registry.csv'));
    await giveClaims(page, join(cwd, 'many.837'));
    await results(page);
    expect(await page.locator('.count').innerText()).toBe('400,000 claims');
    const scroll = (to: number) =>
      page.evaluate(async (to) => {
        const scroller = document.querySelector('.scroller')!;
        scroller.scrollTop = to * scroller.scrollHeight;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
        const { top, bottom } = scroller.getBoundingClientRect();
        const rows = [...scroller.querySelectorAll('.finding')].map((row) => row.getBoundingClientRect());
        const head = scroller.querySelector('thead')!.getBoundingClientRect().height;
        return { above: rows[0]!.top - top - head, below: bottom - rows.at(-1)!.bottom };
      }, to);
    for (const to of [0, 0.1, 0.5, 0.9, 1]) {
      const { above, below } = await scroll(to);
      // What is seen is covered by rows.
      expect([to, above <= 2, below <= 2]).toEqual([to, true, true]);
    }
    const last = page.locator('.opener').last();
    expect(await last.innerText()).toBe(`C${many - 1}`);
    await last.click();
    await page.locator('.detail').waitFor();
    const heights = await page
      .locator('.finding')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(new Set(heights)).toEqual(new Set([45]));
    await page.getByRole('searchbox').fill('C399998');
    await expect.poll(async () => (await listed(page)).map(([, id]) => id)).toEqual(['C399998']);
    await page.close();
  });

  it('sorts by each column, and back', async () => {
    const page = await checked();
    const order = async () => (await listed(page)).map(([, id]) => id);
    for (const [column, expected] of [
      ['Claim', ['COMMERCIAL', 'FINE', 'LACKS-1', 'LACKS-2', 'UNDECIDED']],
      ['Charge', ['COMMERCIAL', 'FINE', 'UNDECIDED', 'LACKS-1', 'LACKS-2']],
      ['Reason', ['UNDECIDED', 'LACKS-1', 'LACKS-2', 'COMMERCIAL', 'FINE']],
      ['Service dates', ['LACKS-1', 'COMMERCIAL', 'FINE', 'UNDECIDED', 'LACKS-2']],
    ] as const) {
      const head = page.locator('.rows th button', { hasText: column });
      await head.click();
      await expect.poll(order).toEqual(expected);
      await head.click();
      const first = expected.at(-1)!;
      await expect.poll(async () => (await order())[0]).toBe(first);
    }
    await page.close();
  });

  it('leads from cards and bars to their claims', async () => {
    const page = await checked();
    await page.getByRole('button', { name: 'Show all 3 in the list' }).click();
    await expect.poll(async () => (await listed(page)).length).toBe(3);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('claims');
    expect(await page.locator('.chosen').innerText()).toMatch(
      /^Only the claims of “Taxonomy is missing” of RIVER/,
    );
    await page.getByRole('button', { name: 'Show the others too' }).click();
    await expect.poll(async () => (await listed(page)).length).toBe(5);
    await page.locator('.chart .link', { hasText: 'NPI is not in your list' }).click();
    await expect.poll(() => listed(page)).toEqual([['Undecided', 'UNDECIDED']]);
    await page.close();
  });

  it('leads from an undecided claim to a row for its NPI, and checks again once the row is filled in', async () => {
    const page = await checked();
    await page.getByRole('button', { name: 'Add this NPI to your list' }).click();
    const cell = (column: string) => page.getByLabel(new RegExp(`^${column}, `));
    expect(await cell('npi').inputValue()).toBe(unknown);
    await cell('medicaid_id').fill('7100000009');
    await cell('provider_type').fill('64');
    await cell('provider_type').blur();
    await page.getByText('It can be used').waitFor();
    await page.getByRole('button', { name: 'Done: check the claims' }).click();
    await page.getByText('3 of 5 claims will bounce').waitFor();
    expect((await listed(page)).filter(([outcome]) => outcome === 'In order')).toEqual([
      ['In order', 'FINE'],
      ['In order', 'UNDECIDED'],
    ]);
    await page.close();
  });

  it('copies a claim number, all of them, a code, and a message to the clearinghouse', async () => {
    const page = await checked({ permissions: ['clipboard-read', 'clipboard-write'] });
    const card = page.locator('.fix').first();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    expect(await card.locator('.claim-number').allInnerTexts()).toEqual(['LACKS-1', 'LACKS-2', 'COMMERCIAL']);
    await card.getByRole('button', { name: 'Copy claim number LACKS-2' }).click();
    await card.getByText('Copied').waitFor();
    expect(await copied()).toBe('LACKS-2');
    await card.getByRole('button', { name: 'Copy the numbers' }).click();
    await expect.poll(copied).toBe('LACKS-1\nLACKS-2\nCOMMERCIAL');
    await card.getByRole('button', { name: 'Copy code 207Q00000X' }).click();
    await expect.poll(copied).toBe('207Q00000X');
    await card.getByRole('button', { name: 'Copy a message' }).click();
    await expect
      .poll(copied)
      .toMatch(
        /^Billing provider: RIVER CITY CLINIC \(NPI 1234567893\)\nWhat is wrong: .*\nWhat is needed: .*PRV.*\nClaims \(3\): LACKS-1, LACKS-2, COMMERCIAL\n$/,
      );
    await page.close();
  });

  describe('payers', () => {
    const ndjson = async (cwd: string, ...args: string[]) =>
      (
        await run(
          ['check', 'mixed.837', '--registry', 'registry.csv', '--format', 'ndjson', '--quiet', ...args],
          { cwd },
        )
      ).out;
    const files = () => folder({ 'registry.csv': registryCsv, 'mixed.837': mixed });

    it('that are not ticked are left out everywhere, as the command leaves them out', async () => {
      const page = await checked();
      const payers = page.locator('.payers li');
      expect(await payers.allInnerTexts()).toEqual([
        expect.stringMatching(/KYMEDICAID.*known for Kentucky Medicaid.*4 claims.*\$550\.40/s),
        expect.stringMatching(/OTHER.*1 claim.*\$40\.00/s),
      ]);
      await page.getByRole('checkbox', { name: /OTHER/ }).click();
      // Nothing changes before the files are checked again.
      expect(await page.locator('h1').innerText()).toMatch('3 of 5 claims will bounce');
      await page.getByRole('button', { name: 'Check again with these settings' }).click();
      await page.getByText('2 of 4 claims will bounce').waitFor();
      expect(await page.locator('.eyebrow').innerText()).toMatch('1 left out, not checked');
      expect(await page.locator('.fix').first().locator('.claim-number').allInnerTexts()).toEqual([
        'LACKS-1',
        'LACKS-2',
      ]);
      expect((await listed(page)).at(-1)).toEqual(['Left out', 'COMMERCIAL']);
      const expected = await ndjson(files(), '--payer', 'KYMEDICAID');
      expect(await download(page, 'Data (NDJSON)')).toBe(expected);
      await page.getByText('2 claims, $400.40').first().waitFor();
      await page.getByText('What to check').click();
      await page.getByRole('button', { name: 'All payers' }).click();
      await page.getByRole('button', { name: 'Check again with these settings' }).click();
      await page.getByText('3 of 5 claims will bounce').waitFor();
      await page.close();
    });

    it('are suggested, not assumed; one is always ticked', async () => {
      const page = await checked();
      for (const box of await page.locator('.payers input').all()) expect(await box.isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Only those known for Kentucky Medicaid' }).click();
      const [known, other] = await page.locator('.payers input').all();
      expect([await known!.isChecked(), await other!.isChecked()]).toEqual([true, false]);
      expect(await known!.isDisabled()).toBe(true);
      await page.close();
    });

    it('and the whole policy are saved for the command, which then says the same, and are loaded again', async () => {
      const cwd = files();
      writeFileSync(join(cwd, 'nucc.csv'), 'Code,Grouping\n207Q00000X,a\n');
      const page = await checked();
      await page.getByRole('checkbox', { name: /OTHER/ }).click();
      await page.getByLabel('A taxonomy code is needed').selectOption('always');
      await page.getByLabel('A code that the NPI is not enrolled with').selectOption('true');
      await page.getByText('How grave each finding is').click();
      await page.locator('.what').getByLabel('NPI is not in your list').selectOption('error');
      await page.locator('.what input[accept=".csv"]').setInputFiles(join(cwd, 'nucc.csv'));
      const { name, bytes } = await downloadFile(page, 'Save the settings');
      expect(name).toBe('prvcheck.config.json');
      writeFileSync(join(cwd, name), bytes);
      await page.getByRole('button', { name: 'Check again with these settings' }).click();
      await page.getByText('3 of 4 claims will bounce').waitFor();
      const expected = await ndjson(cwd);
      expect(await download(page, 'Data (NDJSON)')).toBe(expected);
      expect(expected).not.toBe(await ndjson(files()));

      // Another page loads them, with what is for the command alone.
      const other = { ...JSON.parse(bytes.toString()), nucc: undefined, registry: 'elsewhere.csv', jobs: 2 };
      writeFileSync(join(cwd, 'prvcheck.config.json'), JSON.stringify(other));
      const again = await checked();
      await again.locator('.what input[accept=".json"]').setInputFiles(join(cwd, 'prvcheck.config.json'));
      await again.getByText('for the command only: registry, jobs').waitFor();
      await again.getByRole('button', { name: 'Check again with these settings' }).click();
      await again.getByText('3 of 4 claims will bounce').waitFor();
      expect(await download(again, 'Data (NDJSON)')).toBe(await ndjson(cwd));
      await again.getByText('What to check').click();
      expect(JSON.parse(await download(again, 'Save the settings'))).toEqual(
        JSON.parse(JSON.stringify(other)),
      );
      await again.close();
      await page.close();
    });

    it.each([
      ['{"require": "sometimes"}', /require/],
      ['{"payers": [{"id": ""}]}', /id/],
      ['{"out": "C:\\new"', /not valid JSON.*backslash is written twice/],
      ['[]', /one JSON object/],
    ])('a settings file that is wrong is refused in words: %s', async (config, message) => {
      const page = await checked();
      await page.locator('.what input[accept=".json"]').setInputFiles({
        name: 'mine.json',
        mimeType: 'application/json',
        buffer: Buffer.from(config),
      });
      expect(await page.locator('.what [role=alert]').innerText()).toMatch(message);
      await page.close();
    });
  });

  describe('the work list', () => {
    it('ticks cards and claims off, adds up the dollars, and asks before it is lost', async () => {
      const page = await checked();
      const said = page.locator('.work [role=status]');
      expect(await said.innerText()).toMatch(/^0 of 4 claims done, \$0\.00 of \$440\.40 at risk/);
      await page.getByRole('checkbox', { name: 'Done: claim LACKS-2' }).click();
      expect(await said.innerText()).toMatch(/^1 of 4 claims done, \$300\.30 of \$440\.40/);
      const card = page.getByRole('checkbox', { name: /Done: card 1/ });
      expect(await card.evaluate((box: HTMLInputElement) => [box.checked, box.indeterminate])).toEqual([
        false,
        true,
      ]);
      await card.click();
      expect(await said.innerText()).toMatch(/^3 of 4 claims done, \$440\.40 of \$440\.40/);
      await page.locator('.filters label', { hasText: 'To do' }).locator('select').selectOption('left');
      expect(await listed(page)).toEqual([['Undecided', 'UNDECIDED']]);
      const asked = new Promise<string>((done) =>
        page.once('dialog', (dialog) => {
          done(dialog.type());
          void dialog.dismiss();
        }),
      );
      // It is not loaded again, since the answer is no.
      void page.reload().catch(() => {});
      expect(await asked).toBe('beforeunload');
      await download(page, 'Save as CSV');
      await page.reload();
      await page.getByText('Drop the list here').waitFor();
      await page.close();
    });

    it('is saved for people: what is left or done, as CSV and for Excel, in ten columns without private data', async () => {
      const page = await checked();
      const card = page.locator('.fix').first();
      await card.getByRole('button', { name: 'Add a note on card 1' }).click();
      await card.getByLabel('Note on card 1').fill('=asked "Ann", ticket 1');
      await card.getByLabel('Note on card 1').blur();
      await page.getByRole('checkbox', { name: 'Done: claim LACKS-2' }).click();
      const { name, bytes } = await downloadFile(page, 'Save as CSV');
      expect(name).toBe('prvcheck-to-do.csv');
      const lines = bytes.toString().trimEnd().split(/\r?\n/);
      expect(lines[0]!.replace('\uFEFF', '').split(',')).toEqual([
        ...['Patient control number', 'Billing provider', 'NPI', 'Service dates', 'Payer', 'What is wrong'],
        ...['What to enter', 'In which field', 'Dollars', 'Note'],
      ]);
      expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual([
        'LACKS-1',
        'COMMERCIAL',
        'UNDECIDED',
      ]);
      expect(lines[1]).toMatch(/207Q00000X.*207R00000X.*100\.10,/);
      // A spreadsheet must not run what a note begins with.
      expect(lines[1]).toMatch(/"'=asked ""Ann"", ticket 1"$/);
      expect(bytes.toString()).not.toMatch(/DOE|JANE|MI\*/);

      await page.getByLabel('Which claims to save').selectOption('done');
      const workbook = await downloadFile(page, 'Save for Excel');
      expect(workbook.name).toBe('prvcheck-done.xlsx');
      const { sheets } = await readXlsx(workbook.bytes);
      const [header, ...rows] = sheets[0]!.rows;
      expect(header).toHaveLength(10);
      expect(rows).toEqual([expect.arrayContaining(['LACKS-2', 300.3, '=asked "Ann", ticket 1'])]);
      await page.close();
    });

    it('stays when the same files are checked again', async () => {
      const page = await checked();
      await page.getByRole('checkbox', { name: 'Done: claim LACKS-2' }).click();
      await page.getByRole('checkbox', { name: /OTHER/ }).click();
      await page.getByRole('button', { name: 'Check again with these settings' }).click();
      await page.getByText('2 of 4 claims will bounce').waitFor();
      expect(await page.locator('.work [role=status]').innerText()).toMatch(
        /^1 of 3 claims done, \$300\.30 of \$400\.40/,
      );
      await page.close();
    });
  });

  it('has no serious fault that axe finds, and no sideways scrolling, with everything open', async () => {
    for (const look of [{}, { colorScheme: 'dark' }, { viewport: { width: 375, height: 800 } }] as const) {
      const page = await checked(look);
      await page.getByRole('checkbox', { name: 'Done: claim LACKS-2' }).click();
      await page.getByRole('button', { name: 'Add a note on card 1' }).click();
      await page.locator('.more summary').click();
      await page.getByText('How grave each finding is').click();
      await page.locator('.opener').last().click();
      await clean(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});
