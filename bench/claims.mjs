import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './child.mjs';
import { CLI, DATA } from './contestants.mjs';
import { defaultOptions, generate } from './generate.mjs';

const REFERENCE = fileURLToPath(new URL('peers/reference.mjs', import.meta.url));

/** Rows just enough for the NPIs of the claims: the large registry has a table of its own. */
const base = { ...defaultOptions, registryRows: 15_000 };

/** @type {Map<string, Promise<import('./contestants.mjs').Claims>>} */
const prepared = new Map();

/**
 * The claims that `options` ask for, in the page cache, with their registry compiled, with all that a run can be held against: the truth of the
 * generator and the hashes of the reference.
 * @param {Partial<import('./generate.mjs').GenerateOptions>} options
 */
export function prepare(options) {
  const key = JSON.stringify(options);
  const claims = prepared.get(key) ?? withReference(generate({ ...base, ...options }));
  prepared.set(key, claims);
  return claims;
}

/**
 * A CSV that assigns each NPI of the registry the first code that it lists.
 * @param {import('./contestants.mjs').Claims} claims
 */
export function firstCodes({ csv }) {
  const path = `${csv}.codes.csv`;
  const [header = '', ...rows] = readFileSync(csv, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  const [npi, taxonomy] = ['npi', 'taxonomy'].map((name) => names.indexOf(name));
  const codes = new Map();
  for (const cells of rows.map((row) => row.split(','))) {
    const [code] = cells[taxonomy].split(/[;|]/);
    if (code !== '' && !codes.has(cells[npi])) codes.set(cells[npi], code);
  }
  const lines = [...codes].map(([number, code]) => `${number},${code}\n`);
  writeFileSync(path, `npi,taxonomy\n${lines.join('')}`);
  return path;
}

/**
 * The files of a folder one after another in one file.
 * @param {import('./contestants.mjs').Claims} folder
 */
export function joined(folder) {
  const path = `${folder.path}.joined.837`;
  writeFileSync(path, Buffer.concat(folder.files.map((file) => readFileSync(file))));
  return withReference({ ...folder, path, files: [path], registry: folder.csv });
}

async function withReference(generated) {
  const { registry, files, truth, options } = generated;
  const paths = [registry, ...files].map((path) => relative(DATA, path));
  const { stdout, failure } = await runNode([REFERENCE, ...paths], DATA);
  if (failure !== null) throw new Error(`the reference failed: ${failure}`);
  const compiled = `${registry}.prvx`;
  const compile = await runNode([CLI, 'registry', 'compile', registry, '-o', compiled], DATA);
  if (compile.failure !== null) throw new Error(`the registry was not compiled: ${compile.failure}`);
  return {
    ...generated,
    registry: compiled,
    csv: registry,
    truth: { ...truth, rows: options.registryRows, ...JSON.parse(stdout) },
  };
}
