/** prvcheck as a library: the registry is loaded before the clock starts. */
import { createHash } from 'node:crypto';
import { check } from '../../dist/index.js';
import { loadRegistry, openFile } from '../../dist/node.js';
import { peer } from './peer.mjs';

const registry = await loadRegistry(process.argv[3]);

await peer(async (path) => {
  const hash = createHash('sha256');
  const run = check(openFile(path), { registry, file: path });
  for await (const finding of run) hash.update(`${JSON.stringify(finding)}\n`);
  hash.update(`${JSON.stringify(run.summary)}\n`);
  const { segments, claims, flagged, chargesAtRisk } = run.summary;
  return { segments, claims, flagged, chargesAtRisk, ndjson: hash.digest('hex') };
});
