import type { Severity } from '../finding';
import type { Digest, Place, Row } from './digest';

/** A digest limited to `most` rows of each severity, and the places that they need. */
export function shorten(digest: Digest, most: number): Digest {
  const kept: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  const left = { ...digest.left.rows };
  const places: Place[] = [];
  const numbers = new Map<number, number>();
  const rows: Row[] = [];
  for (const row of digest.rows) {
    const [at, ...rest] = row;
    const place = digest.places[at]!;
    const { severity } = digest.problems[place.problem]!;
    if (kept[severity] === most) {
      left[severity]++;
      continue;
    }
    kept[severity]++;
    let number = numbers.get(at);
    if (number === undefined) {
      number = places.length;
      numbers.set(at, number);
      places.push(place);
    }
    rows.push([number, ...rest]);
  }
  return { ...digest, places, rows, left: { ...digest.left, rows: left }, excerpts: {} };
}
