/** HL01 and HL02 of the HL that was read last, as far as they have eight bytes, and their lengths; and HL03. */
export let own: u64 = 0;
export let ownLength: u32 = 0;
export let parent: u64 = 0;
export let parentLength: u32 = 0;
export let level: u32 = 0;

/** HL03 as little-endian numbers. */
export const BILLING: u32 = 0x3032;
export const SUBSCRIBER: u32 = 0x3232;
export const PATIENT: u32 = 0x3332;

/** Reads an HL. Returns false if it is not plainly written. */
export function readLevel(start: usize, end: usize, separator: u32): bool {
  const length = <u32>(end - start);
  if (length > 32) return false;
  const separators = i8x16.splat(<i8>separator);
  // A mask of the positions of separators in the segment.
  let mask: u32 =
    i8x16.bitmask(i8x16.eq(v128.load(start), separators)) |
    (i8x16.bitmask(i8x16.eq(v128.load(start, 16), separators)) << 16);
  mask &= mask - 1;
  const ownEnd: u32 = ctz(mask);
  mask &= mask - 1;
  const levelAt: u32 = ctz(mask) + 1;
  if (mask == 0 || levelAt + 2 > length) return false;
  if (levelAt + 2 < length && load<u8>(start + levelAt + 2) != separator) return false;
  ownLength = ownEnd - 3;
  own = part(load<u64>(start, 3), ownLength);
  parentLength = levelAt - 2 - ownEnd;
  parent = part(load<u64>(start + ownEnd + 1), parentLength);
  level = load<u16>(start + levelAt);
  return true;
}

/** Whether HL01 is not empty, and compared in full. */
export function isNumbered(): bool {
  return ownLength - 1 <= 7;
}

/** Whether HL02 of the last HL is this one's HL01. */
export function isBelow(number: u64, length: u32): bool {
  return parentLength == length && parentLength - 1 <= 7 && parent == number;
}

/** The first `length` bytes, 1 to 8. */
function part(bytes: u64, length: u32): u64 {
  return bytes & (~(<u64>0) >> (64 - ((<u64>length) << 3)));
}
