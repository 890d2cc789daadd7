import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { billing, claim, interchange, subscriber } from '../build';
import { folder, registryCsv, run } from '../cli/run';
import { demo, demoFile, drop, executablePath, results, skipped, useBrowser } from './browser';

const names = ['dental.837', 'institutional.837', 'professional.837'];
const demoFolder = () =>
  folder(
    Object.fromEntries(['registry.csv', ...names].map((name) => [name, readFileSync(join(demo, name))])),
  );

/** So many claims of one provider that lack their taxonomy. */
function claimsOf(count: number): string {
  const claims = Array.from({ length: count }, (_, n) => claim({ id: `PCN${n}` })).flat();
  const segments = interchange({ body: [...billing(), ...subscriber(), ...claims] });
  return segments.map((segment) => `${segment}~\n`).join('');
}

describe.skipIf(executablePath === undefined)(`a report to hand on${skipped}`, () => {
  const chrome = useBrowser();

  async function open(cwd: string, files: readonly string[], ...flags: string[]) {
    const format = ['--registry', 'registry.csv', '--format', 'html:report.html'];
    await run(['check', ...files, ...format, ...flags], { cwd });
    return chrome.open(pathToFileURL(join(cwd, 'report.html')).href);
  }

  type Opened = Awaited<ReturnType<typeof open>>;

  /** Its pages on US Letter. */
  async function pagesOf(page: Opened): Promise<number> {
    const pdf = await page.pdf({ format: 'Letter', preferCSSPageSize: true });
    return pdf.toString('latin1').match(/\/Type \/Page$/gm)!.length;
  }

  async function factsOf(page: Opened): Promise<Record<string, string>> {
    const facts = await page
      .locator('.about dl > div')
      .evaluateAll((facts) => facts.map((fact) => [...fact.children].map(({ textContent }) => textContent)));
    return Object.fromEntries(facts);
  }

  it('says when, with what, against what, and what was left out', async () => {
    const page = await open(demoFolder(), names, '--stamp', '2026-11-26 14:05', '--dates', 'us');
    expect(await factsOf(page)).toEqual({
      Checked: `11/26/2026 14:05, with prvcheck ${version}`,
      'List of enrollments': 'registry.csv: 15 enrollments, 7 NPIs',
      Files: 'dental.837 (5 claims), institutional.837 (6 claims), professional.837 (13 claims)',
      'Payers checked': 'All payers',
      Undecided: '1 claim: the list has no active enrollment of its billing NPI',
    });
    expect(await page.locator('.about dl').isVisible()).toBe(true);
    await page.close();
    const cwd = demoFolder();
    const config = {
      payers: [
        { id: 'P1', name: 'PLAN ONE', require: 'always', to: '2025-12-31' },
        { id: 'P2', match: true },
      ],
      require: 'ids',
      severity: ['npi-invalid=off'],
    };
    writeFileSync(join(cwd, 'prvcheck.config.json'), JSON.stringify(config));
    const other = await open(cwd, names);
    expect(await factsOf(other)).toMatchObject({
      Checked: `with prvcheck ${version}`,
      'Payers checked': 'PLAN ONE (P1), payer P2',
      'Out of scope, not checked': '24 claims: KENTUCKY MEDICAID (KYMEDICAID)',
      'Other settings':
        'A taxonomy is required only of an NPI with several Medicaid IDs. PLAN ONE (P1): A taxonomy is required of every NPI. It serves Medicaid until 2025-12-31. payer P2: A taxonomy that the NPI is not enrolled with is an error. The rule npi-invalid is off.',
    });
    await other.close();
  });

  it('is what the page says of its own check', async () => {
    const page = await chrome.open();
    await drop(page, await Promise.all(['registry.csv', ...names].map(demoFile)));
    await results(page);
    await page.getByText('About this check').focus();
    await page.keyboard.press('Enter');
    const { Checked, ...facts } = await factsOf(page);
    expect(Checked).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d, with prvcheck/);
    const report = await open(demoFolder(), names);
    const { Checked: _, ...theirs } = await factsOf(report);
    expect(facts).toEqual(theirs);
    expect(await page.locator('.fix').count()).toBe(5);
    await report.close();
    await page.close();
  });

  it('shows all cards and prints 16 findings on three pages, without what paper cannot do', async () => {
    const page = await open(demoFolder(), names);
    expect(await page.locator('.finding').count()).toBe(16);
    expect(await page.locator('.fix').count()).toBe(8);
    expect(await page.getByRole('button', { name: /^Show all \d+$/ }).count()).toBe(0);
    expect(await pagesOf(page)).toBeLessThanOrEqual(3);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    for (const part of ['.headline', '.about dl', '.fix', '.rows', '.remedy details .hint'])
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    for (const part of ['.filters', '.glossary', '.explained', '.actions', '.charts'])
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    await page.close();
  });

  it('repeats the heads of its table on every page', async () => {
    const cwd = folder({ 'registry.csv': registryCsv, 'a.837': claimsOf(120) });
    const page = await open(cwd, ['a.837']);
    expect(await pagesOf(page)).toBeGreaterThan(2);
    // A control in a head would keep the browser from repeating it.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.rows thead button').count()).toBe(0);
    expect(await page.locator('.rows th').allInnerTexts()).toContain('Service dates');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('.rows thead button').count()).toBe(7);
    await page.close();
  });

  it('prints all cards of the page, also those that it does not show', async () => {
    const page = await chrome.open();
    await drop(page, await Promise.all(['registry.csv', ...names].map(demoFile)));
    await results(page);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.fix').count()).toBe(8);
    expect(await pagesOf(page)).toBeLessThanOrEqual(3);
    await page.close();
  });
});
