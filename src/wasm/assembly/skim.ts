import { begin, hasName, keyOf, take } from './billing';
import { isSteady, resetDays } from './days';
import { copyElements, endKey } from './elements';
import { find, since as foundSince, until as foundUntil } from './loops';
import { ASKS, BILLING_HL, FOUND, KEY, KEY_BYTES, OTHER_KEY, OWN_KEY, RECORD } from './memory';
import {
  beginProviders,
  endProviders,
  leaveProviders,
  openLine,
  since as providersSince,
  until as providersUntil,
  resetProviders,
  takeProviderName,
  takeProviderPrv,
} from './providers';
import { LONG } from './scan';
import { CLM, DTP, GE, GS, HL, holdsData, LX, N4, NM1, PRV, SBR, SE, ST, SVD } from './tags';

/** What stands before the terms in the key of a payer. */
const PAYER_KEY: u32 = 0xf0;

/** No terms: the days of the loop were not looked up. */
const NONE: u32 = 0xff;

/** CLM segments, and records of empty segments, among what the last skim skipped. */
export let claims: u32 = 0;
export let empties: u32 = 0;
/** Those of the claims that are in the billing loop known to the caller. */
export let ownClaims: u32 = 0;

/**
 * Skips whole subscriber levels (HL*22 with all below it) of the billing loop whose HL01 is at BILLING_HL and whose key
 * is at KEY, from record `first` on, as long as nothing in them can make a claim differ from one on a day on which the
 * loop is remembered as steady; and the billing loops after it that are remembered so. The day of the set, `date`, has
 * to be one of these days. Where payers have terms (`hasPayers`), the payer has to be remembered, too; and where terms
 * ask for other providers, whose NM101 is `role` (0: none), these. Returns the record to continue from: it begins a
 * level that the caller must read, or ends the last one.
 */
export function skim(
  first: u32,
  count: u32,
  base: usize,
  separator: u32,
  hlLength: u32,
  callerKeyLength: u32,
  date: u32,
  version: u32,
  hasPayers: bool,
  role: u32,
  component: u32,
): u32 {
  let billing = load<u64>(BILLING_HL);
  let billingLength = hlLength;
  let key: usize = KEY;
  let keyLength = callerKeyLength;
  /** The terms of the level, and those that the days of the loop were looked up for. */
  let terms: u32 = 0;
  let spanTerms: u32 = NONE;
  let loopSince: u32 = 0;
  let loopUntil: u32 = 0;
  let from: u32 = 0;
  let to: u32 = 0;
  let isPayerRead: bool = false;
  let isPatient: bool = false;
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
      if (role != 0 && !endProviders(separator)) return level;
      if (spanTerms != terms) {
        store<u8>(key + <usize>keyLength - 1, terms);
        if (!find(key, keyLength) || date < foundSince || date >= foundUntil) return level;
        spanTerms = terms;
        loopSince = foundSince;
        loopUntil = foundUntil;
        from = loopSince;
        to = loopUntil;
        steady = 0;
      }
      claimsHere++;
      inClaim = true;
      if (role != 0) {
        const asks: u32 = load<u8>(ASKS + <usize>terms);
        if (!beginProviders(asks, terms, role, start, end, separator, component, version)) return level;
      }
    } else if (id == NM1) {
      if (length < 5 || !holdsData(start, separator)) return level;
      if (inClaim) {
        if (role == 0) continue;
        if (!takeProviderName(start, end, separator)) return level;
        from = max(from, providersSince);
        to = min(to, providersUntil);
        continue;
      }
      // NM1*85 below the billing provider level is misplaced outside a claim; other names there begin with a letter.
      if (load<u8>(start, 4) < 65) return level;
      if (!hasPayers || isPayerRead || isPatient) continue;
      if (length < 7 || load<u8>(start, 5) < 48 || load<u8>(start, 6) != separator) return level;
      if (load<u16>(start, 4) != 0x5250) continue;
      isPayerRead = true;
      const copied = copyElements(start, end, 9, 9, OTHER_KEY, OTHER_KEY + KEY_BYTES, separator);
      if (copied == 0) return level;
      if (!find(OTHER_KEY, <u32>(endKey(copied, separator, PAYER_KEY, 0) - OTHER_KEY))) return level;
      terms = foundSince;
    } else if (id == PRV) {
      if (length < 5 || !holdsData(start, separator)) return level;
      if (role != 0 && inClaim && !takeProviderPrv(start, end)) return level;
    } else if (id == SBR || id == SVD || id == LX) {
      // These affect a clean claim only by its other providers.
      if (role == 0 || !inClaim) continue;
      const isPlain =
        id == LX ? openLine(separator) : leaveProviders(id == SVD, separator);
      if (!isPlain) return level;
      from = max(from, providersSince);
      to = min(to, providersUntil);
    } else if (id == N4) {
      // Below the billing provider level it does not affect a clean claim.
    } else if (id == HL) {
      if (length > 32) return level;
      if (role != 0 && !endProviders(separator)) return level;
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
        keyLength = isSubscriber && hasName() ? keyOf(separator, version) : 0;
        if (keyLength == 0) return level;
        key = OWN_KEY;
        spanTerms = NONE;
        isBilling = false;
      }
      if (!isSubscriber && kind != 0x3332) return level;
      const wanted = isSubscriber ? billing : subscriber;
      const wantedLength = isSubscriber ? billingLength : subscriberLength;
      if (parentLength != wantedLength || parentLength - 1 > 7) return level;
      if (part(load<u64>(start + parent), parentLength) != wanted) return level;
      isPatient = !isSubscriber;
      if (isSubscriber) {
        if (ownLength - 1 > 7) return level;
        terms = 0;
        isPayerRead = false;
        if (role != 0) {
          resetProviders(date);
          resetDays();
          steady = 0;
          from = loopSince;
          to = loopUntil;
        }
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
      if (role != 0 && !endProviders(separator)) return level;
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
