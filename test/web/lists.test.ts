import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { folder, run } from '../cli/run';
import {
  demo,
  demoFile,
  download,
  drop,
  executablePath,
  giveClaims,
  giveRegistry,
  results,
  skipped,
  useBrowser,
} from './browser';

const rows = readFileSync(join(demo, 'registry.csv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const csv = (table: readonly (readonly string[])[]) => table.map((cells) => cells.join(',')).join('\r\n');
const sheet = (name: string, table: readonly (readonly string[])[]) => ({
  name,
  rows: table.map((row) => [...row]),
});

describe.skipIf(executablePath === undefined)(`a list as people have it, on the page${skipped}`, () => {
  const chrome = useBrowser();

  /** What the command says of the demo's professional claims, with a list. */
  async function ndjson(cwd: string, list: string, ...flags: readonly string[]): Promise<string> {
    const args = ['check', 'professional.837', '--registry', list, '--format', 'ndjson', '--quiet'];
    return (await run([...args, ...flags], { cwd })).out;
  }

  const given = async (list: Uint8Array | string, name: string) => {
    const cwd = folder({ 'professional.837': readFileSync(join(demo, 'professional.837'), 'utf8') });
    writeFileSync(join(cwd, name), list);
    return cwd;
  };

  async function says(page: Page, cwd: string): Promise<string> {
    await giveClaims(page, join(cwd, 'professional.837'));
    await results(page);
    return download(page, 'Data (NDJSON)');
  }

  it.each([
    [
      'a workbook with titles',
      async () => writeXlsx({ sheets: [sheet('Listing', [['Enrollments'], [], ...rows])] }),
      'list.xlsx',
    ],
    [
      'Unicode text',
      async () => Buffer.from(`\uFEFF${csv(rows).replaceAll(',', '\t')}`, 'utf16le'),
      'list.txt',
    ],
  ])('%s, chosen from disk, gives what the command says', async (_, make, name) => {
    const cwd = await given(await make(), name);
    const page = await chrome.open();
    await giveRegistry(page, join(cwd, name));
    expect(await says(page, cwd)).toBe(await ndjson(cwd, name));
    await page.close();
  });

  it('has several sheets that fit: one is chosen', async () => {
    const sheets = [sheet('June', rows.slice(0, 3)), sheet('July', rows)];
    const cwd = await given(await writeXlsx({ sheets }), 'list.xlsx');
    const page = await chrome.open();
    await page.locator('input[type=file]').first().setInputFiles(join(cwd, 'list.xlsx'));
    await page.getByText('Which sheet of list.xlsx is the list?').waitFor();
    await page.getByRole('button', { name: 'July' }).click();
    await page.getByText(`${rows.length - 1} enrollments`).waitFor();
    expect(await says(page, cwd)).toBe(await ndjson(cwd, 'list.xlsx', '--sheet', 'July'));
    await page.close();
  });

  it('has no header: columns are shown with their first values, and proposed by them', async () => {
    const cwd = await given(csv(rows.slice(1)), 'list.csv');
    const page = await chrome.open();
    await page.locator('input[type=file]').first().setInputFiles(join(cwd, 'list.csv'));
    await page.getByText('Which column of list.csv is which?').waitFor();
    const npi = page.getByLabel('NPI needed');
    expect(await npi.inputValue()).toBe('#1');
    expect(await npi.locator('option').nth(1).innerText()).toBe(
      'Column 1: 1002417305, 1002417305, 1002417305',
    );
    expect(await page.getByLabel('Medicaid ID needed').inputValue()).toBe('#2');
    await page.getByLabel('Effective date').selectOption('#5');
    await page.getByLabel('End date').selectOption('#6');
    await page.getByRole('button', { name: 'Use these columns' }).click();
    await page.getByText(`${rows.length - 1} enrollments`).waitFor();
    const columns = [
      'npi=#1',
      'medicaid_id=#2',
      'provider_type=#3',
      'taxonomy=#4',
      'effective_date=#5',
      'end_date=#6',
    ];
    expect(await says(page, cwd)).toBe(
      await ndjson(cwd, 'list.csv', ...columns.flatMap((column) => ['--columns', column])),
    );
    await page.close();
  });

  it('has NPIs only in the first row of each: a button takes them from the row above', async () => {
    const blank = rows.map((cells, at) => (cells[0] === rows[at - 1]?.[0] ? ['', ...cells.slice(1)] : cells));
    const cwd = await given(csv(blank), 'list.csv');
    const page = await chrome.open();
    await page.locator('input[type=file]').first().setInputFiles(join(cwd, 'list.csv'));
    await page.getByText('list.csv has 8 rows that cannot be read').waitFor();
    expect(await page.locator('.rows-list').innerText()).toBe('8 rows (rows 3, 4, 6 …): it has no NPI.');
    await page.getByRole('button', { name: 'Take the NPI from the row above' }).click();
    await page.getByText(`${rows.length - 1} enrollments of 7 NPIs`).waitFor();
    await page.close();
  });

  it('is refused by name where it is another kind of workbook', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'list.xls', content: Buffer.from('d0cf11e0a1b11ae1', 'hex') }]);
    await page.getByText('it is an old Excel workbook (.xls)').waitFor();
    await page.close();
  });

  it('is looked over: what is wrong with it is shown beside it, and beside the results', async () => {
    const page = await chrome.open();
    const odd = rows.map((cells, at) => (at === 1 ? ['1002417306', ...cells.slice(1)] : cells));
    await drop(page, [{ name: 'list.csv', content: csv(odd) }]);
    const summary = page.getByText(/^Look over your list: 2 errors/);
    await summary.click();
    expect(await page.locator('.audit').innerText()).toMatch(
      /Correct NPIs that cannot be right.*NPI 1002417306/s,
    );
    await drop(page, [await demoFile('clean.837')]);
    await results(page);
    await page.getByText(/^Look over your list: 2 errors/).waitFor();
    await page.close();
  });
});
