import { isSpace } from './elements';
import { EMPTY, OTHER, PASSED } from './kinds';
import { BLOCK, ENDS, FOUND, FULL, KINDS, KINDS_SLOTS, RECORD } from './memory';

const LF: u32 = 0x0a;
const CRLF: u32 = 0x0a0d;

/** A segment longer than this is always delivered, so that its length is reported. */
const LONG: u32 = 65_536;

/** Reduces a hash to the number of bits of a slot's number. */
const SHIFT: u32 = 32 - <u32>ctz(KINDS_SLOTS);

/** Where the last scan stopped: after the last terminator that it took. */
export let resume: usize = 0;
/** Terminators that the last scan took. */
export let taken: u32 = 0;
/** How far it scanned: to the end, or until the records were full. */
export let reached: usize = 0;

/**
 * Finds the segments of [from, to) and writes a record of each, except for those whose kind in the table, hashed by
 * `multiplier`, is PASSED; returns the number of records. Starts and ends are relative to `base`. A line feed, or CR and
 * LF, after a terminator is skipped here; other white space, and empty segments, are left to the caller.
 */
export function scan(
  from: usize,
  to: usize,
  terminator: u32,
  base: usize,
  separator: u32,
  multiplier: u32,
): u32 {
  const needle = i8x16.splat(<i8>terminator);
  const skips = newlinesToSkip(terminator);
  let start = from;
  let found: usize = FOUND;
  let index: u32 = 0;
  let block = from;
  while (block < to && found < FULL) {
    const until = min(block + BLOCK, to);
    const ends = terminators(block, until, needle);
    // No branch here depends on the bytes: the record is always written, and then kept or not.
    for (let at: usize = ENDS; at < ends; at += 4) {
      const end: usize = load<u32>(at);
      start += newlineAt(start) & skips;
      store<u32>(found, <u32>(start - base));
      store<u32>(found, <u32>(end - base), 4);
      store<u32>(found, index, 8);
      index += 1;
      const isKept = u32(kindAt(start, separator, multiplier) != PASSED) | u32(<i32>end - <i32>start > <i32>LONG);
      found += <u32>RECORD & (0 - isKept);
      start = end + 1;
    }
    block = until;
  }
  resume = start;
  taken = index;
  reached = block;
  return <u32>((found - FOUND) / RECORD);
}

/** Which newlines after a terminator are skipped, as a mask of what newlineAt returns: none if one is the terminator. */
export function newlinesToSkip(terminator: u32): usize {
  return terminator == 10 || terminator == 13 ? 0 : 3;
}

/** The length of a line feed, or of CR and LF; else 0. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function newlineAt(start: usize): usize {
  const head = load<u16>(start);
  return <usize>(u32((head & 0xff) == LF) | (u32(head == CRLF) << 1));
}

/** The kind of the segment that begins at `start`, by its id and separator. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function kindAt(start: usize, separator: u32, multiplier: u32): u32 {
  let word = load<u32>(start);
  // Three bytes for an id of two characters and its separator, else four.
  word &= 0xffffff | (0xff000000 & (0 - u32(((word >> 16) & 0xff) != separator)));
  const slot = KINDS + (<usize>((word * multiplier) >> SHIFT) << 3);
  return select<u32>(load<u32>(slot, 4), OTHER, load<u32>(slot) == word);
}

/** Where the segment begins that segmentAt read last. */
export let segmentStart: usize = 0;

/**
 * The kind of the segment whose terminator is at this place of ENDS, without white space before it: EMPTY if it is
 * nothing else, and OTHER also if it is too long.
 */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function segmentAt(ending: usize, skips: usize, separator: u32, multiplier: u32): u32 {
  const end: usize = load<u32>(ending);
  let start: usize = <usize>load<u32>(ending - 4) + 1;
  start += newlineAt(start) & skips;
  let kind = kindAt(start, separator, multiplier);
  const length = <u32>(end - start);
  if (length > LONG) kind = OTHER;
  if (kind == OTHER) {
    while (start < end && isSpace(load<u8>(start))) start++;
    if (start >= end) kind = EMPTY;
    else if (length <= LONG && <u32>(end - start) < length) kind = kindAt(start, separator, multiplier);
  }
  segmentStart = start;
  return kind;
}

/** Writes the positions of the terminators of [from, to) to ENDS; returns the end of the list. */
export function terminators(from: usize, to: usize, needle: v128): usize {
  let ends: usize = ENDS;
  for (let at = from; at < to; at += 64) {
    let mask: u64 =
      <u64>i8x16.bitmask(i8x16.eq(v128.load(at), needle)) |
      (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 16), needle)) << 16) |
      (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 32), needle)) << 32) |
      (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 48), needle)) << 48);
    if (at + 64 > to) mask &= (<u64>1 << (to - at)) - 1;
    const next = ends + ((<usize>popcnt(mask)) << 2);
    // Always write four: segments are rarely so short that 64 bytes have more.
    store<u32>(ends, <u32>at + <u32>ctz(mask));
    mask &= mask - 1;
    store<u32>(ends, <u32>at + <u32>ctz(mask), 4);
    mask &= mask - 1;
    store<u32>(ends, <u32>at + <u32>ctz(mask), 8);
    mask &= mask - 1;
    store<u32>(ends, <u32>at + <u32>ctz(mask), 12);
    mask &= mask - 1;
    for (ends += 16; mask != 0; ends += 4) {
      store<u32>(ends, <u32>at + <u32>ctz(mask));
      mask &= mask - 1;
    }
    ends = next;
  }
  return ends;
}
