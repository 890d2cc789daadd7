/**
 * Bundles the command with its packages into one file, because Node takes longer to find some fifty files than to check
 * a claim. Their licences are written beside it.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeNotices } from './notices.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outdir = join(root, 'dist/cli');

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/cli/main.ts',
    // What the tests call, in their own process.
    run: 'src/cli/run.ts',
    worker: 'src/cli/parallel/worker.ts',
    'batch-worker': 'src/cli/parallel/batch-worker.ts',
  },
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  legalComments: 'none',
  metafile: true,
  // Optional peer dependencies of the queue.
  external: ['bullmq', 'ioredis'],
  alias: { 'string-width': './src/cli/ascii-width.mjs' },
  // Bundled CommonJS still needs `require` for Node's own modules.
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
});

writeNotices(root, [metafile], outdir, 'The command contains these packages');
