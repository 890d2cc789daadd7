/**
 * @typedef {import('./contestants.mjs').Contestant} Contestant
 * @typedef {import('./contestants.mjs').Measurement} Measurement
 * @typedef {{ name: string, runs: Measurement[], problem: string | null }} Result
 */

/**
 * Runs all contestants once a round, each in a fresh process: A B C A B C …, so that whatever else the
 * machine does falls on all of them.
 * @param {readonly Contestant[]} contestants
 * @param {import('./generate.mjs').Generated} generated
 * @param {number} rounds
 * @returns {Promise<Result[]>}
 */
export async function interleave(contestants, generated, rounds) {
  /** @type {Result[]} */
  const results = contestants.map(({ name }) => ({ name, runs: [], problem: null }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const result = results[index];
      if (result.problem !== null) continue;
      const run = await contestant.run(generated);
      result.runs.push(run);
      result.problem = run.failure ?? disagreement(result.runs[0].proof, run.proof, generated.truth);
    }
  }
  return results;
}

/** Every run must have done the same work, and the right work. */
function disagreement(first, proof, truth) {
  if (JSON.stringify(proof) !== JSON.stringify(first)) return 'the runs differ in what they found';
  for (const [key, value] of Object.entries(proof)) {
    if (key in truth && value !== truth[key]) return `says ${key} ${value}, the file has ${truth[key]}`;
  }
  return null;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How many times as fast as the baseline: the median over the rounds.
 * @param {Result} result
 * @param {Result} baseline
 */
export function ratio(result, baseline) {
  return median(result.runs.map((run, round) => (baseline.runs[round]?.ms ?? Number.NaN) / run.ms));
}
