import { copyElements, element, endKey, holdsData } from './elements';
import { JUDGED, KEY_BYTES, OWN_KEY } from './memory';
import { N4, NM1, PASSED, PRV } from './kinds';

/** Start and end of each segment that a verdict depends on; 0 if absent. */
const PRV_AT: usize = JUDGED;
const NAME_AT: usize = JUDGED + 8;
const CITY_AT: usize = JUDGED + 16;

/** Whether the current segments follow NM1*85. */
let inName: bool = false;

/** Begins a billing loop. */
export function begin(): void {
  memory.fill(JUDGED, 0, 24);
  inName = false;
}

/**
 * Takes a segment of the loop, as ClaimReader does. Returns false if it is not plainly written, or makes a loop that is
 * never remembered: a second PRV, one after NM1*85, a second NM1*85.
 */
export function take(kind: u32, start: usize, end: usize, separator: u32): bool {
  if (kind == PRV) {
    if (end - start < 5 || load<u32>(PRV_AT) != 0 || load<u32>(NAME_AT) != 0) return false;
    if (!holdsData(start, separator)) return false;
    keep(PRV_AT, start, end);
    return true;
  }
  if (kind == NM1) {
    if (end - start < 7 || load<u8>(start, 6) != separator || !holdsData(start, separator)) return false;
    const entity = load<u16>(start, 4);
    if ((entity & 0xf0f0) != 0x3030) return false;
    inName = entity == 0x3538;
    if (inName && load<u32>(NAME_AT) != 0) return false;
    if (inName) keep(NAME_AT, start, end);
    return true;
  }
  if (kind != N4) return kind == PASSED;
  if (!inName || load<u32>(CITY_AT) != 0) return true;
  const zip = element(start, end, 3, separator);
  if (zip < end && load<u8>(zip) < 32) return false;
  if (zip < end && load<u8>(zip) != separator) keep(CITY_AT, start, end);
  return true;
}

/**
 * Writes to OWN_KEY what LoopSegments.copyJudged writes, and the version; a byte for the terms follows it. Returns its length
 * with that byte, 0 if it cannot.
 */
export function keyOf(separator: u32, version: u32): u32 {
  let at: usize = OWN_KEY;
  at = copy(PRV_AT, 1, 3, at, separator);
  if (at != 0) at = copy(NAME_AT, 8, 9, at, separator);
  if (at != 0) at = copy(CITY_AT, 3, 3, at, separator);
  return at == 0 ? 0 : <u32>(endKey(at, separator, version, 0) - OWN_KEY);
}

function copy(judged: usize, first: u32, last: u32, to: usize, separator: u32): usize {
  const start: usize = load<u32>(judged);
  return copyElements(start, load<u32>(judged, 4), first, last, to, OWN_KEY + KEY_BYTES, separator);
}

/** Whether the loop has an NM1*85. */
export function hasName(): bool {
  return load<u32>(NAME_AT) != 0;
}

function keep(at: usize, start: usize, end: usize): void {
  store<u32>(at, <u32>start);
  store<u32>(at, <u32>end, 4);
}
