import { execFileSync } from 'node:child_process';
import { linkSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BlobReader, type FileEntry, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { billing, bytesOf, claim, interchange, simpleFile, subscriber } from '../build';
import { folder, run } from '../cli/run';
import { zip } from '../cli/zip';
import {
  demo,
  demoFile,
  downloadFile,
  drop,
  executablePath,
  giveClaims,
  giveRegistry,
  pageUrl,
  results,
  skipped,
  useBrowser,
} from './browser';

const save = 'Save corrected cop';
const card = (page: Page) => page.locator('.correct');
const codeOf = (page: Page, name: RegExp) => card(page).getByLabel(name);

/** The copies that the command writes, by name. */
async function copiesOf(cwd: string, paths: readonly string[], assigned: Readonly<Record<string, string>>) {
  const assign = Object.entries(assigned).flatMap(([npi, code]) => ['--assign', `${npi}=${code}`]);
  await run(['fix', ...paths, '--registry', 'registry.csv', '--out', 'out', '--quiet', ...assign], { cwd });
  const names = readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8', withFileTypes: true });
  return new Map(
    names
      .filter((entry) => entry.isFile() && entry.name !== 'changes.ndjson')
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(join(cwd, 'out').length + 1).replaceAll('\\', '/'), readFileSync(path)]),
  );
}

/** The files in a zip; each is held against its checksum. */
async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const entries = await new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)]))).getEntries();
  const files = entries.map(async (entry) => {
    const data = await (entry as FileEntry).getData(new Uint8ArrayWriter(), { checkSignature: true });
    return [entry.filename, Buffer.from(data)] as const;
  });
  return new Map(await Promise.all(files));
}

describe.skipIf(executablePath === undefined)(`corrected copies of the page${skipped}`, () => {
  const chrome = useBrowser();

  it.each([
    ['professional.837', /CEDAR HOLLOW/, '1002417305', '251S00000X'],
    ['institutional.837', /SALT LICK/, '1001582646', '314000000X'],
    ['dental.837', /PENNYRILE/, '1001893472', '122300000X'],
  ])('are of %s what the command writes, with a code picked', async (name, provider, npi, code) => {
    const cwd = folder({
      'registry.csv': readFileSync(join(demo, 'registry.csv')),
      [name]: readFileSync(join(demo, name)),
    });
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile(name)]);
    const choice = codeOf(page, provider);
    expect(await choice.inputValue()).toBe('');
    expect(await choice.locator('option').first().innerText()).toBe('Leave as it is');
    await choice.selectOption(code);
    const { name: saved, bytes } = await downloadFile(page, save);
    expect(saved).toBe(name.replace('.', '-corrected.'));
    const copies = await copiesOf(cwd, [name], { [npi]: code });
    expect(bytes.equals(copies.get(name)!)).toBe(true);
    expect(bytes.equals(readFileSync(join(demo, name)))).toBe(false);
    await page.close();
  });

  it('say what a code stands for, what was changed and what is left, and name no patient', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('professional.837')]);
    await page.getByRole('button', { name: save }).waitFor();
    expect(await card(page).innerText()).toMatch(
      /2 claims, \$580\.00\s+can be corrected at once, in 1 billing/,
    );
    expect(await card(page).innerText()).toMatch(/4 claims, \$914\.50\s+cannot, in 1 billing loop\./);
    expect(await card(page).innerText()).toMatch('1 billing loop will be corrected, 1 other left as it is.');
    const options = await codeOf(page, /CEDAR HOLLOW/)
      .locator('option')
      .allInnerTexts();
    expect(options).toContain('261QD0000X: dental, group (type 61), Medicaid ID 7100000437');
    await downloadFile(page, save);
    const said = await page.locator('.corrected').innerText();
    expect(said).toMatch('professional-corrected.837');
    expect(said).toMatch(
      '1 billing loop corrected: 2 claims, $580.00; 1 billing loop left for you to decide: 4 claims, $914.50.',
    );
    expect(said).toMatch('6 claims would have bounced; now 4 will, $914.50 at risk.');
    await page.getByText('What was changed, segment by segment').click();
    const diff = await page.locator('.diff').innerText();
    expect(diff).toMatch(/HL\*7\*\*20\*1\n\+PRV\*BI\*PXC\*261QR1300X\n/);
    expect(diff).not.toMatch('CEDAR');
    const names = /NM1\*IL\*1\*([^*]+)\*/g;
    const text = await page.locator('body').innerText();
    const patients = [...readFileSync(join(demo, 'professional.837'), 'utf8').matchAll(names)];
    expect(patients.length).toBeGreaterThan(3);
    for (const [, name] of patients) expect(text).not.toMatch(name!);
    await page.close();
  });

  it('come unpacked, and several as one zip, each as the command writes it', async () => {
    const professional = readFileSync(join(demo, 'professional.837'));
    const dental = readFileSync(join(demo, 'dental.837'));
    const cwd = folder({
      'registry.csv': readFileSync(join(demo, 'registry.csv')),
      'claims/packed.837.gz': gzipSync(professional),
      'claims/cut.gz': gzipSync(professional).subarray(0, -20),
      'claims/deep/dental.837': dental,
      'claims/deep/clean.837': readFileSync(join(demo, 'clean.837')),
      'claims/week.zip': zip([
        { name: 'up.837', data: professional, method: 8 },
        { name: 'week 1/a?.837', data: dental, method: 0 },
      ]),
    });
    const assigned = { '1001893472': '261QA1903X', '1002417305': '261QF0400X' };
    const page = await chrome.open();
    await giveRegistry(page, join(cwd, 'registry.csv'));
    await giveClaims(page, join(cwd, 'claims/packed.837.gz'));
    await codeOf(page, /CEDAR HOLLOW/).selectOption('261QF0400X');
    const one = await downloadFile(page, save);
    expect(one.name).toBe('packed-corrected.837');
    const copies = await copiesOf(cwd, ['claims'], assigned);
    expect(one.bytes.equals(copies.get('packed.837')!)).toBe(true);

    await page.getByRole('button', { name: 'Check other files' }).click();
    await page.locator('input[webkitdirectory]').setInputFiles(join(cwd, 'claims'));
    await codeOf(page, /CEDAR HOLLOW/).selectOption('261QF0400X');
    await codeOf(page, /PENNYRILE/).selectOption('261QA1903X');
    const several = await downloadFile(page, save);
    expect(several.name).toBe('prvcheck-corrected.zip');
    const files = await unzipped(several.bytes);
    expect([...files.keys()].sort()).toEqual([...copies.keys()].map((name) => `claims/${name}`).sort());
    expect(files.size).toBe(5);
    for (const [name, bytes] of copies) expect(files.get(`claims/${name}`)!.equals(bytes)).toBe(true);
    const said = await page.locator('.corrected').innerText();
    expect(said).toMatch(/claims\/cut\.gz is damaged.* No corrected copy of it was made\./);
    // The same again, byte for byte.
    expect((await downloadFile(page, save)).bytes.equals(several.bytes)).toBe(true);
    await page.close();
  });

  const registry = `npi,medicaid_id,provider_type,taxonomy,zip
1234567893,7100000001,64,207Q00000X,40202
1234567893,7100000002,78,363L00000X,41011
`;
  const loop = (hl: number, zip: string, charge: string) => [
    ...billing({ hl: String(hl), zip }),
    ...subscriber({ hl: String(hl + 1), parent: String(hl) }),
    ...claim({ id: `PCN${hl}`, charge }),
  ];

  it('carry no code into a billing loop that may not have it', async () => {
    const page = await chrome.open();
    const check = async (...zips: string[]) => {
      const body = zips.flatMap((zip, i) => loop(2 * i + 1, zip, '100'));
      await drop(page, [
        { name: 'registry.csv', content: registry },
        { name: 'a.837', content: bytesOf(interchange({ body })) },
      ]);
      await page.getByText('Checking your claims').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: save }).waitFor();
    };
    const choice = codeOf(page, /RIVER CITY/);
    const offered = async () => {
      const values = await choice.locator('option').all();
      return Promise.all(values.map((option) => option.getAttribute('value')));
    };
    await check('40601', '40601');
    expect(await offered()).toEqual(['', '207Q00000X', '363L00000X']);
    expect(await card(page).innerText()).toMatch('2 billing loops');
    await page.getByRole('button', { name: 'Check other files' }).click();

    // Of the second one the registry says what it is to carry.
    await check('40601', '402021234');
    expect(await offered()).toEqual(['', '207Q00000X']);
    expect(await card(page).innerText()).toMatch(
      /363L00000X is not right for every billing loop of this provider/,
    );
    await choice.selectOption('207Q00000X');
    expect(await card(page).innerText()).toMatch('2 billing loops will be corrected.');
    await page.getByRole('button', { name: 'Check other files' }).click();

    await check('40601', '402021234', '410111234');
    expect(await choice.count()).toBe(0);
    expect(await card(page).innerText()).toMatch(/No one code is right for every billing loop/);
    const saved = (await downloadFile(page, save)).bytes.toString();
    expect(saved.match(/PRV\*.*(?=~)/g)).toEqual(['PRV*BI*PXC*207Q00000X', 'PRV*BI*PXC*363L00000X']);
    await page.close();
  });

  it('offer no code where the claims of one loop need different ones', async () => {
    const spans = `npi,medicaid_id,provider_type,taxonomy,effective_date,end_date
1234567893,7100000001,64,207Q00000X,2020-01-01,2025-12-31
1234567893,7100000002,78,363L00000X,2020-01-01,2025-12-31
1234567893,7100000003,64,208D00000X,2026-01-01,
1234567893,7100000004,78,364S00000X,2026-01-01,
`;
    const body = [...billing(), ...subscriber(), ...claim({ date: '20250601' }), ...claim({ id: 'PCN2' })];
    const page = await chrome.open();
    await drop(page, [
      { name: 'registry.csv', content: spans },
      { name: 'a.837', content: bytesOf(interchange({ body })) },
    ]);
    await results(page);
    await page.getByRole('button', { name: save }).waitFor();
    expect(await card(page).innerText()).toMatch(
      /need different taxonomy codes\. That takes a second billing/,
    );
    expect(await card(page).locator('select').count()).toBe(0);
    expect(await page.getByRole('button', { name: save }).isDisabled()).toBe(true);
    await page.close();
  });

  it('are not offered where none is wanted', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('clean.837')]);
    await results(page);
    expect(await card(page).count()).toBe(0);
    await page.close();
  });

  it('show what a hostile file says, and do nothing of it', async () => {
    const hostile = '<img src=x onerror="hacked=1">';
    const file = simpleFile({ zip: '40202' }).map((line) => line.replace('RIVER CITY CLINIC', hostile));
    const page = await chrome.open();
    await drop(page, [
      { name: 'registry.csv', content: registry },
      { name: '<b>.837', content: bytesOf(file) },
    ]);
    await downloadFile(page, save);
    await page.getByText('What was changed').click();
    expect(await page.locator('.diff').innerText()).toMatch(hostile);
    expect(await page.evaluate(() => document.images.length)).toBe(0);
    await page.close();
  });

  it('are made by keyboard alone', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('professional.837')]);
    await page.getByRole('button', { name: save }).waitFor();
    await page.getByRole('button', { name: 'Correct the files' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('correct');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await codeOf(page, /CEDAR HOLLOW/).inputValue()).toBe('261QF0400X');
    await page.keyboard.press('Tab');
    const waiting = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await waiting).suggestedFilename()).toBe('professional-corrected.837');
    await page.close();
  });

  it('of large files are made when asked for, hold no file in memory, and end when told to', async () => {
    const cwd = folder();
    const generator = resolve(import.meta.dirname, '../../bench/generate.mjs');
    const [large, list] = [join(cwd, 'large.837'), join(cwd, 'list.csv')];
    execFileSync(process.execPath, [generator, '--size', '200MB', '--out', large, '--registry-out', list]);
    linkSync(large, join(cwd, 'second.837'));
    const page = await chrome.open(pageUrl);
    await giveRegistry(page, list);
    await giveClaims(page, [large, join(cwd, 'second.837')]);
    await results(page);
    const look = page.getByRole('button', { name: 'See what can be corrected' });
    await look.click();
    await card(page).getByRole('button', { name: 'Cancel' }).click();
    await look.waitFor();
    await page.getByRole('button', { name: 'Check other files' }).click();

    await giveClaims(page, large);
    await results(page);
    const before = await chrome.peakMemory();
    await look.click();
    await page.getByRole('button', { name: save }).waitFor();
    const provider = page
      .locator('.to-decide li')
      .filter({ has: page.locator('select') })
      .first();
    const npi = /NPI (\d{10})/.exec(await provider.innerText())![1]!;
    const [code] = await provider.locator('select').selectOption({ index: 1 });
    const { bytes } = await downloadFile(page, save);
    expect(await page.locator('.corrected').innerText()).toMatch(/\d+ billing loops? corrected/);
    // Whatever the collector has left lying about, neither the file nor its copy is in it.
    if (process.platform === 'linux') expect((await chrome.peakMemory()) - before).toBeLessThan(150e6);
    const assign = ['--assign', `${npi}=${code}`];
    await run(['fix', 'large.837', '--registry', 'list.csv', '--out', 'out', '--quiet', ...assign], { cwd });
    expect(bytes.equals(readFileSync(join(cwd, 'out/large.837')))).toBe(true);
    await page.close();
  });
});
