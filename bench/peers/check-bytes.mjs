/**
 * checkBytes on one small file, again and again in a warm process: how long a call takes, in microseconds, and how many
 * bytes it allocates.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkBytes } from '../../dist/index.js';
import { loadRegistry } from '../../dist/node.js';
import { peer } from './peer.mjs';

const WARM_UP = 10_000;
const CALLS = 5_000;
/** So few at a time that the collector mostly runs between them. */
const COUNTED_CALLS = 10;
const COUNTS = 99;

const registry = await loadRegistry(process.argv[3]);

/** What is in the heap and outside of it, garbage included. */
function heldBytes() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

await peer((path) => {
  const bytes = readFileSync(path);
  const options = { registry, file: path };
  for (let call = 0; call < WARM_UP; call += 1) checkBytes(bytes, options);
  const times = new Float64Array(CALLS);
  for (let call = 0; call < CALLS; call += 1) {
    const started = performance.now();
    checkBytes(bytes, options);
    times[call] = performance.now() - started;
  }
  times.sort();
  const counts = new Float64Array(COUNTS);
  for (let count = 0; count < COUNTS; count += 1) {
    const before = heldBytes();
    for (let call = 0; call < COUNTED_CALLS; call += 1) checkBytes(bytes, options);
    counts[count] = (heldBytes() - before) / COUNTED_CALLS;
  }
  counts.sort();
  const figures = {
    median: times[CALLS / 2] * 1e3,
    p99: times[CALLS * 0.99] * 1e3,
    allocated: counts[COUNTS >> 1],
  };
  const { findings, summary } = checkBytes(bytes, options);
  const lines = [...findings, summary].map((line) => `${JSON.stringify(line)}\n`);
  const { segments, claims, flagged, chargesAtRisk } = summary;
  const ndjson = createHash('sha256').update(lines.join('')).digest('hex');
  return { figures, segments, claims, flagged, chargesAtRisk, ndjson };
});
