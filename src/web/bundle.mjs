/**
 * Builds the page: one HTML file with its style, script, worker and a few made-up claims inside, and a policy that
 * forbids every connection. The report is the same without the checker; `prvcheck check --format html` and the page put
 * their findings into it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
// Not zlib, whose output may differ from one Node to another.
import { deflate } from 'pako';
import { writesSegments } from '../ack/node-x12.mjs';
import { writeNotices } from '../cli/notices.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outdir = join(root, 'dist/web');

/** Removes from zip.js what writes and decrypts zips, which the page does not need. */
const readsZips = {
  name: 'reads zips',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/zip-writer\.js$/ }, ({ resolveDir, path }) => ({
      path: resolve(resolveDir, path),
      sideEffects: false,
    }));
    onResolve({ filter: /\/(aes|zip)-crypto-stream\.js$/ }, ({ path }) => ({ path, namespace: 'left out' }));
    onLoad({ filter: /./, namespace: 'left out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Removes from hucre what writes charts and pivot tables, which no list has. */
const writesPlainSheets = {
  name: 'writes plain sheets',
  setup({ onResolve }) {
    // As CommonJS, from which every name can be imported.
    onResolve({ filter: /\/(chart|pivot)-writer\.mjs$/ }, ({ path }) => ({
      path: path.replace('.mjs', '.cjs'),
      namespace: 'left out',
    }));
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  platform: 'browser',
  target: ['chrome110', 'firefox115', 'safari16.4'],
  format: 'iife',
  legalComments: 'none',
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [readsZips, writesPlainSheets, writesSegments],
  define: { 'import.meta.url': 'undefined' },
};

const [script, worker, style] = await Promise.all(
  ['src/web/main.tsx', 'src/web/worker/worker.ts', 'src/web/style.css'].map(async (entry) => {
    const { outputFiles, metafile } = await build({ ...options, entryPoints: [entry] });
    // In a script element `<!--` would begin a comment; in a program it only stands in strings.
    return { text: outputFiles[0].text.trim().replaceAll('<!--', '\\x3C!--'), metafile };
  }),
);
const demoFiles = ['registry.csv', 'professional.837', 'institutional.837', 'dental.837'];
const demo = JSON.stringify(
  Object.fromEntries(
    demoFiles.map((name) => [name, readFileSync(join(root, 'fixtures/demo', name), 'utf8')]),
  ),
).replaceAll('<', '\\u003c');

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = (scripts, more) =>
  [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${[hash(script.text), ...scripts].join(' ')}`,
    `style-src ${hash(style.text)}`,
    'img-src data:',
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
const pagePolicy = policy(["'wasm-unsafe-eval'"], ['worker-src blob:']);
const reportPolicy = policy([], []);

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect x='1' y='1' width='22' height='22' rx='6' fill='%230f5c6e'/%3E%3Cpath d='M7 12.5l3.4 3.4L17.2 8.6' fill='none' stroke='%23fff' stroke-width='2.4'/%3E%3C/svg%3E";

/** Text for an element whose content is not parsed. */
function raw(text) {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error('the text would end its element');
  return text;
}

const data = (id, text, type = 'text/plain') => `<script type="${type}" id="${id}">${raw(text)}</script>`;

/** @param {readonly string[]} parts data in addition to that of a report */
function html(title, policy, parts) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${icon}">
<style>${raw(style.text)}</style>
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript, which is switched off in this browser. It runs on this computer alone.</noscript>
${[data('shown', '', 'application/json'), ...parts].join('\n')}
<script>${raw(script.text)}</script>
</body>
</html>
`;
}

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });
const page = html('prvcheck: which claims will bounce', pagePolicy, [
  data('policy', reportPolicy),
  data('given', '[]', 'application/json'),
  data('demo', demo),
  data('worker', Buffer.from(deflate(worker.text, { level: 9 })).toString('base64')),
]);
const most = 600_000;
if (Buffer.byteLength(page) > most)
  throw new Error(`the page is larger than ${most} bytes: ${Buffer.byteLength(page)}`);
writeFileSync(join(outdir, 'prvcheck.html'), page);
writeFileSync(join(outdir, 'report.html'), html('prvcheck report', reportPolicy, []));
writeNotices(
  root,
  [script.metafile, worker.metafile],
  outdir,
  'The page and the reports contain these packages',
);
