/** Builds the library: both entries as ES modules and CommonJS, with types, for any place that runs JavaScript. */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { writesSegments } from './ack/node-x12.mjs';
import { writeNotices } from './cli/notices.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const outdir = join(root, 'dist');

await build({
  entry: { index: join(root, 'src/index.ts'), node: join(root, 'src/node.ts') },
  outDir: outdir,
  config: false,
  format: ['esm', 'cjs'],
  dts: true,
  target: 'node20',
  clean: true,
  silent: true,
  splitting: true,
  metafile: true,
  esbuildPlugins: [writesSegments],
});

const metafiles = ['esm', 'cjs'].map((format) => {
  const path = join(outdir, `metafile-${format}.json`);
  const metafile = JSON.parse(readFileSync(path, 'utf8'));
  rmSync(path);
  return metafile;
});
writeNotices(root, metafiles, outdir, 'The library contains these packages');
copyFileSync(join(root, 'src/finding.schema.json'), join(outdir, 'finding.schema.json'));
