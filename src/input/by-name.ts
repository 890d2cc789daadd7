const encoder = new TextEncoder();

/** Byte order: the same on every machine, independent of locale. */
export function byName(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (one !== other) return isSurrogate(one) || isSurrogate(other) ? byBytes(a, b) : one - other;
  }
  return a.length - b.length;
}

/** Characters that UTF-16 writes as two units, and other characters, have another order there than in UTF-8. */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}

function byBytes(a: string, b: string): number {
  const [one, other] = [encoder.encode(a), encoder.encode(b)];
  for (let i = 0; i < one.length && i < other.length; i++) {
    if (one[i] !== other[i]) return one[i]! - other[i]!;
  }
  return one.length - other.length;
}
