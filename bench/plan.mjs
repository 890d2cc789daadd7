import { parseArgs } from 'node:util';
import { parseSize } from './size.mjs';

export const HELP = `usage: npm run bench -- [options]

  --full          the sizes of the targets: 1 GB, 4 GB, a million claims, a million registry rows;
                  seven runs; takes 12 GB of disk, room for the findings in memory, and its time
  --size SIZE     of the main file, of the folder and of the half-flagged file (32MB)
  --big SIZE      of the large file whose peak memory is looked at (96MB)
  --claims N      claims in one set, under one HL 20, and in the flagged file (10000)
  --rows N        rows of the large registry (30000)
  --files N       small files, of 8.8 KB on average (2000)
  --runs N        runs of each row, interleaved, a fresh process each (5; with --full 7)
  --date DAY      the day to print (today)
`;

/**
 * How much is measured.
 * @typedef {object} Plan
 * @property {number} size
 * @property {number} big
 * @property {number} claims
 * @property {number} rows
 * @property {number} files
 * @property {number} runs
 * @property {string} date
 * @property {boolean} isFull whether the sizes are at least those of the targets
 */

const SMALL = { size: '32MB', big: '96MB', claims: '10000', rows: '30000', files: '2000' };
const FULL = { size: '1GB', big: '4GB', claims: '1000000', rows: '1000000', files: '10000' };

/**
 * The plan that the command line asks for; null where it asks for help.
 * @param {readonly string[]} args
 * @returns {Plan | null}
 */
export function readPlan(args) {
  const string = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean', short: 'h' },
      full: { type: 'boolean' },
      ...{
        size: string,
        big: string,
        claims: string,
        rows: string,
        files: string,
        runs: string,
        date: string,
      },
    },
  });
  if (values.help) return null;
  const read = (given) => ({
    size: parseSize('--size', given.size),
    big: parseSize('--big', given.big),
    claims: count('--claims', given.claims),
    rows: count('--rows', given.rows, LEAST_ROWS),
    files: count('--files', given.files),
  });
  const sizes = read({ ...(values.full ? FULL : SMALL), ...values });
  const targets = Object.entries(read(FULL));
  return {
    ...sizes,
    runs: count('--runs', values.runs ?? (values.full ? '7' : '5')),
    date: values.date ?? new Date().toISOString().slice(0, 10),
    isFull: targets.every(([name, least]) => sizes[name] >= least),
  };
}

/** As many as the NPIs of the claims need. */
const LEAST_ROWS = 15_000;

function count(flag, text, least = 1) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`${flag} must be a whole number from ${least} up.`);
  return value;
}
