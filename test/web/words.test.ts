import { describe, expect, it } from 'vitest';
import { folder, run } from '../cli/run';
import { demoFile, drop, executablePath, results, skipped, useBrowser } from './browser';

/** Words without their line breaks. */
const flat = (text: string) => text.replace(/\s+/g, ' ').trim();

describe.skipIf(executablePath === undefined)(`the words of a card${skipped}`, () => {
  const chrome = useBrowser();

  async function open() {
    const page = await chrome.open();
    const names = ['registry.csv', 'professional.837', 'institutional.837', 'dental.837'];
    await drop(page, await Promise.all(names.map(demoFile)));
    await results(page);
    return page;
  }

  it('name the field of the form where staff enters the code, by kind of claim', async () => {
    const page = await open();
    const fieldOf = async (provider: string) =>
      flat(
        await page.locator('.fix', { hasText: provider }).last().locator('.remedy > p').first().innerText(),
      );
    const code = 'What to change Enter the billing provider taxonomy';
    const end = 'loop 2000A PRV03): the code of the enrollment that is billed.';
    expect(await fieldOf('CEDAR HOLLOW')).toBe(`${code} (CMS-1500 box 33b with qualifier ZZ; ${end}`);
    expect(await fieldOf('SALT LICK CREEK')).toBe(`${code} (UB-04 field 81CC with qualifier B3; ${end}`);
    expect(await fieldOf('PENNYRILE SMILES')).toBe(`${code} (${end}`);
    const onlyWithZz = page.getByText(
      'Many systems write the PRV only if box 33b of the CMS-1500 is set to ZZ.',
    );
    expect(await onlyWithZz.filter({ visible: true }).count()).toBe(1);
    await page.close();
  });

  it('name the fields of several kinds in one card', async () => {
    const page = await chrome.open();
    const file = await demoFile('professional.837');
    const dental = String(file.content).replaceAll('005010X222A1', '005010X224A2');
    const hospital = String(file.content).replaceAll('005010X222A1', '005010X223A2');
    await drop(page, [
      await demoFile('registry.csv'),
      file,
      { name: 'b.837', content: hospital },
      { name: 'c.837', content: dental },
    ]);
    await results(page);
    expect(flat(await page.locator('.fix .where').first().innerText())).toBe(
      '(CMS-1500 box 33b with qualifier ZZ (professional claims); UB-04 field 81CC with qualifier B3 (institutional claims); loop 2000A PRV03)',
    );
    await page.close();
  });

  it('say of a rule what the command explains, on the card and with the finding', async () => {
    const page = await open();
    const { out } = await run(['explain', 'taxonomy-missing'], { cwd: folder() });
    const said = flat(out).replace(/^taxonomy-missing \(error\) /, '');
    const card = page.locator('.fix', { hasText: 'CEDAR HOLLOW' }).first();
    await page.getByLabel('Reason').selectOption('taxonomy-missing');
    await page.locator('.opener').first().click();
    for (const place of [card, page.locator('.detail')]) {
      const explained = place.locator('.explained');
      await explained.locator('summary').focus();
      await page.keyboard.press('Enter');
      const text = flat(
        await explained
          .locator('p, h4')
          .allInnerTexts()
          .then((texts) => texts.join(' ')),
      );
      expect(text.replace(' (taxonomy-missing, error).', '')).toBe(said);
    }
    await page.close();
  });

  it('are explained by a button each, by keyboard too, one at a time', async () => {
    const page = await open();
    const card = page.locator('.fix', { hasText: 'TWIN FORKS' }).first();
    const word = (name: string) => card.getByRole('button', { name, exact: true });
    const meaning = card.getByRole('status');
    expect(await card.locator('.glossary button').allInnerTexts()).toEqual([
      ...['loop 2000A', 'HL', 'PRV', 'BI', 'PXC', 'NM1', 'CUR'],
    ]);
    await word('PXC').focus();
    await page.keyboard.press('Enter');
    expect(await meaning.innerText()).toMatch(/^PXC .*taxonomy code/);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    expect(await meaning.innerText()).toMatch(/^BI .*who bills/);
    expect(await word('PXC').getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    expect(await meaning.innerText()).toBe('');
    await page.close();
  });
});
