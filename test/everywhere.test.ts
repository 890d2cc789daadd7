import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createContext, Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { describe, expect, it, vi } from 'vitest';
import { installed } from './installed';

vi.setConfig({ testTimeout: 60_000 });

const root = resolve(import.meta.dirname, '..');
const project = installed();
const file = readFileSync(join(root, 'fixtures/demo/professional.837'), 'utf8');
const csv = readFileSync(join(root, 'fixtures/demo/registry.csv'), 'utf8');

/** What the library says of the demo file in a place that has nothing but JavaScript and the web's own. */
const program = `
  import { acknowledge, createChecker, RegistryReader } from 'prvcheck';
  const reader = new RegistryReader();
  const [header, ...rows] = globalThis.csv.trim().split('\\n').map((line) => line.split(','));
  reader.header(header);
  for (const [index, row] of rows.entries()) reader.row(row, index + 2);
  const registry = reader.finish();
  const checker = createChecker({ registry });
  async function answer() {
    const bytes = new TextEncoder().encode(globalThis.file);
    const findings = [];
    for await (const finding of checker.check(new Blob([bytes]))) findings.push(finding.rule);
    const streamed = [];
    const pieces = new Blob([bytes]).stream().pipeThrough(checker.stream()).getReader();
    for (let step = await pieces.read(); !step.done; step = await pieces.read()) streamed.push(step.value.rule);
    let answer = '';
    for await (const { text } of acknowledge(bytes, { registry, formats: ['999'] })) answer += text;
    return JSON.stringify({ findings, streamed, answer, summary: checker.checkBytes(bytes).summary });
  }
  answer().then(globalThis.done, globalThis.failed);`;

/** Bundled for a browser: an import of anything of Node makes it fail. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    format: 'iife',
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

function expectAnswer(text: string): void {
  const { findings, streamed, answer, summary } = JSON.parse(text);
  expect(findings).toHaveLength(8);
  expect(streamed).toEqual(findings);
  expect(answer).toMatch(/\nIK3\*PRV\*\d+\*\*[78]~[\s\S]*\nAK9\*R\*1\*1\*0/);
  expect(summary).toMatchObject({ claims: 13, flagged: 6, chargesAtRisk: '1494.50' });
}

describe('the core in a browser', () => {
  const { TextEncoder, TextDecoder, ReadableStream, WritableStream, TransformStream, Blob, AbortSignal } =
    globalThis;
  const web = {
    TextEncoder,
    TextDecoder,
    ReadableStream,
    WritableStream,
    TransformStream,
    Blob,
    AbortSignal,
  };
  const more = { setTimeout, clearTimeout, atob, file, csv };

  async function inPage(globals: Record<string, unknown>, code: string): Promise<string> {
    return new Promise((done, failed) => {
      new Script(code).runInContext(createContext({ ...web, ...more, ...globals, done, failed }));
    });
  }

  it('needs nothing but what every page has', async () => {
    expectAnswer(await inPage({}, await bundle(program)));
  });

  it('does without WebAssembly', async () => {
    expectAnswer(await inPage({ WebAssembly: undefined }, await bundle(program)));
  });

  it.each([
    ['a MessageChannel', { MessageChannel }],
    ['timers alone, as in workerd', {}],
  ])('lets events have their turn by %s', async (_, given) => {
    const used: string[] = [];
    const counted = {
      setTimeout(then: () => void, delay: number) {
        used.push('setTimeout');
        return setTimeout(then, delay);
      },
      ...('MessageChannel' in given && {
        MessageChannel: class extends given.MessageChannel {
          constructor() {
            super();
            used.push('MessageChannel');
          }
        },
      }),
    };
    expectAnswer(await inPage(counted, await bundle(program)));
    expect(new Set(used)).toEqual(new Set([Object.keys(given)[0] ?? 'setTimeout']));
  });

  it('of prvcheck/node there is no bundle', async () => {
    await expect(bundle(`import { openFile } from 'prvcheck/node'; openFile('a');`)).rejects.toThrow(
      /Could not resolve "stream"/,
    );
  });
});

describe('a bundle holds what is used', () => {
  const wasm = 'AGFzbQ'; // how each module begins, in base64

  /** Bytes of a bundle that uses one export, minified. A little above what they are now. */
  it.each([
    ['defaultPolicy', 5_500],
    ['resolveEnrollment', 9_000],
    ['providerTypeName', 7_000],
    ['registryFromBytes', 16_000],
    ['RegistryReader', 45_000],
    ['rules', 48_000],
  ])('%s alone: at most %i bytes, without the checker', async (name, most) => {
    const code = await bundle(`import { ${name} } from 'prvcheck'; console.log(${name});`);
    expect(code.length).toBeLessThan(most);
    expect(code).not.toContain(wasm);
    expect(code).not.toContain('replaceRegistry');
  });

  it('createChecker: all of it', async () => {
    const code = await bundle(`import { createChecker } from 'prvcheck'; console.log(createChecker);`);
    expect(code).toContain(wasm);
    expect(code).toContain('replaceRegistry');
    expect(code.length).toBeLessThan(132_000);
  });

  it('nothing where nothing is used', async () => {
    expect(await bundle(`import 'prvcheck';`)).toBe(await bundle(''));
  });
});

describe('the packed package', () => {
  it('in a worker thread', async () => {
    writeFileSync(
      join(project, 'thread.mjs'),
      `import { parentPort, workerData } from 'node:worker_threads';
       Object.assign(globalThis, workerData, { done: (text) => parentPort.postMessage(text), failed: (error) => { throw error; } });
       await import('./program.mjs');`,
    );
    writeFileSync(join(project, 'program.mjs'), program);
    const worker = new Worker(join(project, 'thread.mjs'), { workerData: { file, csv } });
    const [text] = await once(worker, 'message');
    expectAnswer(text);
  });

  it('by require: both entries, the schema, the same errors', () => {
    const code = `
      const core = require('prvcheck');
      const node = require('prvcheck/node');
      const schema = require('prvcheck/finding.schema.json');
      node.loadRegistry('enrollments.csv').then(async (registry) => {
        const run = core.check(node.openFile('professional.837'), { registry });
        let findings = 0;
        for await (const _ of run) findings++;
        const refused = await node.loadRegistry('professional.837').catch((error) => error);
        const same = [core.RegistryError === node.RegistryError, core.registryFromBytes === node.registryFromBytes];
        const isInput = refused instanceof node.InputError;
        console.log(JSON.stringify({ findings, flagged: run.summary.flagged, same, isInput, schema: schema.$schema }));
      });`;
    const out = execFileSync(process.execPath, ['-e', code], { cwd: project, encoding: 'utf8' });
    const $schema = 'https://json-schema.org/draft/2020-12/schema';
    expect(JSON.parse(out)).toEqual({
      findings: 8,
      flagged: 6,
      same: [true, true],
      isInput: true,
      schema: $schema,
    });
  });

  it('has these files, beside the parts that they share', () => {
    const files = readdirSync(join(project, 'node_modules/prvcheck'), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name).slice(join(project, 'node_modules/prvcheck/').length),
      )
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => !/-[\w-]{8}\.(js|cjs|d\.ts|d\.cts)$/.test(path));
    expect(files.sort()).toMatchInlineSnapshot(`
      [
        ".github/CHANGELOG.md",
        ".github/CONTRIBUTING.md",
        ".github/SECURITY.md",
        "LICENSE",
        "README.md",
        "bench/README.md",
        "dist/THIRD-PARTY.txt",
        "dist/cli/THIRD-PARTY.txt",
        "dist/cli/batch-worker.js",
        "dist/cli/check.js",
        "dist/cli/code-cache.js",
        "dist/cli/fast-csv.js",
        "dist/cli/hucre.js",
        "dist/cli/main.js",
        "dist/cli/node-x12.js",
        "dist/cli/package.json",
        "dist/cli/start.js",
        "dist/cli/worker.js",
        "dist/cli/yauzl.js",
        "dist/finding.schema.json",
        "dist/index.cjs",
        "dist/index.d.cts",
        "dist/index.d.ts",
        "dist/index.js",
        "dist/node.cjs",
        "dist/node.d.cts",
        "dist/node.d.ts",
        "dist/node.js",
        "dist/web/THIRD-PARTY.txt",
        "dist/web/prvcheck.html",
        "dist/web/report.html",
        "fixtures/answers/acknowledgements.999",
        "fixtures/answers/classes.json",
        "fixtures/answers/remittances.835",
        "fixtures/answers/statuses.277",
        "fixtures/demo/clean.837",
        "fixtures/demo/dental.837",
        "fixtures/demo/expected.json",
        "fixtures/demo/institutional.837",
        "fixtures/demo/page.png",
        "fixtures/demo/professional.837",
        "fixtures/demo/registry.csv",
        "fixtures/demo/report.svg",
        "fixtures/payers/prvcheck.config.json",
        "fixtures/policies/kentucky-dms.json",
        "fixtures/policies/minnesota.json",
        "fixtures/policies/north-carolina.json",
        "fixtures/policies/strict-mco.json",
        "fixtures/policies/texas.json",
        "fixtures/samples/README.md",
        "fixtures/samples/acknowledge.mjs",
        "fixtures/samples/answers.mjs",
        "fixtures/samples/fastify-upload.mjs",
        "fixtures/samples/first-check.mjs",
        "fixtures/samples/lambda.mjs",
        "fixtures/samples/payer-policy.mjs",
        "fixtures/samples/postgres.mjs",
        "fixtures/samples/resolve.mjs",
        "fixtures/samples/sqlite.mjs",
        "fixtures/samples/worker.mjs",
        "fixtures/samples/zip.mjs",
        "package.json",
        "src/API.md",
        "src/DOMAIN.md",
        "src/README.md",
        "src/ack/README.md",
        "src/answers/README.md",
        "src/batch/README.md",
        "src/cli/README.md",
        "src/registry/README.md",
        "src/registry/pictures/look-over.png",
        "src/registry/pictures/start.png",
        "src/repair/README.md",
        "src/rules/README.md",
        "src/web/README.md",
        "test/README.md",
      ]
    `);
  });
});
