import { begin, hasName, keyOf, take } from './billing';
import { isSteady, resetDays } from './days';
import { copyElements, endKey, holdsData } from './elements';
import { CLM, DTP, EMPTY, ENVELOPE, HL, LX, N4, NM1, OTHER, PASSED, PRV, SBR, SVD } from './kinds';
import { BILLING, isBelow, isNumbered, level, own, ownLength, PATIENT, readLevel, SUBSCRIBER } from './levels';
import { find, since as foundSince, until as foundUntil } from './loops';
import { ASKS, BILLING_HL, BLOCK, ENDS, KEY, KEY_BYTES, OTHER_KEY, OWN_KEY, PICKED } from './memory';
import { LX_PASSES, NAMES_PASS, PAYER_PASSES, pick, RENDERING_PASSES, SBR_PASSES } from './pick';
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
import { newlinesToSkip, segmentAt, segmentStart, terminators } from './scan';

/** What stands before the terms in the key of a payer. */
const PAYER_KEY: u32 = 0xf0;

/** No terms: the days of the loop were not looked up. */
const NONE: u32 = 0xff;

/** Segments among what the last skim skipped; claims, and those of them in the billing loop known to the caller. */
export let segments: u32 = 0;
export let claims: u32 = 0;
export let ownClaims: u32 = 0;

/**
 * Skips whole subscriber levels (HL*22 with all below it) of the billing loop whose HL01 is at BILLING_HL and whose key
 * is at KEY, from the HL at `from` on, as long as nothing in them can make a claim differ from one on a day on which the
 * loop is remembered as steady; and the billing loops after it that are remembered so. The day of the set, `date`, has
 * to be one of these days. Where payers have terms (`hasPayers`), the payer has to be remembered, too; and where terms
 * ask for other providers, whose NM101 is `role` (0: none), these. Returns where to continue: at a level that the caller
 * must read, or at what ends the last one. Levels that [from, to) cuts off are not skipped.
 */
export function skim(
  from: usize,
  to: usize,
  terminator: u32,
  separator: u32,
  component: u32,
  multiplier: u32,
  hlLength: u32,
  callerKeyLength: u32,
  date: u32,
  version: u32,
  statements: bool,
  hasPayers: bool,
  role: u32,
): usize {
  const needle = i8x16.splat(<i8>terminator);
  const skips = newlinesToSkip(terminator);
  const passes: u32 =
    role != 0
      ? 0
      : SBR_PASSES | LX_PASSES | NAMES_PASS | RENDERING_PASSES | (hasPayers ? 0 : PAYER_PASSES);
  let billing = load<u64>(BILLING_HL);
  let billingLength = hlLength;
  let key: usize = KEY;
  let keyLength = callerKeyLength;
  /** The terms of the level, and those that the days of the loop were looked up for. */
  let terms: u32 = 0;
  let spanTerms: u32 = NONE;
  let loopSince: u32 = 0;
  let loopUntil: u32 = 0;
  let since: u32 = 0;
  let until: u32 = 0;
  let isPayerRead: bool = false;
  let isPatient: bool = false;
  /** Whether the loop began here: the caller does not know it then, and must begin with it if it continues there. */
  let isOwn = false;
  /** Whether its first level is still to come. */
  let isBilling = false;
  let subscriber: u64 = 0;
  let subscriberLength: u32 = 0;
  let next = from;
  let claimsHere: u32 = 0;
  let steady: u64 = 0;
  let inClaim: bool = false;
  /** `*472*D8*` with the current separator. */
  const service: u64 = 0x0038440032373400 | (<u64>separator * 0x0100000100000001);
  segments = 0;
  claims = 0;
  ownClaims = 0;
  let block = from;
  // The first block is small, because the first level is often one that must be read.
  let size: usize = BLOCK / 4;
  /** Segments before the block, and empty ones so far. */
  let before: u32 = 0;
  let empties: u32 = 0;
  store<u32>(ENDS - 4, <u32>from - 1);
  while (block < to) {
    const blockEnd = min(block + size, to);
    const ends = terminators(block, blockEnd, needle);
    const picked = pick(ends, block, blockEnd, terminator, separator, skips, passes);
    block = blockEnd;
    size = BLOCK;
    let at: usize = PICKED;
    /** The terminator after the last one that was looked at: in a billing loop, no segment is passed over. */
    let every: usize = ENDS;
    while (true) {
      let ending = every;
      if (!isBilling) {
        if (at >= picked) break;
        ending = load<u32>(at);
        at += 4;
        if (ending < every) continue;
      } else if (ending >= ends) break;
      every = ending + 4;
      const kind = segmentAt(ending, skips, separator, multiplier);
      if (kind == EMPTY) {
        empties++;
        continue;
      }
      if (kind == OTHER) return next;
      const start = segmentStart;
      const end: usize = load<u32>(ending);
      if (isBilling && kind != HL) {
        if (!take(kind, start, end, separator)) return next;
        continue;
      }
      switch (kind) {
        case PASSED:
        case N4:
          break;
        case DTP: {
          if (!inClaim) return next;
          // Most dates equal those of the previous service line.
          const text = load<u64>(start, 11);
          const isPlain = end - start == 19 && load<u64>(start, 3) == service;
          if (isPlain && text == steady) break;
          if (!isSteady(start, <u32>(end - start), separator, statements, since, until)) return next;
          if (isPlain) steady = text;
          break;
        }
        case NM1:
          if (end - start < 5 || !holdsData(start, separator)) return next;
          if (inClaim) {
            if (role == 0) break;
            if (!takeProviderName(start, end, separator)) return next;
            since = max(since, providersSince);
            until = min(until, providersUntil);
            break;
          }
          // NM1*85 below the billing provider level is misplaced outside a claim; other names there begin with a letter.
          if (load<u8>(start, 4) < 65) return next;
          if (!hasPayers || isPayerRead || isPatient) break;
          if (end - start < 7 || load<u8>(start, 5) < 48 || load<u8>(start, 6) != separator) return next;
          if (load<u16>(start, 4) != 0x5250) break;
          isPayerRead = true;
          {
            const copied = copyElements(start, end, 9, 9, OTHER_KEY, OTHER_KEY + KEY_BYTES, separator);
            if (copied == 0) return next;
            if (!find(OTHER_KEY, <u32>(endKey(copied, separator, PAYER_KEY, 0) - OTHER_KEY))) return next;
            terms = foundSince;
          }
          break;
        case HL: {
          if (!readLevel(start, end, separator)) return next;
          if (role != 0 && !endProviders(separator)) return next;
          const isSubscriber = level == SUBSCRIBER;
          inClaim = false;
          if (level == BILLING) {
            // A billing loop without subscribers may lack its NM1*85, too.
            if (isBilling) return next;
            segments = before + (<u32>(ending - ENDS) >> 2) - empties;
            claims = claimsHere;
            if (!isOwn) ownClaims = claims;
            next = start;
            if (!isNumbered()) return next;
            billing = own;
            billingLength = ownLength;
            subscriberLength = 0;
            isOwn = true;
            isBilling = true;
            begin();
            break;
          }
          if (isBilling) {
            keyLength = isSubscriber && hasName() ? keyOf(separator, version) : 0;
            if (keyLength == 0) return next;
            key = OWN_KEY;
            spanTerms = NONE;
            isBilling = false;
          }
          if (!isSubscriber) {
            if (level != PATIENT || !isBelow(subscriber, subscriberLength)) return next;
            isPatient = true;
            break;
          }
          if (!isBelow(billing, billingLength) || !isNumbered()) return next;
          isPatient = false;
          terms = 0;
          isPayerRead = false;
          if (role != 0) {
            resetProviders(date);
            resetDays();
            steady = 0;
            since = loopSince;
            until = loopUntil;
          }
          subscriber = own;
          subscriberLength = ownLength;
          if (!isOwn) {
            segments = before + (<u32>(ending - ENDS) >> 2) - empties;
            claims = claimsHere;
            ownClaims = claims;
            next = start;
          }
          break;
        }
        case CLM:
          if (end - start < 5 || !holdsData(start, separator)) return next;
          if (role != 0 && !endProviders(separator)) return next;
          if (spanTerms != terms) {
            store<u8>(key + <usize>keyLength - 1, terms);
            if (!find(key, keyLength) || date < foundSince || date >= foundUntil) return next;
            spanTerms = terms;
            loopSince = foundSince;
            loopUntil = foundUntil;
            since = loopSince;
            until = loopUntil;
            steady = 0;
          }
          claimsHere++;
          inClaim = true;
          if (role != 0) {
            const asks: u32 = load<u8>(ASKS + <usize>terms);
            if (!beginProviders(asks, terms, role, start, end, separator, component, version)) return next;
          }
          break;
        case PRV:
          if (end - start < 5 || !holdsData(start, separator)) return next;
          if (role != 0 && inClaim && !takeProviderPrv(start, end)) return next;
          break;
        case SBR:
        case LX:
        case SVD: {
          // These affect a clean claim only by its other providers.
          if (role == 0 || !inClaim) break;
          const isPlain = kind == LX ? openLine(separator) : leaveProviders(kind == SVD, separator);
          if (!isPlain) return next;
          since = max(since, providersSince);
          until = min(until, providersUntil);
          break;
        }
        case ENVELOPE: {
          if (end - start < 4) return next;
          const byte: u32 = load<u8>(start, 3);
          if (byte == separator || byte <= 32) return next;
          if (role != 0 && !endProviders(separator)) return next;
          segments = before + (<u32>(ending - ENDS) >> 2) - empties;
          claims = claimsHere;
          if (!isOwn) ownClaims = claims;
          return start;
        }
      }
    }
    before += <u32>(ends - ENDS) >> 2;
    // The last terminator of the block, or the one before if it has none.
    store<u32>(ENDS - 4, load<u32>(ends - 4));
  }
  return next;
}
