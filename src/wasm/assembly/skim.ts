import { begin, keyOf, take } from './billing';
import { find, since as foundSince, until as foundUntil } from './loops';
import { BILLING_HL, FOUND, RECORD } from './memory';
import { LONG } from './scan';
import { CLM, DTP, GE, GS, HL, holdsData, N4, NM1, PRV, SBR, SE, ST } from './tags';

/** CLM segments, and records of empty segments, among what the last skim skipped. */
export let claims: u32 = 0;
export let empties: u32 = 0;
/** Those of the claims that are in the billing loop known to the caller. */
export let ownClaims: u32 = 0;

/**
 * Skips whole subscriber levels (HL*22 with all below it) of the billing loop whose HL01 is at BILLING_HL, from record
 * `first` on, as long as nothing in them can make a claim differ from one served on a day from `since` on and before
 * `until`; and the billing loops after it that are remembered as steady on `date`, the day of the set. Returns the
 * record to continue from: it begins a level that the caller must read, or ends the last one.
 */
export function skim(
  first: u32,
  count: u32,
  base: usize,
  separator: u32,
  hlLength: u32,
  since: u32,
  until: u32,
  date: u32,
  version: u32,
): u32 {
  let billing = load<u64>(BILLING_HL);
  let billingLength = hlLength;
  let from = since;
  let to = until;
  /** Whether the loop began here: the caller does not know it then, and must begin with it if it continues there. */
  let isOwn = false;
  /** Whether its first level is still to come. */
  let isBilling = false;
  const separators = i8x16.splat(<i8>separator);
  let subscriber: u64 = 0;
  let subscriberLength: u32 = 0;
  let level = first;
  let claimsHere: u32 = 0;
  let emptiesHere: u32 = 0;
  let steady: u64 = 0;
  let inClaim: bool = false;
  /** `*472*D8*` with the current separator. */
  const service: u64 = 0x0038440032373400 | (<u64>separator * 0x0100000100000001);
  claims = 0;
  empties = 0;
  ownClaims = 0;
  for (let i = first; i < count; i++) {
    const record: usize = FOUND + <usize>i * RECORD;
    let start: usize = base + load<u32>(record);
    const end: usize = base + load<u32>(record, 4);
    if (load<u8>(start) <= 32) {
      while (start < end && isSpace(load<u8>(start))) start++;
    }
    if (start >= end) {
      emptiesHere++;
      continue;
    }
    const word = load<u32>(start);
    const two = ((word >> 16) & 0xff) == separator;
    const three = word >> 24 == separator && (word & 0xff0000) != 0;
    const id: u32 = two ? word & 0xffff : three ? word & 0xffffff : 0;
    const length = <u32>(end - start);
    if (length > LONG) return level;
    if (isBilling && id != HL) {
      if (!take(id, start, end, separator)) return level;
    } else if (id == DTP) {
      if (!inClaim) return level;
      // Most dates equal those of the previous service line.
      const text = load<u64>(start, 11);
      if (length == 19 && text == steady && load<u64>(start, 3) == service) continue;
      if (!isSteady(start, length, separator, from, to)) return level;
      if (length == 19 && load<u64>(start, 3) == service) steady = text;
    } else if (id == CLM) {
      if (length < 5 || !holdsData(start, separator)) return level;
      claimsHere++;
      inClaim = true;
    } else if (id == NM1) {
      if (length < 5 || !holdsData(start, separator)) return level;
      // NM1*85 below the billing provider level is misplaced outside a claim; other names there begin with a letter.
      if (!inClaim && load<u8>(start, 4) < 65) return level;
    } else if (id == PRV) {
      if (length < 5 || !holdsData(start, separator)) return level;
    } else if (id == SBR || id == N4) {
      // Below the billing provider level these do not affect a clean claim.
    } else if (id == HL) {
      if (length > 32) return level;
      // A mask of the positions of separators in the segment.
      let mask: u32 =
        i8x16.bitmask(i8x16.eq(v128.load(start), separators)) |
        (i8x16.bitmask(i8x16.eq(v128.load(start, 16), separators)) << 16);
      mask &= mask - 1;
      const own: u32 = 3;
      const ownEnd: u32 = ctz(mask);
      mask &= mask - 1;
      const kindAt: u32 = ctz(mask) + 1;
      if (mask == 0 || kindAt + 2 > length) return level;
      const parent = ownEnd + 1;
      const parentLength = kindAt - 1 - parent;
      const kind: u32 = load<u16>(start + kindAt);
      if (kindAt + 2 < length && load<u8>(start + kindAt + 2) != separator) return level;
      const isSubscriber = kind == 0x3232;
      inClaim = false;
      const ownLength = ownEnd - own;
      if (kind == 0x3032) {
        // A billing loop without subscribers may lack its NM1*85, too.
        if (isBilling) return level;
        level = pass(i, claimsHere, emptiesHere);
        if (!isOwn) ownClaims = claims;
        if (ownLength - 1 > 7) return level;
        billing = part(load<u64>(start + own), ownLength);
        billingLength = ownLength;
        subscriberLength = 0;
        isOwn = true;
        isBilling = true;
        begin();
        continue;
      }
      if (isBilling) {
        const length = isSubscriber ? keyOf(separator, version) : 0;
        if (length == 0 || !find(length) || date < foundSince || date >= foundUntil) return level;
        from = foundSince;
        to = foundUntil;
        steady = 0;
        isBilling = false;
      }
      if (!isSubscriber && kind != 0x3332) return level;
      const wanted = isSubscriber ? billing : subscriber;
      const wantedLength = isSubscriber ? billingLength : subscriberLength;
      if (parentLength != wantedLength || parentLength - 1 > 7) return level;
      if (part(load<u64>(start + parent), parentLength) != wanted) return level;
      if (isSubscriber) {
        if (ownLength - 1 > 7) return level;
        subscriber = part(load<u64>(start + own), ownLength);
        subscriberLength = ownLength;
        if (!isOwn) {
          level = pass(i, claimsHere, emptiesHere);
          ownClaims = claims;
        }
      }
    } else if ((id == SE || id == ST || id == GE || id == GS) && length > 3) {
      const byte: u32 = load<u8>(start, 3);
      if (byte == separator || byte <= 32) return level;
      level = pass(i, claimsHere, emptiesHere);
      if (!isOwn) ownClaims = claims;
      return level;
    } else {
      return level;
    }
  }
  return level;
}

/** Skips what was counted up to record `i`. */
function pass(i: u32, claimsHere: u32, emptiesHere: u32): u32 {
  claims = claimsHere;
  empties = emptiesHere;
  return i;
}

/** The first `length` bytes, 1 to 8. */
function part(bytes: u64, length: u32): u64 {
  return bytes & (~(<u64>0) >> (64 - ((<u64>length) << 3)));
}

function isSpace(byte: u32): bool {
  return byte == 32 || byte == 10 || byte == 13 || byte == 9;
}

/** Whether a plainly written DTP is neither 472 nor 434, or has only days from `since` on and before `until`. */
function isSteady(start: usize, length: u32, separator: u32, since: u32, until: u32): bool {
  const qualifier = load<u32>(start, 4);
  // Three digits.
  if ((qualifier & 0xf0f0f0) != 0x303030 || ((qualifier + 0x060606) & 0x404040) != 0) return false;
  if (qualifier >> 24 != separator) return false;
  if ((qualifier & 0xffffff) != 0x323734 && (qualifier & 0xffffff) != 0x343334) return true;
  const format = load<u32>(start, 8);
  if (length == 19 && (format & 0xffffff) == (0x3844 | (separator << 16))) {
    return isWithin(load<u64>(start, 11), since, until);
  }
  if (length != 29 || format != (0x384452 | (separator << 24))) return false;
  return (
    load<u8>(start, 20) == 0x2d &&
    isWithin(load<u64>(start, 12), since, until) &&
    isWithin(load<u64>(start, 21), since, until)
  );
}

/** Whether eight bytes are digits of a valid date from `since` on and before `until`. */
function isWithin(text: u64, since: u32, until: u32): bool {
  const digits = text - 0x3030303030303030;
  if (((text + 0x4646464646464646) | digits) & 0x8080808080808080) return false;
  const pairs = digits * 10 + (digits >> 8);
  const low: u64 = 0x000000ff000000ff;
  const day = <u32>(((pairs & low) * 0x000f424000000064 + ((pairs >> 16) & low) * 0x0000271000000001) >> 32);
  return day >= since && day < until && isDay(day);
}

/** Whether the day, YYYYMMDD, exists in the calendar. */
function isDay(day: u32): bool {
  const date = day % 100;
  const month = (day / 100) % 100;
  if (date == 0 || month - 1 > 11 || day < 10000) return false;
  if (date < 29) return true;
  if (month == 2) {
    const year = day / 10000;
    return date == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
  // April, June, September and November, as bits of a mask.
  return date <= 30 || (date == 31 && ((0x0a50 >> month) & 1) == 0);
}
