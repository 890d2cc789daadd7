/**
 * `node bench/page.mjs`: the page in a browser beside `prvcheck check --jobs 1` on the same file, in turns. The page's
 * time is from the moment when it is given the file until it shows what came of it; the command's is of the whole process.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { bundleInside } from './bundle.mjs';
import { runBare } from './child.mjs';
import { prepare } from './claims.mjs';
import { DATA, textCommand } from './contestants.mjs';
import { describeMachine } from './machine.mjs';
import { interleave, median } from './measure.mjs';
import { parseSize } from './size.mjs';

const HELP = `usage: node bench/page.mjs [options]

  --size SIZE      of the file (100MB)
  --runs N         of each, in turns (5)
  --browser PATH   the browser (chromium)
`;

const PAGE = new URL('../dist/web/prvcheck.html', import.meta.url).href;

async function main() {
  const string = /** @type {const} */ ({ type: 'string' });
  const options = { help: { type: 'boolean', short: 'h' }, size: string, runs: string, browser: string };
  const { values } = parseArgs({ options });
  if (values.help) return void process.stdout.write(HELP);
  await bundleInside(join(DATA, 'inside.mjs'));
  const claims = await prepare({ bytes: parseSize('--size', values.size ?? '100MB') });
  const executablePath = await whereIs(values.browser ?? 'chromium');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const contestants = [
      pageContestant(browser, claims),
      textCommand('check', 'check --jobs 1', claims, { flags: ['--jobs', '1'] }),
    ];
    const results = await interleave(contestants, Number(values.runs ?? 5));
    process.stdout.write(
      `${describeMachine()}, ${browser.browserType().name()} ${browser.version()}\n\n${table(results)}`,
    );
    if (results.some(({ problem }) => problem !== null)) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** @returns {import('./contestants.mjs').Contestant} */
function pageContestant(browser, claims) {
  const run = async () => {
    const page = await browser.newPage();
    await page.goto(PAGE);
    await page.locator('input[type=file]').first().setInputFiles(claims.registry);
    await page.getByText('It is kept until you close this page').waitFor();
    const results = page.getByRole('button', { name: 'Save a report' });
    const started = performance.now();
    await page.locator('input[multiple]:not([webkitdirectory])').setInputFiles(claims.path);
    await results.waitFor();
    const ms = performance.now() - started;
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Data (NDJSON)' }).click();
    const ndjson = await readFile(await (await saving).path());
    await page.close();
    const proof = { ndjson: createHash('sha256').update(ndjson).digest('hex') };
    return { ms, peakBytes: Number.NaN, failure: null, proof };
  };
  return { key: 'page', name: 'the page', claims, absent: null, run };
}

async function whereIs(browser) {
  if (browser.includes('/')) return browser;
  const { stdout, failure } = await runBare('which', [browser], '.');
  if (failure !== null) throw new Error(`there is no ${browser} here: name one with --browser`);
  return stdout.trim();
}

function table(results) {
  const [page, command] = results.map(({ runs }) => median(runs.map(({ ms }) => ms)));
  const rows = results.map(({ name, bytes, runs, problem }) => {
    const times = runs.map(({ ms }) => ms);
    const ms = median(times);
    const range = `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`;
    return `| ${[name, (bytes / 1e6).toFixed(0), ms.toFixed(0), range, (bytes / 1e3 / ms).toFixed(0), problem ?? ''].join(' | ')} |`;
  });
  return [
    '| | MB | ms | lowest–highest | MB/s | |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...rows,
    '',
    `The page takes ${(page / command).toFixed(2)} times as long as the command (at most 2 is wanted).`,
    '',
  ].join('\n');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 2;
}
