import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Over generated files, or large ones; PRVCHECK_RUNS sets how many. */
const property = [
  ...['mutations', 'oracle', 'fast', 'chunk-law', 'parts', 'repair', 'repair-choice', 'owned-chunks'],
  ...['in-place', 'turns', 'unpack', 'nppes', 'privacy', 'packed', 'csv', 'ack/generated', 'oracle/generate'],
].map((name) => `test/${name}.test.ts`);
const page = ['page', 'correct'].map((name) => `test/web/${name}.test.ts`);
const queue = ['test/cli/queue.test.ts'];
/** The built command and package, in processes of their own. */
const cli = [
  'test/cli/**/*.test.ts',
  'test/{docs,everywhere,library-samples,package,schema,web/inputs}.test.ts',
];

const project = (name: string, include: string[], exclude: string[] = [], isolate = true) => ({
  extends: true as const,
  test: { name, include, exclude, isolate },
});

// biome-ignore lint/style/noDefaultExport: Vitest takes no other
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    // Long, for machines that do much else: no test depends on speed.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    maxWorkers: availableParallelism(),
    projects: [
      // Its modules are loaded once.
      project('core', ['test/**/*.test.ts'], [...property, ...page, ...cli], false),
      project('property', property),
      project('cli', cli, queue),
      project('queue', queue),
      project('page', page),
    ],
  },
});
