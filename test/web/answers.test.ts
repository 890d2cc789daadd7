import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  clean,
  demo,
  demoFile,
  download,
  drop,
  executablePath,
  results,
  skipped,
  useBrowser,
} from './browser';

const answers = resolve(demo, '../answers');
const answer = (name: string) => ({ name, content: readFileSync(join(answers, name)) });
const claims = ['clean.837', 'dental.837', 'institutional.837', 'professional.837'];
const PATIENTS = ['SPRAT', 'HUMPTY', '0099000', 'STORYBOOK'];

describe.skipIf(executablePath === undefined)(`answers of payers on the page${skipped}`, () => {
  const chrome = useBrowser();

  it('are compared with the claims that are dropped with them', async () => {
    const page = await chrome.open();
    const files = await Promise.all([...claims, 'registry.csv'].map(demoFile));
    const answered = ['statuses.277', 'remittances.835', 'acknowledgements.999'].map(answer);
    await drop(page, [...files, ...answered]);
    await results(page);
    const section = page.getByRole('region', { name: 'What the payer answered' });
    await section.waitFor();
    const text = await section.innerText();
    for (const cells of ['Missed\t3\t$952.00', 'False alarm\t2\t$580.00', 'Foreseen\t10\t$57,319.65'])
      expect(text).toContain(cells);
    expect(text).toContain('add one with the number 7100001134');
    expect(text).toContain('"match": true');
    expect(text).toMatch(/8 claims: The claim was turned down: something that is required is missing/);
    for (const value of PATIENTS) expect(text).not.toContain(value);
    await clean(page);
    const report = await download(page, 'Save a report');
    expect(report).toContain('"compared":');
    const saved = await chrome.open();
    await saved.setContent(report);
    await saved.getByRole('heading', { name: 'What the payer answered' }).waitFor();
    await saved.close();
    await page.close();
  });

  it('a 277CA alone is explained, also without a list', async () => {
    const page = await chrome.open();
    await drop(page, [answer('statuses.277')]);
    const section = page.getByRole('region', { name: 'What the payer answered' });
    await section.waitFor();
    await section.getByText('277CA:A6:145:85').click();
    expect(await section.innerText()).toContain('CMS-1500 box 33b with qualifier ZZ');
    expect(await section.innerText()).toContain('CHC-26-10417');
    await clean(page);
    // It goes when the list is given, and comes with the results.
    await drop(page, [await demoFile('registry.csv')]);
    await results(page);
    await page.getByText('277CA:A7:562:82').waitFor();
    await page.close();
  });
});
