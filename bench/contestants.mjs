import { createHash } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';

/**
 * What one run of one contestant gave.
 * @typedef {object} Measurement
 * @property {number} ms
 * @property {number} peakBytes
 * @property {string | null} failure why it gave nothing
 * @property {{ bytes?: number, segments?: number, claims?: number, flagged?: number, chargesAtRisk?: string, sha256?: string }} proof
 *
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(generated: import('./generate.mjs').Generated) => Promise<Measurement>} run
 */

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const DATA = here('data');
export const CLI = here('../dist/cli/main.js');

/** File names are relative to the data folder, so that no findings hash depends on where the clone is. */
const name = (path) => basename(path);

/**
 * A script in peers/: it times its own work, without the start of Node, and counts.
 * @param {string} label
 * @param {string} script
 * @returns {Contestant}
 */
export function peer(label, script) {
  return {
    name: label,
    async run({ path, registry }) {
      const { stdout, ...child } = await runChild(
        [here(`peers/${script}`), name(path), name(registry)],
        DATA,
      );
      if (child.failure !== null) return { ...child, proof: {} };
      const { ms, ...proof } = JSON.parse(stdout);
      return { ...child, ms, proof };
    },
  };
}

const command = ({ path, registry }, ...rest) => [
  ...[CLI, 'check', name(path), '--registry', name(registry), '--exit-zero'],
  ...rest,
];

/**
 * The command as people run it; the time is the whole process, with the start of Node and the registry.
 * @param {string} label
 * @returns {Contestant}
 */
export function textCommand(label) {
  return {
    name: label,
    async run(generated) {
      const { stdout, ...child } = await runChild(command(generated, '--format', 'text'), DATA);
      return { ...child, proof: { sha256: createHash('sha256').update(stdout).digest('hex') } };
    },
  };
}

/**
 * @param {string} label
 * @returns {Contestant}
 */
export function ndjsonCommand(label) {
  return {
    name: label,
    async run(generated) {
      const { stdout: _, ...child } = await runChild(
        command(generated, '--format', 'ndjson:findings.ndjson'),
        DATA,
      );
      if (child.failure !== null) return { ...child, proof: {} };
      const output = join(DATA, 'findings.ndjson');
      const proof = await readFindings(output);
      rmSync(output);
      return { ...child, proof };
    },
  };
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
  return { segments, claims, flagged, chargesAtRisk, sha256: hash.digest('hex') };
}
