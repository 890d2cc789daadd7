/**
 * checkBytes on one small file, again and again in a warm process: how long a call takes, in microseconds, and how many
 * bytes it allocates.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { checkBytes } from '../../dist/index.js';
import { loadRegistry } from '../../dist/node.js';
import { peer } from './peer.mjs';

const WARM_UP = 10_000;
const CALLS = 5_000;

const registry = await loadRegistry(process.argv[3]);

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
  const allocated = allocatedBy(() => checkBytes(bytes, options)) - allocatedBy(() => {});
  const figures = { median: times[CALLS / 2] * 1e3, p99: times[CALLS * 0.99] * 1e3, allocated };
  const { findings, summary } = checkBytes(bytes, options);
  const lines = [...findings, summary].map((line) => `${JSON.stringify(line)}\n`);
  const { segments, claims, flagged, chargesAtRisk } = summary;
  const ndjson = createHash('sha256').update(lines.join('')).digest('hex');
  return { figures, segments, claims, flagged, chargesAtRisk, ndjson };
});

/**
 * The median of the bytes that a call adds to the heap. Where memory was collected in between, it is not one of them.
 * @param {() => unknown} call
 */
function allocatedBy(call) {
  const added = [];
  for (let n = 0; n < CALLS; n += 1) {
    const before = getHeapStatistics().used_heap_size;
    call();
    const bytes = getHeapStatistics().used_heap_size - before;
    if (bytes >= 0) added.push(bytes);
  }
  return added.sort((a, b) => a - b)[added.length >> 1];
}
