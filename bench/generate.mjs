/**
 * Writes a large, realistic 837 file and the registry that goes with it; or finds those of an earlier run
 * with the same parameters. `node bench/generate.mjs --help` says how.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeClaimFile } from './generator/claim-file.mjs';
import { createProvider, writeRegistry } from './generator/providers.mjs';
import { createRandom } from './generator/random.mjs';
import { parseSize } from './size.mjs';

/**
 * @typedef {object} GenerateOptions
 * @property {'P' | 'I' | 'D'} kind
 * @property {number} bytes
 * @property {number | null} sets exactly so many transaction sets, whatever the size
 * @property {number} npis
 * @property {number} flagged share of the claims that get flagged
 * @property {number} missing share of the billing loops without PRV
 * @property {number} loopsPerSet
 * @property {number} claimsPerLoop
 * @property {'none' | 'lf' | 'crlf'} newline
 * @property {number} registryRows
 * @property {number} seed
 *
 * @typedef {{ path: string, registry: string, options: GenerateOptions, truth: import('./generator/claim-file.mjs').Truth }} Generated
 */

const DATA = fileURLToPath(new URL('data/', import.meta.url));

/** Goes up when the same parameters give other bytes. */
const VERSION = 1;

const HELP = `usage: node bench/generate.mjs [options]

  --kind P|I|D             professional, institutional or dental (P)
  --size SIZE              of the file, e.g. 64MB or 1GB (64MB)
  --sets N                 exactly N transaction sets, whatever the size
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
  const path = where.out ?? join(DATA, `${options.kind}-${key}.837`);
  const registry = where.registryOut ?? `${path}.registry.csv`;
  const note = `${path}.json`;
  const made = { key, path: basename(path), registry, options };
  if (existsSync(note) && existsSync(path) && existsSync(registry)) {
    const { truth, ...earlier } = JSON.parse(readFileSync(note, 'utf8'));
    if (JSON.stringify(earlier) === JSON.stringify(made)) return { path, registry, options, truth };
  }
  const random = createRandom(options.seed);
  const { kind, registryRows: rows } = options;
  const providers = Array.from({ length: options.npis }, (_, index) => createProvider(index, kind, random));
  writeRegistry(registry, { providers, rows, kind, random });
  const truth = writeClaimFile(path, options, providers, random);
  writeFileSync(`${note}.part`, `${JSON.stringify({ ...made, truth }, null, 2)}\n`);
  renameSync(`${note}.part`, note);
  return { path, registry, options, truth };
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
