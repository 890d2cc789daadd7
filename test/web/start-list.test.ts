import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { flagged, folder, run } from '../cli/run';
import { interchangeOf, PATIENT, remittance } from '../enrollment/answers/build';
import { demoFile, downloadFile, drop, executablePath, results, skipped, useBrowser } from './browser';

const claimFiles = ['professional.837', 'institutional.837', 'dental.837'];
const save = 'Save the list to complete';

describe.skipIf(executablePath === undefined)(`a list begun on the page${skipped}`, () => {
  const chrome = useBrowser();

  it('has the NPIs of the claims, and once it is completed and dropped the claims are checked', async () => {
    const page = await chrome.open();
    const files = await Promise.all(claimFiles.map(demoFile));
    await drop(page, files);
    await page.getByRole('button', { name: 'Start from your claims' }).click();
    await page.getByRole('heading', { name: 'Your claims bill under 8 NPIs' }).waitFor();
    const rows = await page.getByRole('region', { name: 'Billing NPIs' }).getByRole('row').allInnerTexts();
    expect(rows[1]!.split('\t')).toEqual([
      'SALT LICK CREEK REGIONAL HOSPITAL',
      '1001582646',
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\$[\d,]+\.\d\d$/),
    ]);

    const { name, bytes } = await downloadFile(page, save);
    expect(name).toBe('list-to-complete.xlsx');
    const cwd = folder(Object.fromEntries(files.map(({ name, content }) => [name, String(content)])));
    await run(['registry', 'start', ...claimFiles, '-o', 'list.xlsx'], { cwd });
    // A browser packs them in another way.
    const { sheets } = await readXlsx(bytes);
    expect(sheets).toEqual((await readXlsx(readFileSync(join(cwd, 'list.xlsx')))).sheets);

    // As a person would complete it, with a made-up Medicaid ID for each NPI.
    const [header, ...rest] = sheets[0]!.rows;
    const filled = rest.map((row, at) =>
      row.map(
        (cell, column) =>
          ({ 1: `71000000${10 + at}`, 2: '31 - primary care center/FQHC', 8: '' })[column] ?? cell,
      ),
    );
    const completed = await writeXlsx({ sheets: [{ name: 'Enrollments', rows: [header!, ...filled] }] });
    await drop(page, [{ name, content: completed }]);
    await results(page);
    expect(await page.locator('h1').innerText()).toMatch(/\d claims/);
    await page.close();
  });

  it('has the provider numbers of remittances to confirm, and names NPIs with several first', async () => {
    const page = await chrome.open();
    const hospital = '1001582646';
    const paidTo = (npi: string, number: string) =>
      remittance({ payee: [`N1*PE*PAYEE*XX*${npi}`, `REF*PQ*${number}`] });
    const remittances = interchangeOf([
      paidTo(hospital, '7100000001'),
      paidTo(hospital, '7100000002'),
      paidTo('1234567893', '7100000003'),
    ]);
    const files = [
      await demoFile('institutional.837'),
      { name: 'paid.835.gz', content: gzipSync(remittances) },
    ];
    await drop(page, files);
    await page.getByRole('button', { name: 'Start from your claims' }).click();
    const started = page.getByRole('region', { name: /^Your claims bill under/ });
    const said = await started.getByRole('listitem').first().innerText();
    expect(said).toBe(
      `NPI ${hospital} has 2 numbers at KENTUCKY MEDICAID: 7100000001, 7100000002. Its claims need the taxonomy.`,
    );
    const rows = await page.getByRole('region', { name: 'Billing NPIs' }).getByRole('row').allInnerTexts();
    expect(rows[1]).toContain('\t7100000001, 7100000002\t');
    expect(rows.at(-1)!.split('\t')).toEqual(['PAYEE', '1234567893', '7100000003', '0', '']);

    const { bytes } = await downloadFile(page, save);
    const cwd = folder({});
    for (const { name, content } of files) writeFileSync(join(cwd, name), content);
    await run(['registry', 'start', ...files.map(({ name }) => name), '-o', 'list.xlsx'], { cwd });
    const { sheets } = await readXlsx(bytes);
    expect(sheets).toEqual((await readXlsx(readFileSync(join(cwd, 'list.xlsx')))).sheets);
    const shown = JSON.stringify(sheets) + (await started.innerText());
    expect(PATIENT.filter((value) => shown.includes(value))).toEqual([]);

    const [header, ...rest] = sheets[0]!.rows;
    const confirmed = rest.map((row, at) =>
      row.map(
        (cell, column) =>
          ({ 1: cell || `72000000${10 + at}`, 2: '31 - primary care center/FQHC', 8: '' })[column] ?? cell,
      ),
    );
    const content = await writeXlsx({ sheets: [{ name: 'Enrollments', rows: [header!, ...confirmed] }] });
    await drop(page, [{ name: 'list.xlsx', content }]);
    await results(page);
    expect(await page.locator('h1').innerText()).toMatch(/\d claims/);
    await page
      .getByText('paid.835.gz is an 835: a remittance, which says what the payer paid. It is not checked;')
      .waitFor();
    await page.close();
  });

  it('begins with remittances alone', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'paid.835', content: interchangeOf([remittance()]) }]);
    await page.getByRole('button', { name: 'Start from your claims' }).click();
    await page.getByRole('heading', { name: 'Your remittances have provider numbers of 1 NPI' }).waitFor();
    await page.getByRole('cell', { name: '7100000001' }).waitFor();
    await page.close();
  });

  it('begins with chosen files, and says what cannot be read', async () => {
    const page = await chrome.open();
    const cwd = folder({ 'a.837': flagged, 'none.txt': 'nothing' });
    const choosing = page.waitForEvent('filechooser');
    await page.getByText('Start from your claims').click();
    await (await choosing).setFiles(['a.837', 'none.txt'].map((name) => join(cwd, name)));
    await page.getByRole('heading', { name: 'Your claims bill under 1 NPI' }).waitFor();
    await page.getByText('Its NPIs may be incomplete.').waitFor();
    await page.close();
  });

  it('is none where claims name no valid NPI', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'a.837', content: flagged.replaceAll('1234567893', '1234567890') }]);
    await page.getByRole('button', { name: 'Start from your claims' }).click();
    await page.getByRole('heading', { name: 'These files name no valid billing NPI' }).waitFor();
    expect(await page.getByRole('button', { name: save }).count()).toBe(0);
    await page.close();
  });
});
