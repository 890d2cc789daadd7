import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const resolveDir = fileURLToPath(new URL('../src', import.meta.url));

/** Parts of prvcheck that the package does not export, each a module in the data folder. */
const PARTS = {
  'scanner.mjs': "export * from './x12/scanner';",
  'reference.mjs':
    "export { check } from './check';" +
    "export { loadRegistry, openFile } from './node';" +
    "export { createReport } from './report/index';" +
    "export { addSummaries, emptySummary } from './summary';",
};

/** @param {string} folder */
export async function bundleParts(folder) {
  for (const [name, contents] of Object.entries(PARTS)) {
    await build({
      stdin: { contents, resolveDir, loader: 'ts' },
      outfile: join(folder, name),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
    });
  }
}
