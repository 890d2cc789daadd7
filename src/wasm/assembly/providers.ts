/** Follows the rendering or attending providers of a claim as ProviderLoops (claim/provider-loops.ts) does. */
import { earliest, latest } from './days';
import { copyElements, element, endKey } from './elements';
import { find, since as foundSince, until as foundUntil } from './loops';
import { KEY_BYTES, OTHER_KEY } from './memory';

/** What terms ask of the providers of a claim (0: nothing): those that are there have no fault, */
const FAULTLESS: u32 = 1;
/** and the claim, or each of its lines, has one; */
const PRESENT: u32 = 2;
/** of an inpatient claim that, of others only that those have no fault. */
const INPATIENT: u32 = 3;

/** NM101 of the attending provider; it is at the claim alone. */
const ATTENDING: u32 = 0x3137;

/** What stands before the terms in the key of a provider, with the version and the role added. */
const PROVIDER_KEY: u32 = 0xe0;
const OF_ATTENDING: u32 = 8;

/** Loops that ProviderLoops reads in a claim. */
const MOST: u32 = 1000;

/** Days on which the providers that were read have no fault: from the first on, before the second. */
export let since: u32 = 0;
export let until: u32 = u32.MAX_VALUE;

const AT_CLAIM: u32 = 0;
const IN_LINE: u32 = 1;
const ELSEWHERE: u32 = 2;

let asks: u32 = 0;
let terms: u32 = 0;
/** NM101 of the providers, as a little-endian number. */
let entity: u32 = 0;
let kind: u32 = 0;
let date: u32 = 0;
let place: u32 = AT_CLAIM;
let count: u32 = 0;
let isAtClaim: bool = false;
let hasLines: bool = false;
/** Whether the open line has no provider, and whether an earlier one had none. */
let isLineBare: bool = false;
let wasLineBare: bool = false;
/** The open loop: its NM1 and PRV; 0 if absent. */
let name: usize = 0;
let nameEnd: usize = 0;
let prv: usize = 0;
let prvEnd: usize = 0;

/** Begins a level: no provider was read. @param day the day of the set, which claims without dates have */
export function resetProviders(day: u32): void {
  since = 0;
  until = u32.MAX_VALUE;
  date = day;
}

/** Begins a claim. Returns false if what is asked of it is not plain. */
export function beginProviders(
  asked: u32,
  termsOfClaim: u32,
  role: u32,
  clm: usize,
  end: usize,
  separator: u32,
  component: u32,
  version: u32,
): bool {
  asks = asked;
  terms = termsOfClaim;
  entity = role;
  kind = PROVIDER_KEY + version + (role == ATTENDING ? OF_ATTENDING : 0);
  place = AT_CLAIM;
  count = 0;
  isAtClaim = false;
  hasLines = false;
  isLineBare = false;
  wasLineBare = false;
  name = 0;
  if (asks != INPATIENT) return true;
  const bill = element(clm, end, 5, separator);
  if (bill + 4 > end || load<u8>(bill, 2) != component || load<u8>(bill, 3) != 0x41) return false;
  if (bill + 4 < end && load<u8>(bill, 4) != component && load<u8>(bill, 4) != separator) return false;
  asks = isInpatient(load<u16>(bill)) ? PRESENT : FAULTLESS;
  return true;
}

/** Types of bill as in claim/claim.ts, two digits as a little-endian number. */
function isInpatient(bill: u32): bool {
  switch (bill) {
    case 0x3131: // 11
    case 0x3231: // 12
    case 0x3831: // 18
    case 0x3132: // 21
    case 0x3232: // 22
    case 0x3832: // 28
    case 0x3134: // 41
    case 0x3536: // 65
    case 0x3636: // 66
    case 0x3638: // 86
      return true;
    default:
      return false;
  }
}

/** Takes an NM1 of the claim, whose NM101 has two characters. Returns false if it cannot be passed over. */
export function takeProviderName(start: usize, end: usize, separator: u32): bool {
  if (asks == 0) return true;
  if (!closeProvider(separator)) return false;
  if (end - start < 7 || load<u8>(start, 6) != separator) return false;
  if (load<u16>(start, 4) != entity || place == ELSEWHERE) return true;
  if (place == IN_LINE && entity == ATTENDING) return true;
  if (++count > MOST) return false;
  if (place == AT_CLAIM) isAtClaim = true;
  isLineBare = false;
  name = start;
  nameEnd = end;
  prv = 0;
  return true;
}

/** A second one is a fault. */
export function takeProviderPrv(start: usize, end: usize): bool {
  if (asks == 0 || name == 0) return true;
  if (prv != 0) return false;
  prv = start;
  prvEnd = end;
  return true;
}

export function openLine(separator: u32): bool {
  if (asks == 0) return true;
  if (!closeProvider(separator)) return false;
  wasLineBare = wasLineBare || isLineBare;
  hasLines = true;
  isLineBare = true;
  place = IN_LINE;
  return true;
}

/** Another payer's part of the claim begins. */
export function leaveProviders(isAdjudication: bool, separator: u32): bool {
  if (asks == 0) return true;
  if (!closeProvider(separator)) return false;
  if (!isAdjudication || place == IN_LINE) place = ELSEWHERE;
  return true;
}

/** Ends the claim. Returns false if it may have a fault. */
export function endProviders(separator: u32): bool {
  if (asks == 0) return true;
  if (!closeProvider(separator)) return false;
  const isCovered = isAtClaim || (hasLines && !wasLineBare && !isLineBare);
  const isMissing = asks == PRESENT && !isCovered;
  asks = 0;
  return !isMissing;
}

/** Ends the open loop: it has no fault on the days that were seen, or false is returned. */
function closeProvider(separator: u32): bool {
  if (name == 0) return true;
  const most: usize = OTHER_KEY + KEY_BYTES;
  let at = copyElements(name, nameEnd, 8, 9, OTHER_KEY, most, separator);
  if (at != 0) at = copyElements(prv, prvEnd, 1, 3, at, most, separator);
  name = 0;
  if (at == 0) return false;
  const length = <u32>(endKey(at, separator, kind, terms) - OTHER_KEY);
  if (!find(OTHER_KEY, length)) return false;
  if (date < foundSince || date >= foundUntil) return false;
  if (latest != 0 && (earliest < foundSince || latest >= foundUntil)) return false;
  since = max(since, foundSince);
  until = min(until, foundUntil);
  return true;
}
