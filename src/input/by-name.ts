const encoder = new TextEncoder();

/** Byte order: the same on every machine, independent of locale. */
export function byName(a: string, b: string): number {
  const [one, other] = [encoder.encode(a), encoder.encode(b)];
  for (let i = 0; i < one.length && i < other.length; i++) {
    if (one[i] !== other[i]) return one[i]! - other[i]!;
  }
  return one.length - other.length;
}
