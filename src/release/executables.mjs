/**
 * Builds the files to run without Node, `release/executables/prvcheck-<platform>`: each a Node with the command, its workers and the
 * page inside (Node's own "single executable applications"). On Linux x64 only, whose Node prepares what all contain.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { fetchNode, platforms } from './nodes.mjs';
import { sign, windowsProgram } from './windows.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const outdir = join(root, 'release/executables');
/** By this mark in its program, changed, Node knows that something is inside. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

export async function makeExecutables() {
  const host = `${process.platform}-${process.arch}`;
  if (host !== 'linux-x64')
    throw new Error(`executables can be built on linux-x64 only, and this is ${host}`);
  const work = mkdtempSync(join(tmpdir(), 'prvcheck executables '));
  try {
    mkdirSync(outdir, { recursive: true });
    const nodes = new Map(platforms.map((platform) => [platform, fetchNode(platform, work)]));
    const blob = await prepare(join(nodes.get('linux-x64'), 'bin/node'), work);
    for (const [platform, folder] of nodes) {
      const path = join(outdir, `prvcheck-${platform}`);
      if (platform === 'win-x64') {
        const program = windowsProgram(readFileSync(join(folder, 'bin/node.exe')), readFileSync(blob), fuse);
        writeFileSync(`${path}.exe`, program);
        sign(`${path}.exe`);
      } else {
        copyFileSync(join(folder, 'bin/node'), path);
        chmodSync(path, 0o755);
        // It warns of much that does not matter; if it fails, the error shows what it wrote.
        const args = [path, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse];
        execFileSync(join(root, 'node_modules/.bin/postject'), args, { stdio: 'pipe' });
      }
    }
    copyFileSync(join(nodes.get('linux-x64'), 'LICENSE'), join(outdir, 'NODE-LICENSE.txt'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Writes what all executables contain; returns its path.
 * @param {string} node
 * @param {string} work
 */
async function prepare(node, work) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    // As for the package (src/cli/bundle.mjs), but each with its packages inside: an executable can load no other file.
    entryPoints: {
      main: 'src/cli/executable.ts',
      worker: 'src/cli/parallel/worker.ts',
      'batch-worker': 'src/cli/parallel/batch-worker.ts',
    },
    outdir: work,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    legalComments: 'none',
    external: ['bullmq', 'ioredis'],
    alias: { 'string-width': './src/cli/ascii-width.mjs' },
    define: { 'import.meta.url': 'self' },
    banner: { js: 'const self = require("node:url").pathToFileURL(process.execPath).href;' },
    write: false,
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  const page = (name) => join(root, 'dist/web', name);
  const config = {
    // As it is written, the path becomes part of what this makes.
    main: 'main.js',
    output: 'blob',
    disableExperimentalSEAWarning: true,
    // Code that V8 has compiled runs on the same system only.
    useCodeCache: false,
    useSnapshot: false,
    assets: {
      'prvcheck.html': page('prvcheck.html'),
      'report.html': page('report.html'),
      'worker.js': join(work, 'worker.js'),
      'batch-worker.js': join(work, 'batch-worker.js'),
    },
  };
  writeFileSync(join(work, 'sea.json'), JSON.stringify(config));
  execFileSync(node, ['--experimental-sea-config', 'sea.json'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return join(work, config.output);
}
