import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Over generated files, or large ones. */
const property = [
  'ack/generated',
  'batch/names',
  ...['chunk-law', 'mutations', 'oracle', 'owned-chunks', 'turns'].map((name) => `check/${name}`),
  ...['fast-equals-plain', 'skip-clean', 'skip-providers'].map((name) => `claim/${name}`),
  ...['csv-rows', 'nppes', 'read-in-place', 'unpack'].map((name) => `node/${name}`),
  'oracle/generate',
  'privacy',
  'report/claims',
  ...['crosswalk', 'from-rows', 'lists', 'many-rows', 'packed/packed'].map((name) => `registry/${name}`),
  ...['choice', 'repair'].map((name) => `repair/${name}`),
  ...['list-rows', 'papa-parser'].map((name) => `web/${name}`),
  'x12/node-x12',
].map((name) => `test/${name}.test.ts`);
const page = [
  'page',
  'answers',
  'correct',
  'desk',
  'drops',
  'firefox',
  'given',
  'lists',
  'list-editor',
  'list-kept',
  'start-list',
  'terms',
  'until-closed',
].map((name) => `test/web/${name}.test.ts`);
const queue = ['test/cli/queue.test.ts'];
/** The built command and package. */
const cli = [
  'test/cli/**/*.test.ts',
  'test/{release/executables,docs,everywhere,library-databases,library-samples,package,schema,web/inputs}.test.ts',
];

const project = (name: string, include: string[], exclude: string[] = [], isolate = true) => ({
  extends: true as const,
  test: { name, include, exclude, isolate },
});

/** The tests of what writes most, with a file system that refuses what it refuses on Windows. */
const likeWindows = {
  extends: true as const,
  test: {
    name: 'like-windows',
    include: ['batch', 'fix', 'lock', 'output-files', 'outputs', 'queue', 'watch'].map(
      (name) => `test/cli/${name}.test.ts`,
    ),
    setupFiles: ['test/windows/set-platform.mjs'],
    execArgv: ['--import', pathToFileURL(resolve(import.meta.dirname, 'windows/like-windows.mjs')).href],
  },
};

/** Files that mostly wait come first, beside those that use the processor. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) =>
      /(cli\/(queue|lock)|web\/page)\.test\.ts$/.test(moduleId);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

// biome-ignore lint/style/noDefaultExport: Vitest takes no other
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    // Long, for machines that do much else: no test depends on speed. Longer for counts that take hours.
    testTimeout: process.env.PRVCHECK_RUNS === undefined ? 300_000 : 6 * 3_600_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 200_000 } },
    // More than there are cores, because many tests wait for processes and the browser.
    maxWorkers: availableParallelism() + 2,
    // What is built is tested as Node loads it.
    server: { deps: { external: [/\/dist\//] } },
    sequence: { sequencer: WaitingFirst },
    projects: [
      // The modules of these are loaded once.
      project('core', ['test/**/*.test.ts'], [...property, ...page, ...cli], false),
      project('property', property, [], false),
      project('cli', cli, queue),
      project('queue', queue),
      project('page', page),
      likeWindows,
    ],
  },
});
