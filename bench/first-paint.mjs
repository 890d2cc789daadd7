/**
 * `node bench/first-paint.mjs [BROWSER]`: how soon the page is seen when it is opened from disk, and how soon its worker
 * answers, by the browser's own clock from the start of navigation.
 */
import { chromium } from 'playwright-core';
import { describeMachine } from './machine.mjs';
import { median } from './measure.mjs';

const PAGE = new URL('../dist/web/prvcheck.html', import.meta.url).href;
const RUNS = 10;

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const paints = [];
const answers = [];
try {
  for (let run = 0; run < RUNS; run++) {
    const page = await browser.newPage();
    await page.goto(PAGE);
    paints.push(await page.evaluate(firstPaint));
    // A list without rows is answered by the worker at once.
    const before = await page.evaluate(() => performance.now());
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('a') });
    await page.getByRole('alert').or(page.locator('form')).first().waitFor();
    answers.push((await page.evaluate(() => performance.now())) - before);
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(`${describeMachine()}, chromium ${browser.version()}, medians of ${RUNS} (ms)\n`);
for (const [what, times] of Object.entries({ 'first paint': paints, 'first answer of the worker': answers }))
  process.stdout.write(
    `${what}: ${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})\n`,
  );

/** In the page. */
function firstPaint() {
  return new Promise((done) => {
    new PerformanceObserver((list) => {
      const paint = list.getEntriesByName('first-contentful-paint')[0];
      if (paint !== undefined) done(paint.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}
