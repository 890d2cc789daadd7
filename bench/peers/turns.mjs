/**
 * The longest turn of the event loop, in milliseconds: while a registry loads, and while claims are checked as they
 * come and when they are at hand.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createChecker } from '../../dist/index.js';
import { loadRegistry } from '../../dist/node.js';
import { peer } from './peer.mjs';

await peer(async (path, registryPath) => {
  const figures = { load: 0, stream: 0, bytes: 0 };
  const registry = await watched('load', () => loadRegistry(registryPath));
  const checker = createChecker({ registry });
  await watched('stream', () => read(checker.check(createReadStream(path), { file: path })));
  const bytes = readFileSync(path);
  const proof = await watched('bytes', () => read(checker.check(bytes, { file: path })));
  return { figures, ...proof };

  async function watched(name, work) {
    let last = performance.now();
    let next;
    const look = () => {
      const now = performance.now();
      figures[name] = Math.max(figures[name], now - last);
      last = now;
      next = setImmediate(look);
    };
    next = setImmediate(look);
    const result = await work();
    clearImmediate(next);
    figures[name] = Math.max(figures[name], performance.now() - last);
    return result;
  }
});

async function read(run) {
  const hash = createHash('sha256');
  for await (const finding of run) hash.update(`${JSON.stringify(finding)}\n`);
  hash.update(`${JSON.stringify(run.summary)}\n`);
  const { segments, claims, flagged, chargesAtRisk } = run.summary;
  return { segments, claims, flagged, chargesAtRisk, ndjson: hash.digest('hex') };
}
