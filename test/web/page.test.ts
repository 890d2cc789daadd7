import { execFileSync } from 'node:child_process';
import { copyFileSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { billing, claim, interchange, subscriber } from '../build';
import { folder, registryCsv, run, start } from '../cli/run';
import { tar } from '../cli/tar';
import { zip } from '../cli/zip';
import {
  clean,
  demo,
  demoFile,
  download,
  downloadFile,
  drop,
  executablePath,
  giveClaims,
  giveRegistry,
  pageUrl,
  press,
  results,
  skipped,
  useBrowser,
} from './browser';

/** What the command says of the same files. */
async function ndjsonOf(cwd: string, ...args: string[]): Promise<string> {
  const format = ['--format', 'ndjson', '--quiet', '--jobs', '1'];
  return (await run(['check', ...args, ...format], { cwd })).out;
}

const text = (segments: readonly string[]) => segments.map((segment) => `${segment}~\n`).join('');

/** Claims of providers of these names, which all lack their taxonomy. */
function claimsOf(...providers: string[]): string {
  const body = providers.flatMap((name, i) => [
    `HL*${2 * i + 1}**20*1`,
    ...billing()
      .slice(1)
      .map((segment) => segment.replace('RIVER CITY CLINIC', name)),
    ...subscriber({ hl: String(2 * i + 2), parent: String(2 * i + 1) }),
    ...claim({ id: `PCN${i}` }),
  ]);
  return text(interchange({ body }));
}

/** Claims of billing loops: whose NPI, how many, and the taxonomy if there is one. */
function claimsBy(...loops: readonly (readonly [npi: string, count: number, taxonomy?: string])[]): string {
  const body = loops.flatMap(([id, count, taxonomy], i) => [
    ...billing({ hl: `${2 * i + 1}`, id, prv: taxonomy ? [`PRV*BI*PXC*${taxonomy}`] : [] }),
    ...subscriber({ hl: `${2 * i + 2}`, parent: `${2 * i + 1}` }),
    ...Array.from({ length: count }, (_, n) => claim({ id: `L${i}-${n}` })).flat(),
  ]);
  return text(interchange({ body }));
}

/** YYYY-MM-DD HH:MM, by the clock of this computer. */
function minute(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
}

const known = '1234567893';
const unknown = '1558598797';
const right = '207Q00000X';

describe.skipIf(executablePath === undefined)(`the page${skipped}`, () => {
  const chrome = useBrowser();

  /** What the page says of claims: the headline, its colour, and what stands below it. */
  async function said(claims: string) {
    const page = await chrome.open();
    await drop(page, [
      { name: 'registry.csv', content: registryCsv },
      { name: 'a.837', content: claims },
    ]);
    await results(page);
    const answer = await headlineOf(page);
    await page.close();
    return answer;
  }

  async function headlineOf(page: Page) {
    const mood = await page.locator('.headline').getAttribute('class');
    const heading = await page.locator('h1').innerText();
    const leads = await page.locator('.headline .lead').allInnerTexts();
    return { mood: mood!.replace('headline ', ''), heading, leads };
  }

  const toDo =
    /your list has no active enrollment of (their|its) billing NPIs?\. Add these enrollments to the list, or ask .* check again\.$/i;

  it('is green only where every claim was decided, and says what was checked', async () => {
    expect(await said(claimsBy([known, 3, right]))).toEqual({
      mood: 'good',
      heading: 'No billing taxonomy is missing or wrong in the 3 claims',
      leads: [expect.stringMatching(/Nothing but the taxonomy was checked/)],
    });
    expect(await said(claimsBy([known, 1, '163W00000X']))).toMatchObject({
      mood: 'odd',
      heading: 'Look at 1 of 1 claim before you send',
    });
  });

  it('says first that claims are undecided where they are the most, and what to do', async () => {
    expect(await said(claimsBy([known, 3, right], [unknown, 3]))).toEqual({
      mood: 'odd',
      heading: '3 of 6 claims could not be decided',
      leads: [
        expect.stringMatching(toDo),
        'No billing taxonomy is missing or wrong in the 3 claims that could be decided.',
      ],
    });
    expect(await said(claimsBy([known, 4, right], [unknown, 3]))).toEqual({
      mood: 'odd',
      heading: 'No billing taxonomy is missing or wrong in the 4 claims that could be decided',
      leads: [expect.stringMatching(/^3 claims could not be decided: your list/)],
    });
    expect(await said(claimsBy([known, 1], [unknown, 2]))).toMatchObject({
      mood: 'odd',
      heading: '2 of 3 claims could not be decided, and 1 will bounce: $150.25 at risk',
    });
    expect(await said(claimsBy([known, 2], [unknown, 1]))).toEqual({
      mood: 'bad',
      heading: '2 of 3 claims will bounce: $300.50 at risk',
      leads: ['There is one thing to change.', expect.stringMatching(/^1 claim could not be decided: your/)],
    });
  });

  it('says that nothing was decided, and marks each claim so', async () => {
    const page = await chrome.open();
    await drop(page, [
      { name: 'registry.csv', content: registryCsv },
      { name: 'a.837', content: claimsBy([unknown, 2, right]) },
    ]);
    await results(page);
    expect(await headlineOf(page)).toEqual({
      mood: 'odd',
      heading: 'None of 2 claims could be decided',
      leads: [expect.stringMatching(toDo)],
    });
    expect(await page.locator('#fixes').innerText()).toBe('Complete your list first');
    expect(await page.locator('.finding .tag').allInnerTexts()).toEqual(['Undecided', 'Undecided']);
    expect(await page.locator('main').innerText()).not.toMatch(
      /missing or wrong|nothing to change|will bounce/,
    );
    await clean(page);
    await page.close();
  });

  it('a report is green neither where nothing was checked nor where the rules are off', async () => {
    const cwd = folder({ 'a.837': claimsBy([known, 1, right], [unknown, 1, right]) });
    const reportOf = async (...flags: string[]) => {
      await run(['check', 'a.837', '--registry', 'registry.csv', '--format', 'html:r.html', ...flags], {
        cwd,
      });
      const page = await chrome.open(pathToFileURL(join(cwd, 'r.html')).href);
      const answer = await headlineOf(page);
      await page.close();
      return answer;
    };
    expect(await reportOf('--severity', 'npi-unregistered=off')).toMatchObject({
      mood: 'odd',
      heading: '1 of 2 claims could not be decided',
    });
    expect(await reportOf('--payer', 'OTHER')).toMatchObject({
      mood: 'odd',
      heading: 'Every claim is out of scope, so none was checked',
    });
  });

  it.each(['professional.837', 'institutional.837', 'dental.837', 'clean.837'])(
    'says of %s what the command says, byte for byte',
    async (name) => {
      const page = await chrome.open();
      await drop(page, [await demoFile('registry.csv'), await demoFile(name)]);
      await results(page);
      const expected = await ndjsonOf(demo, name, '--registry', 'registry.csv');
      expect(await download(page, 'Data (NDJSON)')).toBe(expected);
      const { claims, flagged } = JSON.parse(expected.trim().split('\n').at(-1)!);
      const headline = flagged > 0 ? `${flagged} of ${claims} claims will bounce` : /^No billing taxonomy/;
      expect(await page.locator('h1').innerText()).toMatch(headline);
      await page.close();
    },
  );

  it('takes several files, a gzip, a zip and a folder, and broken ones, as the command does', async () => {
    const professional = readFileSync(join(demo, 'professional.837'));
    const dental = readFileSync(join(demo, 'dental.837'));
    const packed = zip([
      { name: 'week 2/b.837', data: dental, method: 8 },
      { name: 'week 1/a.837', data: professional, method: 8 },
      { name: 'week 1/a.837', data: dental, method: 0 },
      { name: 'readme.txt', data: 'nothing', method: 8 },
      { name: 'week 1/c.837.gz', data: gzipSync(dental), method: 0 },
    ]);
    const members = Buffer.concat([gzipSync(professional), gzipSync(dental), Buffer.alloc(100)]);
    const wrongSum = gzipSync(dental);
    wrongSum.fill(0, wrongSum.length - 8);
    const cwd = folder({
      'registry.csv': readFileSync(join(demo, 'registry.csv')),
      'claims/cut.837': professional.subarray(0, 2000),
      'claims/deep/dental.837': dental,
      'claims/deep.837': professional,
      'claims/notes.txt': 'nothing',
      'claims/empty.837': '',
      'claims/base64.837': 'SVNBKjAwKiAgICAg',
      'claims/head cut.txt': professional.subarray(60),
      'claims/letter.837p': zip([{ name: 'word/document.xml', data: '<xml/>' }]),
      'claims/letter.docx': zip([{ name: 'word/document.xml', data: '<xml/>' }]),
      'claims/march.tar': tar([{ name: 'a.837', data: professional }]),
      'claims/march.tgz': gzipSync(tar([{ name: 'a.837', data: professional }])),
      'claims/april.837': tar([{ name: 'a.837', data: professional }], 'old'),
      'claims/april.837.gz': gzipSync(tar([{ name: 'a.837', data: professional }])),
      'claims/packed.zip': packed,
      'claims/two members.gz': members,
      'claims/cut.gz': gzipSync(professional).subarray(0, -20),
      'claims/secret.zip': zip([{ name: 'a.837', data: professional, method: 8, flags: 1 }]),
      'claims/wrong sum.gz': wrongSum,
      'letter.837': 'Dear Madam',
    });
    const page = await chrome.open();
    await giveRegistry(page, join(cwd, 'registry.csv'));
    await page.locator('input[webkitdirectory]').setInputFiles(join(cwd, 'claims'));
    await results(page);
    expect(await download(page, 'Data (NDJSON)')).toBe(
      await ndjsonOf(cwd, 'claims', '--registry', 'registry.csv'),
    );
    const found = await download(page, 'Data (NDJSON)');
    for (const name of ['base64.837', 'empty.837', 'head cut.txt', 'letter.837p'])
      expect(found).toContain(`"file":"claims/${name}"`);
    const said = await page.locator('main').innerText();
    for (const name of ['cut.gz', 'wrong sum.gz']) expect(said).toMatch(`${name} is damaged`);
    expect(said).toMatch(/secret\.zip.*is encrypted. Unpack it with its password first/);
    for (const name of ['march.tar', 'march.tgz', 'april.837', 'april.837.gz'])
      expect(said).toMatch(`claims/${name} is a tar archive: unpack it first.`);
    expect(said).toMatch(/3 other files skipped: claims\/letter.docx, claims\/notes.txt, .*readme.txt/);
    expect(said).toMatch('Claims may have been missed');

    await page.getByRole('button', { name: 'Check other files' }).click();
    await giveClaims(
      page,
      ['claims/packed.zip', 'letter.837', 'claims/march.tar'].map((name) => join(cwd, name)),
    );
    await results(page);
    const files = ['letter.837', 'claims/packed.zip'];
    const expected = await ndjsonOf(cwd, ...files, '--registry', 'registry.csv');
    expect(await download(page, 'Data (NDJSON)')).toBe(expected.replaceAll('"claims/', '"'));
    expect(await page.locator('main').innerText()).toMatch('march.tar is a tar archive: unpack it first.');
    await page.close();
  });

  it('says in a spreadsheet what the command says', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('professional.837')]);
    await results(page);
    const args = ['professional.837', '--registry', 'registry.csv', '--format', 'csv', '--quiet'];
    expect(await download(page, 'Spreadsheet')).toBe((await run(['check', ...args], { cwd: demo })).out);
    await page.close();
  });

  it.each([
    { names: ['dental.837', 'clean.837'], leftOut: '' },
    {
      names: ['dental.837', 'professional.837', 'cut.gz', 'wrong.837'],
      leftOut: 'Not in the 277CA: 31 claims, whose set',
    },
  ])(
    'answers $names with the 277CA that the command writes, and says that it names patients and what it leaves out',
    async ({ names, leftOut }) => {
      const cut = gzipSync(readFileSync(join(demo, 'professional.837'))).subarray(0, -20);
      const wrong = readFileSync(join(demo, 'clean.837'), 'latin1').replace('IEA*1*0', 'IEA*1*9');
      const made: Record<string, string | Buffer> = { 'cut.gz': cut, 'wrong.837': wrong };
      const content = (name: string) => made[name] ?? readFileSync(join(demo, name));
      const files = [...names].sort().map((name) => ({ name, content: content(name) }));
      const cwd = folder(Object.fromEntries(files.map(({ name, content }) => [name, content])));
      const list = ['--registry', join(demo, 'registry.csv')];
      const args = [...files.map(({ name }) => name), ...list, '--format', '277ca:answer.277', '--quiet'];
      await run(['check', ...args], { cwd });
      const page = await chrome.open();
      await drop(page, [await demoFile('registry.csv'), ...files]);
      await results(page);
      expect(await page.locator('#names-patients').textContent()).toMatch('It names patients');
      const { name, bytes } = await downloadFile(page, '277CA');
      expect(name).toBe('prvcheck-277ca.277');
      const expected = readFileSync(join(cwd, 'answer.277'));
      expect(expected.toString()).toMatch(/STC\*A[678]:/);
      expect(bytes.toString()).toBe(expected.toString());
      const status = page.locator('.actions [role=status]');
      await expect.poll(() => status.innerText()).toMatch(leftOut === '' ? /^$/ : leftOut);
      await page.close();
    },
  );

  it('says that no claim is in a 277CA, and saves none', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('professional.837')]);
    await results(page);
    let saved = false;
    page.on('download', () => {
      saved = true;
    });
    await press(page, '277CA');
    await page.getByText('Not in the 277CA: 13 claims, whose set').waitFor();
    expect(saved).toBe(false);
    await page.close();
  });

  it('shows no name otherwise than it is', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'registry\u202e\u200b.csv', content: registryCsv }]);
    await page.getByText('registry<202E><200B>.csv').waitFor();
    await drop(page, [{ name: 'a\u202e738\u2066.837', content: claimsOf('RIVER\u202eCITY') }]);
    await results(page);
    const shown = await page.locator('body').innerText();
    expect(shown).toContain('RIVER<202E>CITY');
    expect(shown).not.toMatch(/\p{Cf}/u);
    await page.close();
  });

  it('saves the report that the command writes', async () => {
    const cwd = folder({ 'registry.csv': readFileSync(join(demo, 'registry.csv')) });
    copyFileSync(join(demo, 'professional.837'), join(cwd, 'professional.837'));
    const began = minute();
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('professional.837')]);
    await results(page);
    const saved = await download(page, 'Save a report');
    const shown = (html: string) => JSON.parse(/id="shown">(.*?)<\/script>/s.exec(html)![1]!);
    const { stamp } = shown(saved).about;
    expect(began <= stamp && stamp <= minute()).toBe(true);
    const flags = ['--registry', 'registry.csv', '--dates', 'us', '--stamp', stamp];
    await run(['check', 'professional.837', '--format', 'html:report.html', ...flags], { cwd });
    const theirs = readFileSync(join(cwd, 'report.html'), 'utf8');
    expect(shown(saved)).toEqual(shown(theirs));
    expect(Object.keys(shown(saved).digest.excerpts).length).toBeGreaterThan(2);
    const policy = /content="(default-src[^"]*)"/;
    expect(policy.exec(saved)![1]).toBe(policy.exec(theirs)![1]);
    expect(saved).not.toMatch(/blob:|wasm-unsafe-eval'[^']*"|id="worker"/);
    await page.close();
    writeFileSync(join(cwd, 'saved.html'), saved);
    for (const name of ['report.html', 'saved.html']) {
      const report = await chrome.open(pathToFileURL(join(cwd, name)).href);
      expect(await report.locator('h1').innerText()).toMatch(/^\d+ of \d+ claims will bounce: \$/);
      await report.locator('.opener').first().click();
      expect(await report.locator('.excerpt').innerText()).toMatch(/HL\*/);
      await report.close();
    }
  });

  it('tells what is wrong, shows the place, and masks what is private', async () => {
    const page = await chrome.open();
    await drop(page, [await demoFile('registry.csv'), await demoFile('professional.837')]);
    await results(page);
    const first = page.locator('.fix').first();
    expect(await first.innerText()).toMatch(/\(CMS-1500 box 33b with qualifier ZZ; loop 2000A PRV03\)/);
    await page.getByLabel('Reason').selectOption('taxonomy-missing');
    await page.locator('.opener').first().click();
    const excerpt = await page.locator('.excerpt').innerText();
    expect(excerpt).toMatch(
      /HL\*\d+\*\*20\*1~\s*\+\s*the taxonomy \(PRV\) belongs here\s*\d+\s*NM1\*85\*2\*/,
    );
    expect(excerpt).toMatch(/N3\*•••~/);
    expect(excerpt).toMatch(/REF\*EI\*•••~/);
    await page.close();
  });

  it('searches, filters and sorts', async () => {
    const page = await chrome.open();
    await drop(page, [
      await demoFile('registry.csv'),
      await demoFile('professional.837'),
      await demoFile('dental.837'),
    ]);
    await results(page);
    const count = () => page.locator('.count').innerText();
    const all = Number(/^(\d+) claims$/.exec(await count())![1]);
    await page.getByLabel('Search').fill('dentistry');
    const found = Number(/^(\d+) of/.exec(await count())![1]);
    expect(found > 0 && found < all).toBe(true);
    expect(await page.locator('.finding').count()).toBe(found);
    await page.getByLabel('Search').fill('nobody is called so');
    await page.getByRole('button', { name: 'Show all claims' }).click();
    expect(await count()).toBe(`${all} claims`);
    await page.locator('.filters').getByLabel('File').selectOption({ label: 'dental.837' });
    expect(await count()).toMatch(new RegExp(`^\\d+ of ${all} claims$`));
    await page.locator('.filters').getByLabel('File').selectOption('');
    const charges = async () =>
      (await page.locator('.finding .column-charge').allInnerTexts()).map((charge) =>
        Number(charge.replace(/[$,]/g, '')),
      );
    await page.getByRole('button', { name: 'Charge' }).click();
    const ascending = await charges();
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
    await page.getByRole('button', { name: 'Charge' }).click();
    expect(await charges()).toEqual([...ascending].reverse());
    expect(await page.locator('th.column-charge').getAttribute('aria-sort')).toBe('descending');
    await page.close();
  });

  it('asks which column is which, and reads the list by the answer', async () => {
    const odd = registryCsv.replace('npi,medicaid_id', 'our number,the id');
    const cwd = folder({ 'odd.csv': odd, 'a.837': claimsOf('RIVER CITY') });
    const page = await chrome.open();
    await page.locator('input[type=file]').first().setInputFiles(join(cwd, 'odd.csv'));
    await page.getByText('Which column of odd.csv is which?').waitFor();
    expect(await page.getByRole('button', { name: 'Use these columns' }).isDisabled()).toBe(true);
    await page.getByLabel('NPI needed').selectOption('our number');
    await page.getByLabel('Medicaid ID needed').selectOption('the id');
    await page.getByRole('button', { name: 'Use these columns' }).click();
    await page.getByText('2 enrollments of 1 NPI').waitFor();
    await giveClaims(page, join(cwd, 'a.837'));
    await results(page);
    const columns = ['--columns', 'npi=our number', '--columns', 'medicaid_id=the id'];
    const expected = await ndjsonOf(cwd, 'a.837', '--registry', 'odd.csv', ...columns);
    expect(await download(page, 'Data (NDJSON)')).toBe(expected);
    await page.close();
  });

  it('names bad rows by line, and leaves them out when told to', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'list.csv', content: `${registryCsv}12,7100000003,64,\n` }]);
    await page.getByText('list.csv has 1 row that cannot be read').waitFor();
    expect(await page.locator('.rows-list').innerText()).toMatch(
      /Row 4: its NPI "12" is not ten digits\. In Excel: select the column/,
    );
    await page.getByRole('button', { name: 'Leave these rows out' }).click();
    await page.getByText('1 bad row left out').waitFor();
    await drop(page, [{ name: 'claims.csv', content: 'ISA*00*          *00*' }]);
    await page.getByText('it is an X12 file. Were two file names swapped?').waitFor();
    await page.close();
  });

  const swapped = `NPI,Medicaid ID,PT
7100000411,1234567893,64
7100000429,1558598797,65
7100000437,1000000004,64
`;

  it('sees that columns are swapped, and proposes which is which', async () => {
    const page = await chrome.open();
    await drop(page, [{ name: 'list.csv', content: swapped }]);
    await page.getByText('Which column of list.csv is which?').waitFor();
    expect(await page.locator('form').innerText()).toMatch(
      'the columns seem swapped: column "Medicaid ID" holds NPIs',
    );
    expect(await page.getByLabel('NPI needed').inputValue()).toBe('Medicaid ID');
    expect(await page.getByLabel('Medicaid ID needed').inputValue()).toBe('NPI');
    await page.getByRole('button', { name: 'Use these columns' }).click();
    await page.getByText('3 enrollments of 3 NPIs').waitFor();
    await drop(page, [{ name: 'a.837', content: claimsOf('RIVER CITY') }]);
    await results(page);
    expect(await download(page, 'Data (NDJSON)')).not.toContain('npi-unregistered');
    await page.close();
  });

  it('uses NPIs that fail their check digit when told to, with all that was said before', async () => {
    const page = await chrome.open();
    const odd = swapped.replace('NPI,Medicaid ID', 'our number,the id').replaceAll(/,1\d{9},/g, ',71,');
    await drop(page, [{ name: 'list.csv', content: `${odd}12,72,64\n` }]);
    await page.getByText('Which column of list.csv is which?').waitFor();
    expect(await page.getByRole('button', { name: 'Use the list as it is' }).count()).toBe(0);
    await page.getByLabel('NPI needed').selectOption('our number');
    await page.getByLabel('Medicaid ID needed').selectOption('the id');
    await page.getByRole('button', { name: 'Use these columns' }).click();
    await page.getByRole('button', { name: 'Leave these rows out' }).click();
    await page.getByText('they are mistyped, or column "our number" holds something else').waitFor();
    await page.getByRole('button', { name: 'Use the list as it is' }).click();
    await page.getByText('3 enrollments of 3 NPIs').waitFor();
    const notes = await page.locator('.rows-list').innerText();
    expect(notes).toContain('1 bad row left out.');
    expect(notes).toContain(
      "Most of the registry's 3 NPIs fail their check digit, and are used as they are.",
    );
    await page.close();
  });

  const hostile = '<img src=x onerror="hacked=1">';
  const closing = '</script><script>hacked=2</script><!--';

  it('shows what a hostile file says, and does nothing of it', async () => {
    const cwd = folder({
      [`a${process.platform === 'win32' ? '' : '<b>"x\''}.837`]: claimsOf(hostile, closing),
    });
    await run(['check', '.', '--registry', 'registry.csv', '--format', 'html:report.html'], { cwd });
    const page = await chrome.open();
    await drop(page, [
      { name: 'registry.csv', content: registryCsv.replace('207Q00000X', hostile.replaceAll(/[ "]/g, '/')) },
      { name: '<b>"x\'.837', content: claimsOf(hostile, closing) },
    ]);
    await results(page);
    const saved = await download(page, 'Save a report');
    writeFileSync(join(cwd, 'saved.html'), saved);
    const pages = [page];
    for (const name of ['report.html', 'saved.html'])
      pages.push(await chrome.open(pathToFileURL(join(cwd, name)).href));
    for (const each of pages) {
      expect(await each.locator('.fix h3').allInnerTexts()).toEqual([hostile, closing]);
      for (const opener of await each.locator('.opener').all()) await opener.click();
      expect(
        await each.evaluate(() => [(globalThis as { hacked?: number }).hacked, document.images.length]),
      ).toEqual([undefined, 0]);
      expect(await each.locator('script').count()).toBe(each === page ? 5 : 2);
      await each.close();
    }
  });

  it('connects to nothing, from disk and from the command, even when it is made to try', async () => {
    let asked = 0;
    const elsewhere = createServer((_, response) => {
      asked++;
      response.end();
    }).listen(0, '127.0.0.1');
    const served = start(['web', '--no-open'], { cwd: demo });
    const [line] = await new Promise<string[]>((done) =>
      served.stdout!.setEncoding('utf8').once('data', (url: string) => done(url.split('\n'))),
    );
    for (const url of [pageUrl, line!]) {
      const context = await chrome.browser.newContext();
      context.setDefaultTimeout(300_000);
      const requests: string[] = [];
      context.on('request', (request) => requests.push(request.url()));
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole('button', { name: 'Try it with made-up claims' }).click();
      await results(page);
      await page.locator('.opener').first().click();
      await page.locator('.excerpt').waitFor();
      await download(page, 'Save a report');
      await download(page, 'Data (NDJSON)');
      await download(page, 'Save corrected copies');
      await download(page, '277CA');
      expect(requests.filter((request) => !/^(blob|data):/.test(request))).toEqual([url]);
      const { port } = elsewhere.address() as AddressInfo;
      const tries = await page.evaluate(async (to) => {
        const image = new Promise((done) => {
          const img = new Image();
          img.onload = () => done('load');
          img.onerror = () => done('error');
          img.src = `${to}image`;
        });
        const fetched = await fetch(to).then(
          () => 'load',
          () => 'error',
        );
        return [fetched, await image, navigator.sendBeacon(`${to}beacon`)];
      }, `http://127.0.0.1:${port}/`);
      expect(tries.slice(0, 2)).toEqual(['error', 'error']);
      await context.close();
    }
    served.kill('SIGINT');
    elsewhere.close();
    expect(asked).toBe(0);
  });

  it('has no serious fault that axe finds, at any size, in light and dark', async () => {
    const cwd = folder({ 'r.csv': readFileSync(join(demo, 'registry.csv')) });
    await run(['check', demo, '--registry', 'r.csv', '--format', 'html:report.html'], { cwd });
    const looks = [
      { colorScheme: 'light' },
      { colorScheme: 'dark' },
      { colorScheme: 'light', viewport: { width: 400, height: 800 } },
    ] as const;
    for (const look of looks) {
      const page = await chrome.open(pageUrl, look);
      await clean(page);
      await page.getByText('Nothing leaves this computer').click();
      await clean(page);
      await drop(page, [{ name: 'odd.csv', content: 'npi,b\n1,2\n' }]);
      await page.getByText('Which column').waitFor();
      await clean(page);
      await drop(page, [{ name: 'list.csv', content: `${registryCsv}12,7100000003,64,\n` }]);
      await page.getByText('1 row that cannot be read').waitFor();
      await clean(page);
      await drop(page, [
        await demoFile('registry.csv'),
        await demoFile('professional.837'),
        { name: 'cut.837', content: 'ISA' },
      ]);
      await results(page);
      await page.locator('.opener').first().click();
      await page.locator('.excerpt').waitFor();
      for (const details of await page.locator('.fix summary, .about summary').all()) await details.click();
      await page.locator('.glossary button').first().click();
      await page.getByLabel('Bill under').first().selectOption({ index: 1 });
      await download(page, 'Save corrected cop');
      await page.locator('.preview summary').click();
      await clean(page);
      await page.close();
      const report = await chrome.open(pathToFileURL(join(cwd, 'report.html')).href, look);
      await clean(report);
      await report.close();
    }
  });

  it('fits windows of any width, as at 200 % zoom', async () => {
    for (const width of [320, 683, 820, 1366]) {
      const page = await chrome.open(pageUrl, { viewport: { width, height: 800 } });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await overflow()).toBe(0);
      await page.getByRole('button', { name: 'Try it with made-up claims' }).click();
      await results(page);
      await page.locator('.opener').first().click();
      for (const details of await page.locator('.fix summary, .about summary').all()) await details.click();
      await page.getByLabel('Bill under').first().selectOption({ index: 1 });
      await download(page, 'Save corrected copies');
      await page.locator('.preview summary').click();
      expect(await overflow()).toBe(0);
      await page.close();
    }
  });

  it('is used by keyboard alone', async () => {
    const page = await chrome.open();
    await page.getByRole('button', { name: 'Try it with made-up claims' }).focus();
    await page.keyboard.press('Enter');
    await results(page);
    // Where a screen reader goes on reading.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('headline');
    await page.locator('.opener').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.excerpt').waitFor();
    expect(await page.locator('.opener').first().getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Space');
    expect(await page.locator('.excerpt').count()).toBe(0);
    await page.close();
  });

  it('prints every claim with a finding on Letter', async () => {
    const page = await chrome.open();
    await page.getByRole('button', { name: 'Try it with made-up claims' }).click();
    await results(page);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const rows = Number(/^\d+/.exec(await page.locator('.count').innerText())![0]);
    expect(await page.locator('.finding').count()).toBe(rows);
    expect(await page.locator('.actions').isVisible()).toBe(false);
    const width = await page.evaluate(() => {
      document.body.style.width = '7.3in';
      return document.querySelector('.rows')!.scrollWidth - document.querySelector('main')!.clientWidth;
    });
    expect(width).toBeLessThanOrEqual(0);
    await page.close();
  });

  describe('of 100 MB', () => {
    const cwd = folder();
    const large = join(cwd, 'large.837');
    const registry = join(cwd, 'large.csv');

    beforeAll(() => {
      const generator = resolve(import.meta.dirname, '../../bench/generate.mjs');
      const make = (size: string, path: string) =>
        execFileSync(process.execPath, [
          generator,
          '--size',
          size,
          '--out',
          path,
          '--registry-out',
          registry,
        ]);
      make('10MB', join(cwd, 'small.837'));
      make('100MB', large);
    });

    it('says what the command says, and holds no more than of 10 MB', async () => {
      const page = await chrome.open();
      await giveRegistry(page, registry);
      await giveClaims(page, join(cwd, 'small.837'));
      await results(page);
      const before = await chrome.peakMemory();
      await page.getByRole('button', { name: 'Check other files' }).click();
      await giveClaims(page, large);
      await results(page);
      expect(await page.locator('h1').innerText()).toMatch(/ will bounce: \$902,772\.12 at risk/);
      // The list of its claims is held, and whatever the collector has left lying about; the file is not.
      const claims = Number((await page.locator('.count').innerText()).replace(/\D/g, ''));
      if (process.platform === 'linux')
        expect((await chrome.peakMemory()) - before).toBeLessThan(85e6 + 500 * claims);
      const expected = await ndjsonOf(cwd, 'large.837', '--registry', registry);
      expect((await download(page, 'Data (NDJSON)')) === expected).toBe(true);
      await page.close();
    });

    it('ends when it is told to, and goes on with other files', async () => {
      const names = Array.from({ length: 8 }, (_, i) => join(cwd, `${i}.837`));
      for (const name of names) linkSync(large, name);
      const page = await chrome.open();
      await giveRegistry(page, registry);
      await giveClaims(page, names);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('Drop 837 files or a folder here').waitFor();
      expect(await page.getByText('It is kept until you close this page').isVisible()).toBe(true);
      await drop(page, [await demoFile('professional.837')]);
      await results(page);
      expect(await page.locator('.eyebrow').innerText()).toMatch(/^1 file/);
      await page.close();
    });
  });
});
