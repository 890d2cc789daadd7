import { inBlocks, type Steps } from '../../values/steps';

/**
 * A checksum that changes with any single word: each step maps distinct words, and distinct states, to distinct states.
 */
export function* checksum(words: Uint32Array): Steps<number> {
  let [a, b, c, d] = [1, 2, 3, 4];
  // Four independent lanes, since the steps within a lane must run one after the other.
  yield* inBlocks(words.length >>> 2, (from, to) => {
    for (let i = 4 * from; i < 4 * to; i += 4) {
      a = mix(a, words[i]!);
      b = mix(b, words[i + 1]!);
      c = mix(c, words[i + 2]!);
      d = mix(d, words[i + 3]!);
    }
  });
  for (let i = words.length - (words.length % 4); i < words.length; i++) a = mix(a, words[i]!);
  return mix(mix(mix(a, b), c), d) >>> 0;
}

function mix(state: number, word: number): number {
  const sum = (state + Math.imul(word, 0x85ebca77)) | 0;
  return Math.imul((sum << 13) | (sum >>> 19), 0x9e3779b1);
}
