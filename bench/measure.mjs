/**
 * @typedef {import('./contestants.mjs').Contestant} Contestant
 * @typedef {import('./contestants.mjs').Measurement} Measurement
 *
 * @typedef {object} Result
 * @property {string} key
 * @property {string} name
 * @property {number} bytes of the claims
 * @property {string | null} absent why it was not run
 * @property {string | null} problem why it does not count
 * @property {Measurement[]} runs
 */

/**
 * Runs all contestants once a round, each in a fresh process: A B C A B C …, so that whatever else the
 * machine does falls on all of them.
 * @param {readonly Contestant[]} contestants
 * @param {number} rounds
 * @returns {Promise<Result[]>}
 */
export async function interleave(contestants, rounds) {
  /** @type {Result[]} */
  const results = contestants.map(({ key, name, claims, absent }) => ({
    ...{ key, name, bytes: claims.truth.bytes, absent, problem: null, runs: [] },
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const result = results[index];
      if (result.absent !== null || result.problem !== null) continue;
      const run = await contestant.run();
      result.runs.push(run);
      result.problem = run.failure ?? disagreement(result.runs[0].proof, run.proof, contestant.claims.truth);
    }
  }
  return results;
}

/** Every run must have done the same work, and the right work. */
function disagreement(first, proof, truth) {
  if (JSON.stringify(proof) !== JSON.stringify(first)) return 'the runs differ in what they found';
  for (const [key, value] of Object.entries(proof)) {
    if (key in truth && value !== truth[key]) return `says ${key} ${brief(value)}, not ${brief(truth[key])}`;
  }
  return null;
}

/** Of a hash, as much as the tables show. */
const brief = (value) => String(value).slice(0, 12);

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median over the runs. */
export const typical = ({ runs }, value) => median(runs.map(value));

/** The highest of the runs. */
export const highest = ({ runs }, value) => Math.max(...runs.map(value));

export const wholeMs = (run) => run.ms;
export const workMs = (run) => run.workMs;
export const peakBytes = (run) => run.peakBytes;

/**
 * How many times as fast as the baseline, byte for byte: the median over the rounds.
 * @param {Result} result
 * @param {Result} baseline
 * @param {(run: Measurement) => number} [time]
 */
export function speedRatio(result, baseline, time = wholeMs) {
  const perByte = ({ runs, bytes }, round) => time(runs[round]) / bytes;
  return median(result.runs.map((_, round) => perByte(baseline, round) / perByte(result, round)));
}

/**
 * How many times as long as the baseline, whatever the two read: the median over the rounds.
 * @param {Result} result
 * @param {Result} baseline
 * @param {(run: Measurement) => number} [time]
 */
export function timeRatio(result, baseline, time = wholeMs) {
  return median(result.runs.map((run, round) => time(run) / time(baseline.runs[round])));
}
