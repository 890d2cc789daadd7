/**
 * Bundles the command with its packages, because Node takes longer to find some fifty files than to check a claim. Their
 * licences are written beside it.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeNotices } from './notices.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outdir = join(root, 'dist/cli');

/** Packages that few runs need, which are files of their own. */
const seldom = {
  'fast-csv': 'fast-csv',
  hucre: 'hucre/xlsx',
  yauzl: 'yauzl',
  'node-x12': 'node-x12',
};

/** @type {import('esbuild').Plugin} */
const apart = {
  name: 'packages that few runs need',
  setup({ onResolve }) {
    for (const [file, name] of Object.entries(seldom))
      onResolve({ filter: new RegExp(`^${name}$`) }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: `./${file}.js`, external: true },
      );
  },
};

/** @type {import('esbuild').Plugin} */
const checkAlone = {
  name: 'check alone, without help',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(commands\/|usage$)/ }, ({ path }) =>
      path === './commands/check/check' ? undefined : { path, external: true },
    );
  },
};

/** @satisfies {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  // Less to read. Names stay, so that a stack trace says where a fault is.
  minifyWhitespace: true,
  minifySyntax: true,
  platform: 'node',
  target: 'node20',
  // CommonJS starts faster.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  metafile: true,
  // Optional peer dependencies of the queue.
  external: ['bullmq', 'ioredis'],
  alias: { 'string-width': './src/cli/ascii-width.mjs' },
  define: { 'import.meta.url': 'self' },
  banner: { js: 'const self = require("node:url").pathToFileURL(__filename).href;' },
};

rmSync(outdir, { recursive: true, force: true });
const entryPoints = {
  main: 'src/cli/main.ts',
  'code-cache': 'src/cli/code-cache.ts',
  start: 'src/cli/start.ts',
  worker: 'src/cli/parallel/worker.ts',
  'batch-worker': 'src/cli/parallel/batch-worker.ts',
  ...seldom,
};
const { metafile } = await build({ ...options, entryPoints, plugins: [apart] });
// Most runs are checks, and a third of the program is compiled in a third of the time.
const check = { check: 'src/cli/start.ts' };
await build({ ...options, entryPoints: check, plugins: [apart, checkAlone] });
writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
writeNotices(root, [metafile], outdir, 'The command contains these packages');
execFileSync(process.execPath, [join(outdir, 'code-cache.js')], { stdio: ['ignore', 'ignore', 'inherit'] });
