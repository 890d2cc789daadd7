import { ENDS, PICKED } from './memory';
import { newlineAt } from './scan';

/** Segments that are not picked besides those that never affect a claim. */
export const SBR_PASSES: u32 = 1;
export const LX_PASSES: u32 = 2;
/** NM1 other than NM1*PR and NM1*85, */
export const NAMES_PASS: u32 = 4;
/** NM1*PR, */
export const PAYER_PASSES: u32 = 8;
/** and PRV*PE; all of them with a separator after NM101 or PRV01. */
export const RENDERING_PASSES: u32 = 16;

const CR: i32 = 0x0d;
const LF: u32 = 0x0a;

/** Equals no first bytes of a segment. */
const NEVER: u32 = 0;

/**
 * Picks from the segments whose terminators are in ENDS, up to `ends`, those that must be looked at, and writes the
 * addresses of their terminators in the list to PICKED; returns the end of that list. Segments with the ids below are
 * not picked, as they are the most frequent ones that affect no claim; neither are those that `passes` says. The first
 * segment is always picked: it alone may be very long. The terminator before it has to stand before ENDS.
 *
 * Four segments at a time, without branches: the eight bytes from the one before the id on are compared. That one is a
 * line feed, or the terminator in a file without newlines, so that no other white space is passed over.
 */
export function pick(
  ends: usize,
  from: usize,
  to: usize,
  terminator: u32,
  separator: u32,
  skips: usize,
  passes: u32,
): usize {
  const newline = newlineAt(load<u32>(ENDS) + 1) & skips;
  if (newline == 2 && !areFollowedByCr(from, to, terminator)) return pickAll(ends);
  const first: u32 = newline == 0 ? terminator : LF;
  const none = i32x4.splat(NEVER);
  const n3 = i32x4.splat(first | 0x334e00 | (separator << 24));
  const n4 = i32x4.splat(first | 0x344e00 | (separator << 24));
  const hi = i32x4.splat(first | 0x494800 | (separator << 24));
  const lx = passes & LX_PASSES ? i32x4.splat(first | 0x584c00 | (separator << 24)) : none;
  const ref = i32x4.splat(first | 0x46455200);
  const sv1 = i32x4.splat(first | 0x31565300);
  const sv2 = i32x4.splat(first | 0x32565300);
  const dmg = i32x4.splat(first | 0x474d4400);
  const sbr = passes & SBR_PASSES ? i32x4.splat(first | 0x52425300) : none;
  const prv = passes & RENDERING_PASSES ? i32x4.splat(first | 0x56525000) : none;
  const nm1 = passes & NAMES_PASS ? i32x4.splat(first | 0x314d4e00) : none;
  // The second four bytes: a separator, two characters, and another separator.
  const separators = separator | (separator << 24);
  const billing = i32x4.splat(separators | 0x353800);
  const payer = i32x4.splat(passes & PAYER_PASSES ? separators | 0x353800 : separators | 0x525000);
  const rendering = i32x4.splat(separators | 0x455000);
  const around = i32x4.splat(separators);
  const lowest = i32x4.splat(0xff);
  const outer = i32x4.splat(0xff0000ff);
  const inner = i32x4.splat(0x00ffff00);
  const slash = i8x16.splat(0x2f);
  const separator16 = i8x16.splat(<i8>separator);
  const one = i32x4.splat(separator);
  /** From one terminator to the next, of a segment of seven bytes. */
  const shortest = i32x4.splat(7 + <u32>newline);
  let picked: usize = PICKED;
  let always: u32 = 1;
  for (let at: usize = ENDS; at < ends; at += 16) {
    const a = v128.load_lane<u64>(
      <usize>load<u32>(at) + newline,
      v128.load_zero<u64>(<usize>load<u32>(at - 4) + newline),
      1,
    );
    const b = v128.load_lane<u64>(
      <usize>load<u32>(at, 8) + newline,
      v128.load_zero<u64>(<usize>load<u32>(at, 4) + newline),
      1,
    );
    const id = v128.shuffle<i32>(a, b, 0, 2, 4, 6);
    const rest = v128.shuffle<i32>(a, b, 1, 3, 5, 7);
    const two = v128.or(
      v128.or(i32x4.eq(id, n3), i32x4.eq(id, n4)),
      v128.or(i32x4.eq(id, hi), i32x4.eq(id, lx)),
    );
    const three = v128.or(
      v128.or(v128.or(i32x4.eq(id, ref), i32x4.eq(id, sv1)), v128.or(i32x4.eq(id, sv2), i32x4.eq(id, dmg))),
      i32x4.eq(id, sbr),
    );
    const isLong = i32x4.gt_s(i32x4.sub(v128.load(at), v128.load(at - 4)), shortest);
    // Neither white space nor a separator nor, as the segment is long enough, a terminator.
    const isInCode = v128.andnot(i8x16.gt_u(rest, slash), i8x16.eq(rest, separator16));
    const isCode = i32x4.eq(v128.and(isInCode, inner), inner);
    const isOther = v128.andnot(
      i32x4.eq(v128.and(rest, outer), around),
      v128.or(i32x4.eq(rest, billing), i32x4.eq(rest, payer)),
    );
    const name = v128.and(v128.and(i32x4.eq(id, nm1), isLong), v128.and(isCode, isOther));
    const passed = v128.or(
      v128.or(two, v128.and(three, i32x4.eq(v128.and(rest, lowest), one))),
      v128.or(name, v128.and(i32x4.eq(id, prv), i32x4.eq(rest, rendering))),
    );
    const mask: u32 = (<u32>i32x4.bitmask(passed) ^ 15) | always;
    always = 0;
    store<u32>(picked, <u32>at);
    picked += (mask & 1) << 2;
    store<u32>(picked, <u32>at + 4);
    picked += (mask & 2) << 1;
    store<u32>(picked, <u32>at + 8);
    picked += mask & 4;
    store<u32>(picked, <u32>at + 12);
    picked += mask >> 1 & 4;
  }
  // The last four may go beyond the end.
  while (picked > PICKED && load<u32>(picked - 4) >= <u32>ends) picked -= 4;
  return picked;
}

function pickAll(ends: usize): usize {
  let picked: usize = PICKED;
  for (let at: usize = ENDS; at < ends; at += 4, picked += 4) store<u32>(picked, <u32>at);
  return picked;
}

/** Whether each terminator of [from, to) is followed by CR. */
function areFollowedByCr(from: usize, to: usize, terminator: u32): bool {
  const needle = i8x16.splat(<i8>terminator);
  const cr = i8x16.splat(<i8>CR);
  for (let at = from; at < to; at += 16) {
    const isAt = i8x16.eq(v128.load(at), needle);
    const mask: u32 = i8x16.bitmask(v128.andnot(isAt, i8x16.eq(v128.load(at, 1), cr)));
    if (mask != 0 && (at + 16 <= to || mask & ((1 << <u32>(to - at)) - 1))) return false;
  }
  return true;
}
