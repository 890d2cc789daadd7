/**
 * Builds the command with the packages that it needs in one file, because Node takes longer to find some fifty
 * files than to check a claim. Their licences go beside it.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outdir = join(root, 'dist/cli');

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/cli/main.ts',
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
  // Whoever uses the queue installs what it needs.
  external: ['bullmq', 'ioredis'],
  alias: { 'string-width': './src/cli/ascii-width.mjs' },
  // Bundled CommonJS still asks for Node's own modules.
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
});

const folders = Object.keys(metafile.inputs).map(
  (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0],
);
const notices = [...new Set(folders)].filter((folder) => folder !== undefined).map(notice);
const intro = 'The command contains these packages, each under its own licence.';
writeFileSync(
  join(outdir, 'THIRD-PARTY.txt'),
  [intro, ...new Set(notices.sort())].join(`\n\n${'-'.repeat(80)}\n\n`),
);

/** @param {string} folder */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${folder} has no licence file, so it cannot be shipped`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}`;
}
