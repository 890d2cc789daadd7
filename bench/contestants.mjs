import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runBare, runNode } from './child.mjs';

/**
 * What one run of one contestant gave.
 * @typedef {object} Measurement
 * @property {number} ms the whole process
 * @property {number} [workMs] its work alone, without the start of Node and the registry
 * @property {number} peakBytes
 * @property {string | null} failure why it gave nothing
 * @property {Record<string, number>} [figures] what else it measured
 * @property {Proof} proof
 *
 * What was found; whatever the truth of the claims says as well must be the same.
 * @typedef {{ bytes?: number, segments?: number, claims?: number, flagged?: number, chargesAtRisk?: string, text?: string, ndjson?: string, tree?: string, rows?: number }} Proof
 *
 * @typedef {import('./generate.mjs').Generated & { csv: string }} Claims with their registry compiled, and as CSV
 *
 * @typedef {object} Contestant
 * @property {string} key by which the measures call it
 * @property {string} name
 * @property {Claims} claims what it reads
 * @property {string | null} absent why it cannot be run here
 * @property {() => Promise<Measurement>} run
 */

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const DATA = here('data');

/** What statfs says of a tmpfs. */
const TMPFS = 0x01021994;
/** Bytes of findings for a byte of claims, and some to spare. */
const MOST_FINDINGS = 5;

/** A folder in memory with room for the findings of so many bytes of claims; null where there is none. */
function folderInMemory(bytes) {
  const folders = ['/dev/shm', tmpdir()].filter((folder) => existsSync(folder));
  const fits = ({ type, bavail, bsize }) => type === TMPFS && bavail * bsize > MOST_FINDINGS * bytes;
  return folders.find((folder) => fits(statfsSync(folder))) ?? null;
}

export const CLI = here('../dist/cli/main.js');

/** Paths are relative to the data folder, so that no findings hash depends on where the clone is. */
const inData = (path) => relative(DATA, path);

/**
 * A script in peers/: it times its own work as well, and counts.
 * @param {string} key
 * @param {string} name
 * @param {string} script
 * @param {Claims} claims
 * @param {string} [argument] the registry where not given
 * @param {string | null} [absent]
 * @returns {Contestant}
 */
export function peer(key, name, script, claims, argument = inData(claims.registry), absent = null) {
  return {
    ...{ key, name, claims, absent },
    async run() {
      const args = [here(`peers/${script}`), inData(claims.path), argument];
      const { stdout, ...child } = await runNode(args, DATA);
      if (child.failure !== null) return { ...child, proof: {} };
      const { ms: workMs, figures, ...proof } = JSON.parse(stdout);
      return { ...child, workMs, figures, proof };
    },
  };
}

/** What a `check` is given beside its claims. */
function checkArguments(claims, registry, more) {
  return ['check', inData(claims.path), '--registry', inData(registry), '--exit-zero', ...more];
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/**
 * The command as people run it, with its text report; `bare` where nothing else may be loaded into the process.
 * @param {string} key
 * @param {string} name
 * @param {Claims} claims
 * @param {{ flags?: readonly string[], registry?: string, bare?: boolean, absent?: string | null }} [how]
 * @returns {Contestant}
 */
export function textCommand(key, name, claims, how = {}) {
  const { flags = [], registry = claims.registry, bare = false, absent = null } = how;
  const args = [CLI, ...checkArguments(claims, registry, flags)];
  return {
    ...{ key, name, claims, absent },
    async run() {
      const { stdout, ...child } = await (bare ? runBare(process.execPath, args, DATA) : runNode(args, DATA));
      return { ...child, proof: { text: sha256(stdout) } };
    },
  };
}

/**
 * The command with its findings written to a file in memory, where there is room, so that no disk is measured; its name
 * says where.
 * @param {string} key
 * @param {string} name
 * @param {Claims} claims
 * @param {readonly string[]} flags
 * @returns {Contestant}
 */
export function ndjsonCommand(key, name, claims, flags) {
  const memory = folderInMemory(claims.truth.bytes);
  const output = join(memory ?? DATA, `findings-${process.pid}.ndjson`);
  const args = [CLI, ...checkArguments(claims, claims.registry, [...flags, '--format', `ndjson:${output}`])];
  return {
    ...{ key, name: `${name} ${memory === null ? 'on disk' : 'in memory'}`, claims, absent: null },
    async run() {
      const { stdout: _, ...child } = await runNode(args, DATA);
      const proof = child.failure === null ? await readFindings(output) : {};
      rmSync(output, { force: true });
      return { ...child, proof };
    },
  };
}

/** @type {string[]} */
const batches = [];
process.once('exit', () => {
  for (const folder of batches) rmSync(folder, { recursive: true, force: true });
});

/**
 * The command with `--out`. Its folders stay until the bench ends: where many files have just been deleted, ext4 takes
 * long to make new ones.
 * @param {string} key
 * @param {string} name
 * @param {Claims} claims
 * @param {readonly string[]} flags
 * @returns {Contestant}
 */
export function batchCommand(key, name, claims, flags) {
  return {
    ...{ key, name, claims, absent: null },
    async run() {
      const out = join(DATA, `out-${process.pid}-${batches.length}`);
      batches.push(out);
      const more = [...flags, '--out', basename(out)];
      const { stdout: _, ...child } = await runNode(
        [CLI, ...checkArguments(claims, claims.registry, more)],
        DATA,
      );
      if (child.failure !== null) return { ...child, proof: {} };
      const { claims: checked, flagged, chargesAtRisk } = JSON.parse(readFileSync(join(out, 'summary.json')));
      return { ...child, proof: { claims: checked, flagged, chargesAtRisk, tree: hashTree(out) } };
    },
  };
}

/**
 * `prvcheck fix`, every billing loop at fault corrected.
 * @param {string} key
 * @param {string} name
 * @param {Claims} claims
 * @param {string} codes a CSV of assignments
 * @returns {Contestant}
 */
export function fixCommand(key, name, claims, codes) {
  return {
    ...{ key, name, claims, absent: null },
    async run() {
      const out = join(DATA, `fixed-${process.pid}`);
      const flags = ['--assignments', inData(codes), '--out', basename(out)];
      const args = [CLI, 'fix', inData(claims.path), '--registry', inData(claims.registry), ...flags];
      const { stdout: _, ...child } = await runNode(args, DATA);
      const proof = child.failure === null ? { tree: hashTree(out) } : {};
      rmSync(out, { recursive: true, force: true });
      return { ...child, proof };
    },
  };
}

function hashTree(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) hash.update(`${name}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Hash of all the lines, and the counts of the last one. */
async function readFindings(path) {
  const hash = createHash('sha256');
  let tail = '';
  await pipeline(createReadStream(path), async (chunks) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      tail = (tail + chunk.toString('latin1')).slice(-4096);
    }
  });
  const summary = JSON.parse(tail.trimEnd().split('\n').at(-1));
  const { segments, claims, flagged, chargesAtRisk } = summary;
  return { segments, claims, flagged, chargesAtRisk, ndjson: hash.digest('hex') };
}

/**
 * `prvcheck registry compile`; the compiled registry stays for the others.
 * @param {string} key
 * @param {string} name
 * @param {Claims} claims
 * @param {string} output
 * @param {string | null} absent
 * @returns {Contestant}
 */
export function compileCommand(key, name, claims, output, absent) {
  const args = [CLI, 'registry', 'compile', inData(claims.csv), '-o', basename(output)];
  return {
    ...{ key, name, claims, absent },
    async run() {
      rmSync(output, { force: true });
      const child = await runNode(args, DATA);
      if (child.failure !== null) return { ...child, proof: {} };
      return { ...child, figures: { bytes: statSync(output).size }, proof: {} };
    },
  };
}

/**
 * A command of another maker, alone in its process; `countOf` reads what it printed.
 * @param {string} key
 * @param {string} name
 * @param {Claims} claims
 * @param {{ command: string, args: readonly string[], countOf?: (stdout: string) => Proof, absent?: string | null }} what
 * @returns {Contestant}
 */
export function otherCommand(key, name, claims, { command, args, countOf = () => ({}), absent = null }) {
  return {
    ...{ key, name, claims, absent },
    async run() {
      const { stdout, ...child } = await runBare(command, args, DATA);
      return { ...child, proof: countOf(stdout) };
    },
  };
}
