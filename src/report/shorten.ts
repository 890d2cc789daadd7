import { ClaimRows, claimAt, fateAt, placesAt, type Room } from './claim-rows';
import { countUnlisted, type Digest, type Place } from './digest';

/** A digest limited to so many claims, and the places that they need. */
export function shorten(digest: Digest, room: Room): Digest {
  const { rows } = digest;
  const places: Place[] = [];
  const numbers = new Map<number, number>();
  const shorter = new ClaimRows(room);
  const placeOf = (at: number): number => {
    const number = numbers.get(at) ?? places.length;
    if (number === places.length) {
      numbers.set(at, number);
      places.push(digest.places[at]!);
    }
    return number;
  };
  for (let i = 0; i < rows.count; i++) {
    const claim = claimAt(rows, i);
    const found = placesAt(rows, i);
    shorter.begin();
    if (found.length === 0) shorter.addOther(fateAt(rows, i), () => claim);
    for (const at of found) {
      const { severity } = digest.problems[digest.places[at]!.problem]!;
      shorter.addFinding(severity, fateAt(rows, i), claim, () => placeOf(at));
    }
  }
  const columns = shorter.columns();
  const left = { ...digest.left, rows: countUnlisted(digest.claims, digest.summary, columns) };
  return { ...digest, places, rows: columns, left, excerpts: {} };
}
