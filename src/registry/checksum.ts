/** A number that changes with any word: each step maps different words, and different states, to different states. */
export function checksum(words: Uint32Array): number {
  let [a, b, c, d] = [1, 2, 3, 4];
  const whole = words.length - (words.length % 4);
  // Four lanes, since each step waits for the one before it in its lane.
  for (let i = 0; i < whole; i += 4) {
    a = mix(a, words[i]!);
    b = mix(b, words[i + 1]!);
    c = mix(c, words[i + 2]!);
    d = mix(d, words[i + 3]!);
  }
  for (let i = whole; i < words.length; i++) a = mix(a, words[i]!);
  return mix(mix(mix(a, b), c), d) >>> 0;
}

function mix(state: number, word: number): number {
  const sum = (state + Math.imul(word, 0x85ebca77)) | 0;
  return Math.imul((sum << 13) | (sum >>> 19), 0x9e3779b1);
}
