import { execFileSync } from 'node:child_process';
import { appendFileSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
const day = String.raw`\d{4}-\d\d-\d\d`;
/** The name of a corrected copy. */
const named = (name: string) => new RegExp(`^${name.replace('.', `-corrected-${day}\\.`)}$`);
const card = (page: Page) => page.locator('.correct');
const headline = (page: Page) => page.locator('.headline').innerText();
/** The choices of a code. */
const codeOf = (page: Page, name: RegExp) => card(page).locator('.part').getByLabel(name);

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

function count(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes).toString().split(text).length - 1;
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
    expect(saved).toMatch(named(name));
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
    expect(await card(page).innerText()).toMatch(
      'Claims CHC-26-10417, CHC-26-10423, CHC-26-10431, CHC-26-10502',
    );
    // Nothing was corrected yet.
    expect(await headline(page)).not.toMatch('would bounce;');
    await page.getByText('What will be changed, segment by segment').click();
    const diff = await page.locator('.diff').innerText();
    expect(diff).toMatch(/HL\*7\*\*20\*1\n\+PRV\*BI\*PXC\*261QR1300X\n/);
    expect(diff).toMatch(/# TWIN FORKS.*2 claims, \$580\.00.*\n# Claims \S+, \S+\.\n/);
    expect(diff).not.toMatch('CEDAR');
    await downloadFile(page, save);
    const said = await page.locator('.corrected').innerText();
    await expect
      .poll(() => headline(page))
      .toMatch('6 would bounce; 4 after your corrections, $914.50 at risk.');
    expect(said).toMatch(new RegExp(`professional-corrected-${day}\\.837`));
    expect(said).toMatch(
      '1 billing loop corrected: 2 claims, $580.00; 1 billing loop left for you to decide: 4 claims, $914.50.',
    );
    expect(said).toMatch('6 claims would have bounced; now 4 will, $914.50 at risk.');
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
    expect(one.name).toMatch(named('packed.837'));
    const copies = await copiesOf(cwd, ['claims'], assigned);
    expect(one.bytes.equals(copies.get('packed.837')!)).toBe(true);

    await page.getByRole('button', { name: 'Check other files' }).click();
    await page.locator('input[webkitdirectory]').setInputFiles(join(cwd, 'claims'));
    await codeOf(page, /CEDAR HOLLOW/).selectOption('261QF0400X');
    await codeOf(page, /PENNYRILE/).selectOption('261QA1903X');
    const several = await downloadFile(page, save);
    expect(several.name).toMatch(new RegExp(`^prvcheck-corrected-${day}\\.zip$`));
    const files = await unzipped(several.bytes);
    const changed = [...copies].filter(([name]) => name !== 'deep/clean.837');
    expect([...files.keys()].sort()).toEqual(
      ['changes.csv', ...changed.map(([name]) => `corrected/claims/${name}`)].sort(),
    );
    expect(files.size).toBe(5);
    for (const [name, bytes] of changed)
      expect(files.get(`corrected/claims/${name}`)!.equals(bytes)).toBe(true);
    const rows = files.get('changes.csv')!.toString().trimEnd().split('\r\n');
    expect(rows.filter((row) => row.includes(',inserted,')).length).toBeGreaterThan(3);
    expect(rows.some((row) => row.startsWith('claims/cut.gz,failed,'))).toBe(true);
    const said = await page.locator('.corrected').innerText();
    expect(said).toMatch('In it: 4 corrected copies, and changes.csv');
    expect(said).toMatch('Nothing was changed in 1 file, and it is not saved again: claims/deep/clean.837.');
    expect(await card(page).innerText()).toMatch(
      /claims\/cut\.gz is damaged.* No corrected copy of it was made\./,
    );
    expect(await headline(page)).not.toMatch('after your corrections');
    // The same again, byte for byte.
    expect((await downloadFile(page, save)).bytes.equals(several.bytes)).toBe(true);
    await page.close();
  });

  it('of a folder are, with the choices saved, what the command writes wherever it is run', async () => {
    const professional = readFileSync(join(demo, 'professional.837'));
    const cwd = folder({
      'registry.csv': readFileSync(join(demo, 'registry.csv')),
      'all/claims/a.837': professional,
      'all/claims/deep/a.837': professional,
      'all/claims/week.zip': zip([{ name: 'week 1/a.837', data: professional, method: 8 }]),
    });
    const page = await chrome.open();
    await giveRegistry(page, join(cwd, 'registry.csv'));
    await page.locator('input[webkitdirectory]').setInputFiles(join(cwd, 'all/claims'));
    await card(page)
      .getByLabel(/Different codes.*CEDAR/)
      .selectOption('file');
    await codeOf(page, /CEDAR.*claims\/a\.837/).selectOption('251S00000X');
    await codeOf(page, /CEDAR.*week 1/).selectOption('261QD0000X');
    await card(page).getByText('5 billing loops will be corrected, 1 other left').waitFor();
    writeFileSync(join(cwd, 'choices.csv'), (await downloadFile(page, 'Save these choices')).bytes);
    const saved = await unzipped((await downloadFile(page, save)).bytes);
    for (const [path, out] of [
      ['all/claims', 'below'],
      ['all', 'above'],
    ] as const) {
      const args = ['--registry', 'registry.csv', '--out', out, '--assignments', 'choices.csv', '--quiet'];
      await run(['fix', path, ...args], { cwd });
      const below = join(cwd, out, path === 'all' ? 'claims' : '');
      for (const name of ['a.837', 'deep/a.837', 'week.zip!/week 1/a.837'])
        expect(saved.get(`corrected/claims/${name}`)!.equals(readFileSync(join(below, name))), name).toBe(
          true,
        );
    }
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
    const offered = async (name: RegExp) => {
      const values = await codeOf(page, name).locator('option').all();
      return Promise.all(values.map((option) => option.getAttribute('value')));
    };
    const again = () => page.getByRole('button', { name: 'Check other files' }).click();
    await check('40601', '40601');
    expect(await offered(/RIVER CITY/)).toEqual(['', '207Q00000X', '363L00000X']);
    expect(await card(page).innerText()).toMatch('2 billing loops');
    await again();

    // Of the second one the registry says what it is to carry.
    await check('40601', '402021234');
    expect(await offered(/RIVER CITY/)).toEqual(['', '207Q00000X']);
    await codeOf(page, /RIVER CITY/).selectOption('207Q00000X');
    await card(page).getByText('2 billing loops will be corrected.').waitFor();
    // Split by ZIP, it need not have the same.
    await card(page)
      .getByLabel(/Different codes.*RIVER CITY/)
      .selectOption('zip');
    expect(await offered(/RIVER CITY.*ZIP 40601/)).toEqual(['', '207Q00000X', '363L00000X']);
    await again();

    await check('40601', '402021234', '410111234');
    expect(await codeOf(page, /RIVER CITY/).count()).toBe(1);
    await codeOf(page, /ZIP 40601/).selectOption('363L00000X');
    await card(page).getByText('3 billing loops will be corrected.').waitFor();
    const saved = (await downloadFile(page, save)).bytes.toString();
    expect(saved.match(/PRV\*.*(?=~)/g)).toEqual([
      'PRV*BI*PXC*363L00000X',
      'PRV*BI*PXC*207Q00000X',
      'PRV*BI*PXC*363L00000X',
    ]);
    await page.close();
  });

  const either = `npi,medicaid_id,provider_type,taxonomy,effective_date,end_date
1234567893,7100000001,64,207Q00000X,,2025-12-31
1234567893,7100000002,78,363L00000X,,2025-12-31
1234567893,7100000003,65,208D00000X,2026-01-01,
1234567893,7100000004,79,364S00000X,2026-01-01,
`;
  interface Bill {
    readonly zip?: string;
    readonly payer?: string;
    readonly date?: string;
  }
  const dental = '005010X224A2';
  /** A file of billing loops with 12 claims each. */
  const bills = (loops: readonly Bill[], version = '005010X222A1') =>
    bytesOf(
      interchange({
        version,
        body: loops.flatMap(({ zip = '402021234', payer = 'KYMEDICAID', date = '20260102' }, i) => [
          ...billing({ hl: String(2 * i + 1), zip }),
          ...subscriber({ hl: String(2 * i + 2), parent: String(2 * i + 1), payer }),
          ...Array.from({ length: 12 }, (_, n) => claim({ id: `PCN${i}-${n}`, charge: '10', date })).flat(),
        ]),
      }),
    );

  it.each<[string, string | null, Record<string, Uint8Array>, Record<string, string>]>([
    [
      'kind of claim',
      'kind',
      { 'a.837': bills([{}, {}]), 'b.837': bills([{}], dental) },
      { 'Professional claims': '208D00000X', 'Dental claims': '364S00000X' },
    ],
    [
      'ZIP',
      'zip',
      { 'a.837': bills([{ zip: '40202' }, { zip: '410110001' }, { zip: '402021234' }]) },
      { 'ZIP 40202': '208D00000X', 'ZIP 41011': '364S00000X' },
    ],
    [
      'ZIP+4',
      'zip4',
      { 'a.837': bills([{ zip: '402020001' }, { zip: '402020002' }]) },
      { 'ZIP 40202-0001': '208D00000X', 'ZIP 40202-0002': '364S00000X' },
    ],
    [
      'payer',
      'payer',
      { 'a.837': bills([{ payer: '128KY' }, {}, {}]) },
      { 'Payer 128KY': '208D00000X', 'Payer KYMEDICAID': '364S00000X' },
    ],
    [
      'file',
      'file',
      { 'a.837': bills([{}]), '=b, "c";.837': bills([{}, {}]) },
      { 'File a.837': '208D00000X', 'File =b, "c";.837': '364S00000X' },
    ],
    [
      'billing loop',
      'loop',
      { 'a.837': bills([{}, {}]), 'b.837': bills([{}]) },
      {
        'Billing loop ISA 000000905 GS 1 ST 0001 HL 1 in a.837': '208D00000X',
        'Billing loop ISA 000000905 GS 1 ST 0001 HL 3 in a.837': '364S00000X',
        'Billing loop ISA 000000905 GS 1 ST 0001 HL 1 in b.837': '364S00000X',
      },
    ],
    [
      'kind, as one code is not possible for all',
      null,
      { 'a.837': bills([{}]), 'b.837': bills([{ date: '20250102' }], dental) },
      { 'Professional claims': '208D00000X', 'Dental claims': '207Q00000X' },
    ],
    [
      'possible codes, where nothing else tells which may have which',
      null,
      { 'a.837': bills([{}, { date: '20250102' }, {}]) },
      {
        '2 billing loops': '364S00000X',
        'Billing loop ISA 000000905 GS 1 ST 0001 HL 3 in a.837': '207Q00000X',
      },
    ],
    [
      'kind, and by ZIP where that does not do',
      null,
      {
        'a.837': bills([{}, { zip: '40601', date: '20250102' }]),
        'b.837': bills([{ zip: '40601' }], dental),
      },
      {
        'Professional claims, ZIP 40202': '208D00000X',
        'Professional claims, ZIP 40601': '207Q00000X',
        'Dental claims': '364S00000X',
      },
    ],
  ])('are, by %s, what the command writes with the choices saved', async (_, way, files, codes) => {
    const cwd = folder({ 'registry.csv': either, ...files });
    const page = await chrome.open();
    const dropped = Object.entries(files).map(([name, content]) => ({ name, content }));
    await drop(page, [{ name: 'registry.csv', content: either }, ...dropped]);
    await page.getByRole('button', { name: save }).waitFor();
    const split = card(page).getByLabel(/Different codes/);
    if (way !== null) {
      expect(await split.inputValue()).toBe('');
      await split.selectOption(way);
    } else expect(await split.locator('option', { hasText: 'One code for all' }).count()).toBe(0);
    const parts = card(page).locator('.part');
    expect((await parts.locator('strong').allInnerTexts()).sort()).toEqual(Object.keys(codes).sort());
    for (const [name, code] of Object.entries(codes)) {
      const part = parts.filter({ has: page.locator('strong').getByText(name, { exact: true }) });
      const claims = Number(/(\d+) claims/.exec(await part.innerText())![1]);
      await part.getByRole('button', { name: `Show all ${claims}` }).click();
      expect((await part.innerText()).match(/PCN\d+-\d+/g)).toHaveLength(claims);
      await part.locator('select').selectOption(code);
    }
    const loops = Object.values(files).reduce((sum, bytes) => sum + count(bytes, '**20*1~'), 0);
    await card(page).getByText(`${loops} billing loops will be corrected.`).waitFor();
    const corrected = `${12 * loops} would bounce; 0 after your corrections.`;
    await expect.poll(() => headline(page)).toMatch(corrected);

    const choices = await downloadFile(page, 'Save these choices');
    expect(choices.name).toMatch(new RegExp(`^prvcheck-choices-${day}\\.csv$`));
    writeFileSync(join(cwd, 'choices.csv'), choices.bytes);
    const args = ['--assignments', 'choices.csv', '--changes', 'changes.csv', '--quiet'];
    const names = Object.keys(files);
    const ran = await run(['fix', ...names, '--registry', 'registry.csv', '--out', 'out', ...args], { cwd });
    expect(ran.code, ran.err).toBe(0);
    const { bytes } = await downloadFile(page, save);
    const saved =
      names.length === 1
        ? new Map([
            [`corrected/${names[0]}`, bytes],
            ['changes.csv', (await downloadFile(page, 'Save the list of changes')).bytes],
          ])
        : await unzipped(bytes);
    expect(saved.size).toBe(names.length + 1);
    expect(saved.get('changes.csv')!.toString()).toBe(readFileSync(join(cwd, 'changes.csv'), 'utf8'));
    for (const [name, content] of saved)
      if (name !== 'changes.csv')
        expect(content.equals(readFileSync(join(cwd, name.replace('corrected', 'out'))))).toBe(true);
    await page.close();
  });

  it('are not made of a file that has changed since, and the page says so', async () => {
    const cwd = folder({ 'registry.csv': registry, 'a.837': bytesOf(simpleFile({ zip: '40202' })) });
    const page = await chrome.open();
    await giveRegistry(page, join(cwd, 'registry.csv'));
    await giveClaims(page, join(cwd, 'a.837'));
    await page.getByRole('button', { name: save }).waitFor();
    appendFileSync(join(cwd, 'a.837'), '\n');
    await page.getByRole('button', { name: save }).click();
    await card(page).getByText('No corrected copy of it was made.').waitFor();
    expect(await page.locator('.corrected').count()).toBe(0);
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
    await page.getByText('What will be changed').click();
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
    await card(page).getByText('2 billing loops will be corrected.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.diff').isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const waiting = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await waiting).suggestedFilename()).toMatch(named('professional.837'));
    await page.close();
  });

  it('are asked for before choices that are not saved are lost', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('professional.837')]);
    const isAsked = () =>
      page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
    await page.getByRole('button', { name: save }).waitFor();
    expect(await isAsked()).toBe(false);
    await codeOf(page, /CEDAR HOLLOW/).selectOption('261QF0400X');
    await card(page).getByText('2 billing loops will be corrected.').waitFor();
    expect(await isAsked()).toBe(true);
    await downloadFile(page, save);
    await page.locator('.corrected').waitFor();
    expect(await isAsked()).toBe(false);
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
      .filter({ has: page.locator('.part select') })
      .first();
    const npi = /NPI (\d{10})/.exec(await provider.innerText())![1]!;
    const [code] = await provider.locator('.part select').first().selectOption({ index: 1 });
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
