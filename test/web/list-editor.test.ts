import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hasCheckDigit } from '../../src/values/npi';
import { folder, run } from '../cli/run';
import {
  clean,
  demo,
  demoFile,
  download,
  downloadFile,
  drop,
  executablePath,
  results,
  skipped,
  useBrowser,
} from './browser';

const rows = readFileSync(join(demo, 'registry.csv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const csv = (table: readonly (readonly string[])[]) => table.map((cells) => cells.join(',')).join('\r\n');
/** The list with other cells: `[row, column, text]`. */
const listWith = (...cells: readonly (readonly [row: number, column: number, text: string])[]) => {
  const table = rows.map((row) => [...row]);
  for (const [row, column, text] of cells) table[row]![column] = text;
  return table;
};

const cell = (page: Page, column: string, row: number | 'new') =>
  page
    .getByRole('combobox', { name: `${column}, ${row === 'new' ? 'new row' : `row ${row}`}`, exact: true })
    .or(
      page.getByRole('textbox', {
        name: `${column}, ${row === 'new' ? 'new row' : `row ${row}`}`,
        exact: true,
      }),
    );
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const search = (page: Page) => page.getByRole('searchbox');
const shownRows = (page: Page) => page.locator('tr[data-row]');

async function write(at: Locator, text: string): Promise<void> {
  await at.fill(text);
  await at.press('Tab');
}

async function giveList(page: Page, content: string | Uint8Array, name = 'list.csv'): Promise<void> {
  await drop(page, [{ name, content }]);
  await page.getByRole('button', { name: /^(Open the list|Mend them here)$/ }).click();
  await page.getByRole('table').waitFor();
}

/** What the command says of the demo's professional claims with a list. */
async function commandSays(
  list: string | Uint8Array,
  name: string,
  ...flags: readonly string[]
): Promise<string> {
  const cwd = folder({ 'professional.837': readFileSync(join(demo, 'professional.837'), 'utf8') });
  writeFileSync(join(cwd, name), list);
  const args = ['check', 'professional.837', '--registry', name, '--format', 'ndjson', '--quiet'];
  const { out, err } = await run([...args, ...flags], { cwd });
  return out + err;
}

/** Closes the list, checks the demo's professional claims with it, and returns the findings. */
async function pageSays(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^(Done|Close the list)/ }).click();
  await drop(page, [await demoFile('professional.837')]);
  await results(page);
  return download(page, 'Data (NDJSON)');
}

describe.skipIf(executablePath === undefined)(`the list of enrollments, open on the page${skipped}`, () => {
  const chrome = useBrowser();

  it('is mended where it cannot be read, and is then what the command reads', async () => {
    const page = await chrome.open();
    const bad = listWith([2, 1, ''], [4, 4, 'soon'], [5, 1, '7100000001; 7100000002']);
    await giveList(page, csv(bad));
    expect(await shownRows(page).count()).toBe(3);
    expect(await page.locator('.fault-row').allInnerTexts()).toEqual([
      'It has no Medicaid ID.',
      'Its effective_date "soon" is no date (write 2026-01-31, 1/31/2026 or 31-Jan-2026).',
      'It has several Medicaid IDs, "7100000001; 7100000002"; write one Medicaid ID a row.',
    ]);
    const missing = cell(page, 'Medicaid ID', 3);
    expect(await missing.getAttribute('aria-invalid')).toBe('true');
    await write(missing, rows[2]![1]!);
    await page.getByText('2 rows cannot be read').waitFor();
    await expect.poll(() => missing.getAttribute('aria-invalid'), { timeout: 60_000 }).toBe('false');
    await write(cell(page, 'Effective Date', 5), '3/15/2021');
    await write(cell(page, 'Medicaid ID', 6), rows[5]![1]!);
    await page.getByText(`It can be used: ${rows.length - 1} enrollments of 7 NPIs.`).waitFor();
    // The mended rows stay in sight.
    expect(await shownRows(page).count()).toBe(3);

    const saved = await download(page, 'Save as CSV');
    const said = await pageSays(page);
    expect(said).toBe(await commandSays(saved, 'saved.csv'));
    expect(said).toBe(await commandSays(csv(listWith([4, 4, '2021-03-15'])), 'list.csv'));
    await page.close();
  });

  it('keeps order, unknown columns and titles through changes, and is saved so that both files read the same', async () => {
    const page = await chrome.open();
    const table = rows.map(([npi, id, ...rest], at) =>
      at === 0
        ? ['Our code', 'NPI', 'Medicaid ID', ...rest]
        : [`=A${at}`, Number(npi), at === 3 ? `00${id}` : id!, ...rest],
    );
    // Dates as the day numbers of a spreadsheet.
    const [from, to] = [6, 7].map((column) => table[0]!.indexOf(rows[0]![column - 2]!));
    for (const row of table.slice(1)) {
      for (const at of [from!, to!]) if (row[at]) row[at] = Date.parse(String(row[at])) / 86_400_000 + 25_569;
    }
    const content = await writeXlsx({
      sheets: [{ name: 'Listing', rows: [['Enrollments, "July"'], [], ...table] }],
    });
    await giveList(page, content, 'list.xlsx');
    expect(await cell(page, 'Effective Date', 3).inputValue()).toBe('07/01/2019');

    await write(cell(page, 'Our code', 3), 'two\twords; "quoted"');
    await write(cell(page, 'Name', 4), 'Café, Ltd.');
    await page.getByRole('button', { name: 'Add a row for another Medicaid ID below row 3' }).click();
    await page.getByText('A row is added below').waitFor();
    await write(cell(page, 'Medicaid ID', 4), '0071000009');
    await write(cell(page, 'Provider Type', 4), '82');
    await page.getByRole('button', { name: 'Delete row 10' }).click();
    await page.getByText('The row is deleted.').waitFor();
    await button(page, 'Undo').click();
    await page.getByText('The last change is undone.').waitFor();
    await page.getByRole('button', { name: 'Delete row 9' }).click();
    await page.getByText('The row is deleted.').waitFor();

    const workbook = await downloadFile(page, 'Save as a workbook');
    const text = await downloadFile(page, 'Save as CSV');
    expect([workbook.name, text.name]).toEqual(['list.xlsx', 'list.csv']);
    const [sheet] = (await readXlsx(workbook.bytes)).sheets;
    expect(sheet!.rows.slice(0, 2).map((row) => row.filter((value) => value !== null))).toEqual([
      ['Enrollments, "July"'],
      table[0],
    ]);
    const codes = sheet!.rows.slice(2).map(([code]) => code);
    expect(codes.slice(0, 4)).toEqual(['two\twords; "quoted"', 'two\twords; "quoted"', '=A2', '=A3']);
    expect(codes).toHaveLength(rows.length - 1);
    expect(text.bytes.toString()).toContain("'=A2");
    const said = await pageSays(page);
    expect(said).toBe(await commandSays(text.bytes, 'saved.csv'));
    expect(said).toBe(await commandSays(workbook.bytes, 'saved.xlsx'));
    await page.close();
  });

  it('needs no answers again once it is saved: columns without names, NPIs below others', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'list.csv', content: csv(rows.slice(1)) }]);
    await page.getByLabel('Effective date').selectOption('#5');
    await page.getByLabel('End date').selectOption('#6');
    await button(page, 'Use these columns').click();
    await button(page, 'Open the list').click();
    await write(cell(page, 'column 7', 2), 'changed');
    const named = await download(page, 'Save as CSV');
    expect(await pageSays(page)).toBe(await commandSays(named, 'saved.csv'));

    const blank = rows.map((cells, at) => (cells[0] === rows[at - 1]?.[0] ? ['', ...cells.slice(1)] : cells));
    await button(page, 'Check other files').click();
    await drop(page, [{ name: 'merged.csv', content: csv(blank) }]);
    await button(page, 'Take the NPI from the row above').click();
    await button(page, 'Open the list').click();
    await write(cell(page, 'Name', 2), 'changed');
    const filled = await download(page, 'Save as CSV');
    expect(await pageSays(page)).toBe(await commandSays(filled, 'saved.csv'));
    await page.close();
  });

  it('has its NPIs filled down', async () => {
    const page = await chrome.open();
    const blank = rows.map((cells, at) => (cells[0] === rows[at - 1]?.[0] ? ['', ...cells.slice(1)] : cells));
    await giveList(page, csv(blank));
    await button(page, 'Take the NPI from the row above').click();
    await page.getByText('It can be used: 15 enrollments of 7 NPIs.').waitFor();
    expect(await pageSays(page)).toBe(await commandSays(csv(rows), 'list.csv'));

    await page.close();
  });

  it('is used with NPIs that fail their check digit when told to, as the command does', async () => {
    const page = await chrome.open();
    const three = [rows[0]!, rows[1]!, rows[4]!, rows[7]!];
    await giveList(page, csv(three));
    await write(cell(page, 'NPI', 3), '1001582647');
    await write(cell(page, 'NPI', 4), '1000934153');
    await page.getByText("Most of the registry's 3 NPIs fail").waitFor();
    await button(page, 'Use the NPIs as they are').click();
    await page.getByText('It can be used: 3 enrollments of 3 NPIs.').waitFor();
    const saved = await download(page, 'Save as CSV');
    expect(await pageSays(page)).toBe(await commandSays(saved, 'saved.csv', '--accept-invalid-npis'));
    await page.close();
  });

  it('is searched, and filtered to what the audit names', async () => {
    const page = await chrome.open();
    await giveList(page, csv(listWith([1, 0, '1002417306'])));
    await search(page).fill('1001582646');
    await page.getByText('3 of 15 rows.').waitFor();
    await search(page).fill('JUNIPER');
    await page.getByText('1 of 15 rows.').waitFor();
    await search(page).fill('nobody');
    await button(page, 'Show all rows').click();
    await page.getByText('15 rows.', { exact: false }).first().waitFor();
    await page.getByText(/^Look over your list/).click();
    await button(page, 'Show the rows: Correct NPIs that cannot be right').click();
    await page.getByText('1 of 15 rows.').waitFor();
    expect(await cell(page, 'NPI', 2).inputValue()).toBe('1002417306');
    await button(page, 'NPI 1002417306').first().click();
    expect(await search(page).inputValue()).toBe('1002417306');
    await write(cell(page, 'NPI', 2), '1002417305');
    await expect.poll(() => page.getByText('Correct NPIs that cannot be right').count()).toBe(0);
    await page.close();
  });

  it('is opened from the results at the rows that an item names, and the claims are checked again once it is closed', async () => {
    const page = await chrome.open();
    const without = rows.filter(([npi]) => npi !== '1002417305');
    await drop(page, [{ name: 'list.csv', content: csv(without) }, await demoFile('professional.837')]);
    await results(page);
    const before = await page.locator('h1').innerText();
    await button(page, 'Open your list').click();
    for (const [npi, id, type, taxonomy] of rows.filter(([npi]) => npi === '1002417305')) {
      await button(page, 'Add a row').click();
      await write(cell(page, 'NPI', 'new'), npi!);
      const line = await shownRows(page).count();
      await write(cell(page, 'Medicaid ID', line + 1), id!);
      await write(cell(page, 'Provider Type', line + 1), type!);
      await write(cell(page, 'Taxonomy', line + 1), taxonomy!);
    }
    await page.getByText(`It can be used: ${rows.length - 1} enrollments of 7 NPIs.`).waitFor();
    const saved = await download(page, 'Save as CSV');
    await button(page, 'Done: check the claims').click();
    await results(page);
    expect(await page.locator('h1').innerText()).not.toBe(before);
    expect(await download(page, 'Data (NDJSON)')).toBe(await commandSays(saved, 'saved.csv'));
    await page.close();
  });

  it('takes over a cell that is left by closing the list', async () => {
    const page = await chrome.open();
    await giveList(page, csv(listWith([2, 1, ''])));
    await cell(page, 'Medicaid ID', 3).fill(rows[2]![1]!);
    await page.getByRole('button', { name: 'Close the list' }).click();
    await page.getByText(`${rows.length - 1} enrollments of 7 NPIs`).waitFor();
    await page.getByText('You changed it here, and have not saved it as a file yet.').waitFor();
    await page.close();
  });

  it('is mended by keyboard alone', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'list.csv', content: csv(listWith([2, 1, ''], [3, 1, ''])) }]);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    const tabTo = async (wanted: string) => {
      for (let i = 0; i < 40 && (await focused()) !== wanted; i++) await page.keyboard.press('Tab');
      expect(await focused()).toBe(wanted);
    };
    await button(page, 'Mend them here').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('table').waitFor();
    await tabTo('Medicaid ID, row 3');
    await page.keyboard.type(rows[2]![1]!);
    await page.keyboard.press('Enter');
    await page.getByText('1 row cannot be read').waitFor();
    expect(await focused()).toBe('Medicaid ID, row 4');
    await page.keyboard.type('nonsense');
    await page.keyboard.press('Escape');
    expect(await cell(page, 'Medicaid ID', 4).inputValue()).toBe('');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Medicaid ID, row 3');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type(rows[3]![1]!);
    await page.keyboard.press('Tab');
    await page.getByText('It can be used').waitFor();
    await page.keyboard.press('Shift+Tab');
    await tabTo('Delete row 4');
    await page.keyboard.press('Enter');
    await page.getByText('The row is deleted.').waitFor();
    expect(await focused()).toMatch(/^Delete row/);
    await page.close();
  });

  it('tells a mistyped NPI at once, and suggests provider types with their names', async () => {
    const page = await chrome.open();
    await giveList(page, csv(rows));
    const npi = cell(page, 'NPI', 2);
    await npi.fill('1002417306');
    await page.getByText('Wrong check digit: a digit is mistyped').waitFor();
    await npi.press('Escape');
    expect(await page.getByText('Wrong check digit').count()).toBe(0);
    const type = cell(page, 'Provider Type', 2);
    const offered = await type.evaluate((input: HTMLInputElement) =>
      [...input.list!.options].map(({ value }) => value),
    );
    expect(offered).toContain('31 - primary care center/FQHC');
    await write(type, '31 - primary care center/FQHC');
    await page.getByText('Changed.').waitFor();
    await page.getByText(`It can be used: ${rows.length - 1} enrollments`).waitFor();
    await page.close();
  });

  it('is made from nothing', async () => {
    const page = await chrome.open();
    await button(page, 'Make a list here').click();
    await write(cell(page, 'NPI', 'new'), '1234567893');
    await page.getByText('1 row cannot be read').waitFor();
    await write(cell(page, 'Medicaid ID', 2), '0071000001');
    await write(cell(page, 'Provider type', 2), '31 - primary care center/FQHC');
    await page.getByText('It can be used: 1 enrollment of 1 NPI.').waitFor();
    const { name, bytes } = await downloadFile(page, 'Save as CSV');
    expect(name).toBe('enrollments.csv');
    const said = await pageSays(page);
    expect(said).toBe(await commandSays(bytes, 'saved.csv'));
    await page.close();
  });

  it('has pages, and a change leaves the user on the same one', async () => {
    const page = await chrome.open();
    const many = Array.from({ length: 120 }, (_, at) => `1234567893,${7100000000 + at},31,`);
    await giveList(page, ['NPI,Medicaid ID,Provider type,Name', ...many].join('\n'));
    await button(page, 'Next rows').click();
    await page.getByText('Page 2 of 3').waitFor();
    await write(cell(page, 'Name', 60), 'changed');
    await page.getByText('Changed.').waitFor();
    expect(await cell(page, 'Name', 60).inputValue()).toBe('changed');
    await button(page, 'Add a row').click();
    await page.getByText('Page 3 of 3').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('NPI, new row');
    await page.close();
  });

  it('that was started from claims is completed without leaving the page', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('dental.837')]);
    await button(page, 'Start from your claims').click();
    await button(page, 'Complete it here').click();
    await page.getByRole('table').waitFor();
    const count = await shownRows(page).count();
    expect(count).toBeGreaterThan(0);
    for (let at = 0; at < count; at++) {
      expect(await cell(page, 'candidate', at + 2).inputValue()).toBe('to complete');
      await write(cell(page, 'Medicaid ID', at + 2), `71000000${10 + at}`);
      await write(cell(page, 'Provider type', at + 2), '60 - dental, individual');
      await expect.poll(() => cell(page, 'candidate', at + 2).inputValue()).toBe('');
    }
    await page.getByText('It can be used').waitFor();
    await button(page, 'Done: check the claims').click();
    await results(page);
    await page.close();
  });

  it('that is compiled is seen and searched, not changed', async () => {
    const cwd = folder({ 'list.csv': csv(rows) });
    await run(['registry', 'compile', 'list.csv', '-o', 'list.prvx'], { cwd });
    const page = await chrome.open();
    await giveList(page, readFileSync(join(cwd, 'list.prvx')), 'list.prvx');
    await page.getByText('It is a compiled registry (.prvx)').waitFor();
    await search(page).fill('1001582646');
    await page.getByText('3 of 15 rows.').waitFor();
    expect(await shownRows(page).locator('input').first().getAttribute('readonly')).not.toBeNull();
    expect(await button(page, 'Add a row').count()).toBe(0);
    await page.close();
  });

  it('of more than 100,000 rows is seen and searched, not changed', async () => {
    const page = await chrome.open();
    const npis = Array.from({ length: 20_000 }, (_, at) => String(1_000_000_000 + at)).filter(hasCheckDigit);
    const many = Array.from(
      { length: 100_001 },
      (_, at) => `${npis[at % npis.length]},71${String(at).padStart(8, '0')},31`,
    );
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'many.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(['NPI,Medicaid ID,Provider type', ...many].join('\n')),
      });
    await button(page, 'Open the list').click();
    await page.getByText('It has more than 100,000 rows').waitFor();
    await page.getByText('100,001 rows; the first 1,000 can be paged through.').waitFor();
    await button(page, 'Next rows').click();
    await page.getByText('Page 2 of 20').waitFor();
    await search(page).fill('7100099999');
    await page.getByText('1 of 100,001 rows.').waitFor();
    await page.close();
  });

  it('has no serious fault that axe finds, at any size, in light and dark', async () => {
    const looks = [
      { colorScheme: 'light' },
      { colorScheme: 'dark' },
      { colorScheme: 'light', viewport: { width: 375, height: 800 } },
    ] as const;
    for (const look of looks) {
      const page = await chrome.open(undefined, look);
      await giveList(page, csv(listWith([2, 1, ''], [1, 0, '1002417306'])));
      await page.getByText(/^Look over your list/).click();
      await clean(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});
