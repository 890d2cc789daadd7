/**
 * Makes the code cache of `check` for this Node: checks the demo, so that V8 compiles what a check needs, and keeps what it
 * made of it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFor, codeCacheOf, compileBundle, runBundle } from './load-program';

const demo = join(__dirname, '../../fixtures/demo');
const args = ['check', demo, '--registry', join(demo, 'registry.csv'), '--exit-zero', '--quiet'];
const bundle = bundleFor(args);
const script = compileBundle(bundle);
const { run } = runBundle(bundle, script);

run(args).then((code) => {
  if (code !== 0) throw new Error(`the check of the demo ended with ${code}`);
  writeFileSync(codeCacheOf(bundle), script.createCachedData());
});
