/**
 * Writes a large, realistic 837 file, or a folder of them, and the registry that goes with it; or finds those of an earlier run
 * with the same parameters. `node bench/generate.mjs --help` says how.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeClaimFiles } from './generator/claim-file.mjs';
import { createProvider, writeRegistry } from './generator/providers.mjs';
import { createRandom } from './generator/random.mjs';
import { parseSize } from './size.mjs';

/**
 * @typedef {object} GenerateOptions
 * @property {'P' | 'I' | 'D'} kind
 * @property {number} bytes
 * @property {number | null} files a folder of so many files, of `bytes` together; null: one file
 * @property {number | null} sets exactly so many transaction sets a file, whatever the size
 * @property {number} npis
 * @property {number} flagged share of the claims that get flagged
 * @property {number} missing share of the billing loops without PRV
 * @property {number} loopsPerSet
 * @property {number} claimsPerLoop
 * @property {'none' | 'lf' | 'crlf'} newline
 * @property {number} registryRows
 * @property {number} seed
 *
 * @typedef {object} Generated
 * @property {string} path the file, or the folder
 * @property {readonly string[]} files
 * @property {string} registry
 * @property {GenerateOptions} options
 * @property {import('./generator/claim-file.mjs').Truth} truth
 */

const DATA = fileURLToPath(new URL('data/', import.meta.url));

/** Goes up when the same parameters give other bytes. */
const VERSION = 1;

const HELP = `usage: node bench/generate.mjs [options]

  --kind P|I|D             professional, institutional or dental (P)
  --size SIZE              of the file, e.g. 64MB or 1GB (64MB)
  --files N                a folder of N files, their sizes drawn around SIZE / N
  --sets N                 exactly N transaction sets a file, whatever the size
  --loops-per-set N        billing loops in a set (20)
  --claims-per-loop N      claims in a billing loop (25)
  --npis N                 NPIs that bill (10000); every fifth has several enrollments
  --flagged SHARE          of the claims that get flagged (0.01)
  --missing SHARE          of the billing loops without PRV (0.5); at least --flagged
  --newline none|lf|crlf   after each segment (lf)
  --registry-rows N        rows in the registry (100000)
  --seed N                 another seed, another file (1)
  --out FILE               where to put the claims (bench/data/...)
  --registry-out FILE      where to put the registry (beside the claims)
`;

/** @type {GenerateOptions} */
export const defaultOptions = {
  kind: 'P',
  bytes: 64e6,
  files: null,
  sets: null,
  npis: 10_000,
  flagged: 0.01,
  missing: 0.5,
  loopsPerSet: 20,
  claimsPerLoop: 25,
  newline: 'lf',
  registryRows: 100_000,
  seed: 1,
};

/**
 * The claims, the registry, and beside them what they hold; made only where they are not there yet.
 * @param {GenerateOptions} options
 * @param {{ out?: string, registryOut?: string }} [where]
 * @returns {Generated}
 */
export function generate(options, where = {}) {
  mkdirSync(DATA, { recursive: true });
  const key = createHash('sha256')
    .update(JSON.stringify([VERSION, options]))
    .digest('hex')
    .slice(0, 8);
  const path = where.out ?? join(DATA, `${options.kind}-${key}${options.files === null ? '.837' : ''}`);
  const registry = where.registryOut ?? `${path}.registry.csv`;
  const files = filesOf(path, options);
  const note = `${path}.json`;
  const made = { key, path: basename(path), registry, options };
  if (existsSync(note) && existsSync(registry) && files.every((file) => existsSync(file))) {
    const { truth, ...earlier } = JSON.parse(readFileSync(note, 'utf8'));
    if (JSON.stringify(earlier) === JSON.stringify(made)) return { path, files, registry, options, truth };
  }
  const random = createRandom(options.seed);
  const { kind, registryRows: rows } = options;
  const providers = Array.from({ length: options.npis }, (_, index) => createProvider(index, kind, random));
  writeRegistry(registry, { providers, rows, kind, random });
  if (options.files !== null) mkdirSync(path, { recursive: true });
  const truth = writeClaimFiles(sized(files, options.bytes, random), options, providers, random);
  writeFileSync(`${note}.part`, `${JSON.stringify({ ...made, truth }, null, 2)}\n`);
  renameSync(`${note}.part`, note);
  return { path, files, registry, options, truth };
}

function filesOf(path, { files }) {
  if (files === null) return [path];
  return Array.from({ length: files }, (_, index) => join(path, `${String(index).padStart(4, '0')}.837`));
}

/** One file has all the bytes; of many, the smallest get half of an equal part and the largest one and a half. */
function sized(files, bytes, random) {
  if (files.length === 1) return [{ path: files[0], bytes }];
  return files.map((path) => ({ path, bytes: (bytes / files.length) * (0.5 + random(1001) / 1000) }));
}

/** @param {string | undefined} text */
function count(name, text, otherwise, least = 1) {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} must be a whole number from ${least} up.`);
  return value;
}

function share(name, text, otherwise) {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value >= 0 && value <= 1)) throw new Error(`--${name} must be a number from 0 to 1.`);
  return value;
}

function choice(name, text, otherwise, choices) {
  const value = text ?? otherwise;
  if (!choices.includes(value)) throw new Error(`--${name} must be one of ${choices.join(', ')}.`);
  return value;
}

/** @returns {GenerateOptions} */
function readOptions(values) {
  const defaults = defaultOptions;
  const options = {
    kind: choice('kind', values.kind, defaults.kind, ['P', 'I', 'D']),
    bytes: values.size === undefined ? defaults.bytes : parseSize('--size', values.size),
    files: values.files === undefined ? null : count('files', values.files),
    sets: values.sets === undefined ? null : count('sets', values.sets),
    npis: count('npis', values.npis, defaults.npis, 2),
    flagged: share('flagged', values.flagged, defaults.flagged),
    missing: share('missing', values.missing, defaults.missing),
    loopsPerSet: count('loops-per-set', values['loops-per-set'], defaults.loopsPerSet),
    claimsPerLoop: count('claims-per-loop', values['claims-per-loop'], defaults.claimsPerLoop),
    newline: choice('newline', values.newline, defaults.newline, ['none', 'lf', 'crlf']),
    registryRows: count('registry-rows', values['registry-rows'], defaults.registryRows),
    seed: count('seed', values.seed, defaults.seed, 0),
  };
  if (options.flagged > options.missing) {
    throw new Error('--flagged cannot exceed --missing: only claims in loops without PRV are flagged.');
  }
  return options;
}

function main() {
  const string = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      kind: string,
      size: string,
      files: string,
      sets: string,
      'loops-per-set': string,
      'claims-per-loop': string,
      npis: string,
      flagged: string,
      missing: string,
      newline: string,
      'registry-rows': string,
      seed: string,
      out: string,
      'registry-out': string,
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const options = readOptions(values);
  const started = performance.now();
  const generated = generate(options, { out: values.out, registryOut: values['registry-out'] });
  const seconds = (performance.now() - started) / 1000;
  const { truth } = generated;
  process.stdout.write(`${JSON.stringify({ ...generated, seconds: Number(seconds.toFixed(2)) }, null, 2)}\n`);
  process.stderr.write(`${(truth.bytes / truth.segments).toFixed(1)} bytes a segment\n`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`generate: ${error.message}\n`);
    process.exitCode = 2;
  }
}
