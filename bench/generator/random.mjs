/**
 * Deterministic random numbers (xorshift32): the same seed gives the same file on every machine.
 * @param {number} seed
 * @returns {(limit: number) => number} an integer from 0 up to, not including, `limit`
 */
export function createRandom(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/**
 * @template T
 * @param {(limit: number) => number} random
 * @param {readonly T[]} list
 * @returns {T}
 */
export function pick(random, list) {
  return list[random(list.length)];
}
