/**
 * `npm run bench`: speed and memory of prvcheck beside its yardsticks and peers, as Markdown on stdout.
 * Nothing here passes or fails by the clock; a run fails only when a contestant breaks or finds something else.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { CLI, DATA, ndjsonCommand, peer, textCommand } from './contestants.mjs';
import { defaultOptions, generate } from './generate.mjs';
import { describeMachine } from './machine.mjs';
import { interleave } from './measure.mjs';
import { parseSize } from './size.mjs';
import { memoryTable, speedTable } from './table.mjs';

const HELP = `usage: npm run bench -- [options]

  --size SIZE   of the main file, e.g. 64MB or 1GB (64MB)
  --runs N      runs of each row, interleaved, a fresh process each (5)
`;

/** node-x12 needs some 65 bytes of heap for a byte of input: 100 MB does not fit. */
const NODE_X12_BYTES = 10e6;
/** x12-parser takes its time: at most this, and half of a small file. */
const X12_PARSER_BYTES = 100e6;
/** Flagging every claim writes several bytes for each that it reads. */
const FLAGGED_BYTES = 100e6;
const MEMORY_RUNS = 3;

const print = (text) => process.stdout.write(`${text}\n`);
const talk = (text) => process.stderr.write(`${text}\n`);

/** Rows just enough for the NPIs of the file: the large registry has a row of its own. */
const base = { ...defaultOptions, registryRows: 15_000 };

/** @param {Partial<import('./generate.mjs').GenerateOptions>} options */
function prepare(options) {
  talk('making or finding the test data …');
  const generated = generate({ ...base, ...options });
  readFileSync(generated.registry); // into the page cache, as the claims below
  return generated;
}

function describe({ path, truth }) {
  const { bytes, segments, claims, flagged, chargesAtRisk, loops } = truth;
  const megabytes = (bytes / 1e6).toFixed(1);
  return (
    `${basename(path)}: ${megabytes} MB, ${segments} segments (${(bytes / segments).toFixed(1)} bytes each), ` +
    `${loops} billing loops, ${claims} claims, ${flagged} flagged, $${chargesAtRisk} at risk`
  );
}

/**
 * @param {string} title
 * @param {Partial<import('./generate.mjs').GenerateOptions>} options
 * @param {readonly import('./contestants.mjs').Contestant[]} contestants
 */
async function speed(title, options, contestants, runs) {
  const generated = prepare(options);
  talk(title);
  await peer('', 'read.mjs').run(generated);
  const results = await interleave(contestants, generated, runs);
  print(`\n### ${title}\n\n${describe(generated)}\n\n${speedTable(results, generated.truth.bytes)}`);
  return results;
}

async function memory(size) {
  const small = { bytes: 1e6 };
  const oneLoop = { loopsPerSet: 1, claimsPerLoop: 1e9, flagged: 1, missing: 1 };
  const megabytes = (bytes) => `${bytes / 1e6} MB`;
  const flaggedBytes = Math.min(size, FLAGGED_BYTES);
  /** @type {[Partial<import('./generate.mjs').GenerateOptions>, import('./contestants.mjs').Contestant][]} */
  const rows = [
    [small, peer('Node alone, reading 1 MB', 'read.mjs')],
    [small, textCommand('check, 1 MB')],
    [{ bytes: size }, textCommand(`check, ${megabytes(size)}`)],
    [{ bytes: size, ...oneLoop }, textCommand(`check, ${megabytes(size)} in one billing loop, all flagged`)],
    [
      { bytes: flaggedBytes, ...oneLoop },
      ndjsonCommand(`check to ndjson, ${megabytes(flaggedBytes)} in one billing loop, all flagged`),
    ],
    [{ ...small, registryRows: 100_000 }, textCommand('check, 1 MB, registry of 100 000 rows')],
  ];
  talk('memory');
  const results = [];
  for (const [options, contestant] of rows) {
    results.push(...(await interleave([contestant], prepare(options), MEMORY_RUNS)));
  }
  print(`\n### Peak memory, the highest of ${MEMORY_RUNS} runs\n\n${memoryTable(results)}`);
  return results;
}

async function main() {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      size: { type: 'string', default: '64MB' },
      runs: { type: 'string', default: '5' },
    },
  });
  if (values.help) return print(HELP);
  const size = parseSize('--size', values.size);
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a whole number from 1 up.');
  if (!existsSync(CLI)) throw new Error('prvcheck is not built: run npm run build first.');
  await build({
    entryPoints: [fileURLToPath(new URL('../src/x12/scanner.ts', import.meta.url))],
    outfile: join(DATA, 'scanner.mjs'),
    bundle: true,
    format: 'esm',
    target: 'node20',
  });

  print(`## prvcheck benchmark\n\n${describeMachine()}`);
  print(
    `- ${runs} runs of each row, interleaved, a fresh process each; medians; 1 MB = 1 000 000 bytes; files in the page cache\n` +
      '- "command" rows are the whole process, with the start of Node and the registry; all other rows time their work alone\n' +
      '- the sha-256 is of the findings as ndjson, or of the text report',
  );
  const whole = [
    peer('prvcheck library', 'prvcheck.mjs'),
    ndjsonCommand('prvcheck command, ndjson to a file'),
  ];
  const results = [
    ...(await speed(
      'From bytes to findings',
      { bytes: size },
      [
        peer('Buffer.indexOf loop', 'index-of.mjs'),
        peer('plain scanner alone', 'scanner.mjs'),
        peer('sequential read', 'read.mjs'),
        textCommand('prvcheck command, text'),
        ...whole,
      ],
      runs,
    )),
    ...(await speed(
      'Beside x12-parser, which counts claims',
      { bytes: Math.min(size / 2, X12_PARSER_BYTES) },
      [peer('x12-parser', 'x12-parser.mjs'), ...whole],
      runs,
    )),
    ...(await speed(
      'Beside node-x12 parse(), which counts claims',
      { bytes: Math.min(size, NODE_X12_BYTES) },
      [peer('node-x12', 'node-x12.mjs'), ...whole],
      runs,
    )),
    ...(await memory(size)),
  ];
  if (results.some(({ problem }) => problem !== null)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  talk(`bench: ${error.message}`);
  process.exitCode = 2;
}
