import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const resolveDir = fileURLToPath(new URL('../src', import.meta.url));

/** What the peers use of prvcheck's inside, which the package does not export. */
const contents = `
export { check } from './check/check';
export { addSummaries, emptySummary } from './check/summary';
export { kindsOfSegments } from './claim/segment-ids';
export { loadRegistry, openFile } from './node';
export { createReport } from './report/index';
export { machine } from './wasm/machine';
export { plainScanner, SLICE, VectorScanner } from './x12/scanner';
`;

/** @param {string} outfile */
export async function bundleInside(outfile) {
  await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    ...{ outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' },
  });
}
