/**
 * `npm run bench`: speed and memory of prvcheck beside its yardsticks and peers, as Markdown on stdout.
 * Nothing here passes or fails by the clock; a run fails only when a contestant breaks or finds something else.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleInside } from './bundle.mjs';
import { CLI, DATA } from './contestants.mjs';
import { findFeatures } from './features.mjs';
import { describeMachine } from './machine.mjs';
import { interleave } from './measure.mjs';
import { measuresOf } from './measures.mjs';
import { HELP, readPlan } from './plan.mjs';
import { stagesOf } from './stages.mjs';
import { detailTable, measureTable } from './table.mjs';

const NOTES = `\
- medians of interleaved runs, a fresh process each; files in the page cache; 1 MB = 1 000 000 bytes
- times are of the whole process, with the start of Node and the registry, as its parent sees it; "work alone" is
  without both: the library, and the peers by their own clocks; the registry is compiled where a row does not say CSV
- peak memory in the tables below is the highest of the runs
- every hash is that of the reference: of the text report, or of the findings as ndjson`;

const SCALED_DOWN = `
These sizes are smaller than those of the targets, so that the start of Node weighs more; \
\`npm run bench -- --full\` measures those.
`;

const print = (text) => process.stdout.write(`${text}\n`);
const talk = (text) => process.stderr.write(`${text}\n`);

async function main() {
  const args = process.argv.slice(2);
  const plan = readPlan(args);
  if (plan === null) return print(HELP);
  if (!existsSync(CLI)) throw new Error('prvcheck is not built: run npm run build first.');
  await bundleInside(join(DATA, 'inside.mjs'));

  const machine = describeMachine();
  const stages = [];
  for (const { title, rounds, contestants } of stagesOf(plan, findFeatures())) {
    talk(`${title}: making or finding the test data …`);
    const ready = await contestants();
    talk(`${title}: ${rounds} rounds of ${ready.length} …`);
    stages.push({ title, rounds, results: await interleave(ready, rounds) });
  }

  const results = stages.flatMap((stage) => stage.results);
  const byKey = new Map(results.map((result) => [result.key, result]));
  print(`\`${['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' ')}\` on ${plan.date}:\n`);
  print(`${machine}\n${NOTES}\n\n${measureTable(measuresOf(plan), byKey)}`);
  if (!plan.isFull) print(SCALED_DOWN.trimEnd());
  for (const { title, rounds, results } of stages) {
    print(`\n**${title}**, ${rounds} runs\n\n${detailTable(results)}`);
  }
  if (results.some(({ problem }) => problem !== null)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  talk(`bench: ${error.message}`);
  process.exitCode = 2;
}
