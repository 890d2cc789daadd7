import { earliest, isSteady, latest, resetDays } from './days';
import { holdsData } from './elements';
import { CLM, DTP, EMPTY, ENVELOPE, HL, NM1, OTHER, PRV, SBR } from './kinds';
import { BILLING, isBelow, isNumbered, level, own, ownLength, PATIENT, readLevel, SUBSCRIBER } from './levels';
import { BILLING_HL, BLOCK, ENDS, MOST_PLACES, PICKED, PLACE, PLACES } from './memory';
import { LX_PASSES, NAMES_PASS, PAYER_PASSES, pick } from './pick';
import { newlinesToSkip, segmentAt, segmentStart, terminators } from './scan';

/** How many claims the last call of `locate` found. */
export let located: u32 = 0;
/** Segments from the first one to where the caller continues. */
export let passed: u32 = 0;

/** In a place of a claim: three numbers for each of these segments, a start of 0 if it is absent; and others. */
const HL_AT: usize = 0;
const SBR_AT: usize = 12;
const PAYER_AT: usize = 24;
const CLM_AT: usize = 36;
const PRV_AT: usize = 48;
const DAYS_AT: usize = 60;
const NEXT_AT: usize = 68;

/**
 * Finds the claims of the billing loop whose HL01 is at BILLING_HL, from the HL*22 at `from` on, up to the first segment
 * that is not plainly written or that makes a fault. Writes for each to PLACES where its segments are (start, end, and
 * the number of the segment from 1 on): HL*22, SBR, NM1*PR if `readsPayer`, CLM, and the first PRV*PE; its earliest and
 * latest service day, and where it ends: the start of the next segment, and the number of those before it. Returns where
 * the caller continues: after the last claim found, or at a later level.
 */
export function locate(
  from: usize,
  to: usize,
  terminator: u32,
  separator: u32,
  multiplier: u32,
  hlLength: u32,
  statements: bool,
  readsPayer: bool,
): usize {
  const needle = i8x16.splat(<i8>terminator);
  const skips = newlinesToSkip(terminator);
  const passes: u32 = LX_PASSES | NAMES_PASS | (readsPayer ? 0 : PAYER_PASSES);
  const billing = load<u64>(BILLING_HL);
  let subscriber: u64 = 0;
  let subscriberLength: u32 = 0;
  let isPatient: bool = false;
  let inClaim: bool = false;
  let place: usize = PLACES;
  let next = from;
  located = 0;
  passed = 0;
  let block = from;
  let size: usize = BLOCK / 4;
  let before: u32 = 0;
  let empties: u32 = 0;
  store<u32>(ENDS - 4, <u32>from - 1);
  while (block < to) {
    const blockEnd = min(block + size, to);
    const ends = terminators(block, blockEnd, needle);
    const picked = pick(ends, block, blockEnd, terminator, separator, skips, passes);
    block = blockEnd;
    size = BLOCK;
    for (let at: usize = PICKED; at < picked; at += 4) {
      const ending: usize = load<u32>(at);
      const kind = segmentAt(ending, skips, separator, multiplier);
      if (kind == EMPTY) {
        empties++;
        continue;
      }
      if (kind == OTHER) return next;
      const start = segmentStart;
      const end: usize = load<u32>(ending);
      const count = before + (<u32>(ending - ENDS) >> 2) + 1 - empties;
      switch (kind) {
        case DTP:
          if (!inClaim) return next;
          if (!isSteady(start, <u32>(end - start), separator, statements, 0, u32.MAX_VALUE)) return next;
          break;
        case NM1:
          if (end - start < 7 || !holdsData(start, separator)) return next;
          if (inClaim) break;
          // NM1*85 is misplaced here; other names begin with a letter.
          if (load<u8>(start, 4) < 65 || load<u8>(start, 5) < 48 || load<u8>(start, 6) != separator) return next;
          if (readsPayer && !isPatient && load<u16>(start, 4) == 0x5250) keep(place + PAYER_AT, start, end, count);
          break;
        case SBR:
          if (!inClaim && !isPatient) keep(place + SBR_AT, start, end, count);
          break;
        case PRV:
          if (end - start < 5 || !holdsData(start, separator) || load<u8>(start, 5) <= 32) return next;
          if (!inClaim || load<u16>(start, 4) != 0x4550) break;
          if (end - start > 6 && load<u8>(start, 6) <= 32) return next;
          if (end - start == 6 || load<u8>(start, 6) == separator) keep(place + PRV_AT, start, end, count);
          break;
        case CLM:
          if (end - start < 5 || !holdsData(start, separator)) return next;
          if (inClaim) {
            place = finish(place, start, count);
            next = start;
            if (located == MOST_PLACES) return next;
            memory.copy(place, place - PLACE, CLM_AT);
          }
          memory.fill(place + CLM_AT, 0, PLACE - CLM_AT);
          keep(place + CLM_AT, start, end, count);
          resetDays();
          inClaim = true;
          break;
        case HL: {
          if (!readLevel(start, end, separator)) return next;
          const isSubscriber = level == SUBSCRIBER;
          const isLast = level == BILLING;
          if (isSubscriber && (!isBelow(billing, hlLength) || !isNumbered())) return next;
          if (!isSubscriber && !isLast && (level != PATIENT || !isBelow(subscriber, subscriberLength))) return next;
          if (inClaim) place = finish(place, start, count);
          if (inClaim || level != PATIENT) {
            next = start;
            passed = count - 1;
          }
          if (isLast || located == MOST_PLACES) return next;
          isPatient = !isSubscriber;
          if (isSubscriber) {
            memory.fill(place, 0, CLM_AT);
            keep(place + HL_AT, start, end, count);
            subscriber = own;
            subscriberLength = ownLength;
          } else if (inClaim) memory.copy(place, place - PLACE, CLM_AT);
          inClaim = false;
          break;
        }
        case ENVELOPE: {
          if (end - start < 4) return next;
          const byte: u32 = load<u8>(start, 3);
          if (byte == separator || byte <= 32) return next;
          if (inClaim) finish(place, start, count);
          passed = count - 1;
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

/** Keeps the first such segment. */
function keep(at: usize, start: usize, end: usize, number: u32): void {
  if (load<u32>(at) != 0) return;
  store<u32>(at, <u32>start);
  store<u32>(at, <u32>end, 4);
  store<u32>(at, number, 8);
}

/** Ends the claim before the segment at `next`, which has this number. Returns the place of the next claim. */
function finish(place: usize, next: usize, number: u32): usize {
  store<u32>(place + DAYS_AT, earliest == u32.MAX_VALUE ? 0 : earliest);
  store<u32>(place + DAYS_AT, latest, 4);
  store<u32>(place + NEXT_AT, <u32>next);
  store<u32>(place + NEXT_AT, number - 1, 4);
  passed = number - 1;
  located++;
  return place + PLACE;
}
