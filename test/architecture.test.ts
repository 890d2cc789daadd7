import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** The rooms of the house, inner ones first: a file imports from its own room and from rooms before it. */
const rooms: readonly (readonly [string, RegExp])[] = [
  ['values', /^(values\/|finding\.ts$)/],
  ['vectors', /^wasm\//],
  ['x12', /^x12\//],
  ['claim', /^claim\//],
  ['registry', /^registry\//],
  ['rules', /^rules\//],
  ['check', /^check\//],
  ['answers', /^answers\//],
  ['enrollment', /^enrollment\//],
  ['repair', /^repair\//],
  ['compare', /^compare\//],
  ['input', /^input\//],
  ['acknowledgements', /^ack\//],
  ['core surface', /^index\.ts$/],
  ['report', /^report\//],
  ['page', /^web\//],
  ['node edge', /^node(\.ts$|\/)/],
  ['batch', /^batch\//],
  ['cli', /^cli\//],
];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file));

function roomOf(file: string): number {
  return rooms.findIndex(([, pattern]) => pattern.test(file));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)';|import\('([^']+)'\)/gm)].map(
    (match) => (match[1] ?? match[2])!,
  );
}

function target(file: string, specifier: string): string {
  const path = relative(src, resolve(src, dirname(file), specifier)).replaceAll('\\', '/');
  return [path, `${path}.ts`, `${path}.tsx`].find((name) => files.includes(name)) ?? `${path}/index.ts`;
}

describe('the house', () => {
  it('has a room for every file', () => {
    expect(files.filter((file) => roomOf(file) === -1)).toEqual([]);
  });

  it('runs foreign actions by their hash: a tag can be moved', () => {
    const folder = resolve(src, '../.github/workflows');
    const used = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/uses: *(.*)/g)].map(([, action]) => action),
    );
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v[\d.]+$/);
  });

  it('imports run one way', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .filter((specifier) => roomOf(target(file, specifier)) > roomOf(file))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('no file imports itself by way of others, not for types either', () => {
    const imported = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => target(file, specifier)),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, path: readonly string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) circles.push([...path.slice(at), file].join(' > '));
      if (at >= 0 || done.has(file)) return;
      for (const next of imported.get(file) ?? []) follow(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) follow(file, []);
    expect(circles).toEqual([]);
  });

  it('registry knows nothing of x12 and claims', () => {
    const wrong = files
      .filter((file) => file.startsWith('registry/'))
      .flatMap((file) => importsOf(file).map((specifier) => target(file, specifier)))
      .filter((path) => /^(x12|claim)\//.test(path));
    expect(wrong).toEqual([]);
  });

  it('core, reports and acknowledgements are neutral: they import nothing but themselves and what writes segments', () => {
    const neutral = files.filter((file) => !/^(web|node|batch|cli)[./]/.test(file));
    const outside = neutral.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('.'))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(neutral.length).toBeGreaterThan(20);
    expect(outside).toEqual([
      'ack/segments.ts imports node-x12',
      'input/workbook.ts imports hucre/xlsx',
      'report/list.ts imports hucre/xlsx',
    ]);
  });

  it('what writes acknowledgements is loaded where they are asked for, and then only', () => {
    const heavy = files.filter((file) => /^ack\/(?!formats|combine-listeners|acknowledge\.)/.test(file));
    const users = files.filter((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      const loaded = [...text.matchAll(/^(?:import|export) (?!type\b)[^;]*?\bfrom '([^']+)';/gm)];
      return loaded.some(([, specifier]) => heavy.includes(target(file, specifier!)));
    });
    // The page's worker is one file, which is loaded as a whole.
    expect(users.filter((file) => !file.startsWith('ack/'))).toEqual(['web/worker/check.ts']);
  });

  it('the page is of a browser: it imports the core, reports and a few packages', () => {
    const packages =
      /^(preact(\/hooks)?|papaparse|hucre\/xlsx|pako|client-zip|@zip\.js\/zip\.js\/lib\/zip-core-custom\.js)$/;
    const outside = files
      .filter((file) => file.startsWith('web/'))
      .flatMap((file) => importsOf(file).filter((specifier) => !specifier.startsWith('.')));
    expect(outside.filter((specifier) => !packages.test(specifier))).toEqual([]);
  });

  it('no code can reach the network', () => {
    const network =
      /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b|'node:(https?|net|tls|dgram|dns|http2)'/;
    const mentions = files.filter((file) => network.test(readFileSync(join(src, file), 'utf8')));
    // The page is served to the browsers of this computer: to listen is all that it takes. A frame beside the page, which
    // only the program adds and no saved page has, tells when it is closed.
    expect(mentions).toEqual(['cli/commands/web/open-pages.ts', 'cli/commands/web/serve.ts']);
    const text = readFileSync(join(src, mentions[1]!), 'utf8');
    expect(text.match(/^import (?!type\b).*'node:(http|net)';$/gm)).toEqual([
      "import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';",
    ]);
    expect(text).toMatch(/\.listen\(port, '127\.0\.0\.1'\)/);
    expect(text.match(/\.listen\(/g)).toHaveLength(1);
  });

  it('nor packages that can, but for the queue, which loads them when it is used', () => {
    const mentions = files.filter((file) => /'(bullmq|ioredis)'/.test(readFileSync(join(src, file), 'utf8')));
    expect(mentions).toEqual(['batch/queue/connect.ts']);
    const text = readFileSync(join(src, mentions[0]!), 'utf8');
    expect(text.match(/^import (?!type\b)[^;]*'(bullmq|ioredis)'/gm)).toBeNull();
    const users = files.filter((file) =>
      /^import (?!type\b)[^;]*\/queue\/[a-z-]+'/m.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(users.filter((file) => !/^(batch|cli\/commands)\/queue\//.test(file))).toEqual([]);
  });
});
