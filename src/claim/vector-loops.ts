import { type Machine, machine } from '../wasm/machine';
import { hasStatementDates } from '../x12/guide';
import { VectorScanner } from '../x12/scanner';
import { type KeptSegment, type Origin, packIds, type Segment } from '../x12/segment';
import type { Claim, ClaimSet, LoopSegments, Subscriber } from './claim';
import { entities, type Role } from './provider-loops';
import { kindsOfSegments } from './segment-ids';
import type { SteadySpan } from './steady-span';

/** What the terms of payers ask of claims, as the vector loops know it; terms have numbers from 0 on. */
export interface SkipTerms {
  /** Whether terms depend on the payer; those without one have terms 0. */
  readonly hasPayers: boolean;
  /** What is asked of the other providers in sets of this kind; null: nothing. */
  readonly providers: { readonly role: Role; readonly byTerms: Uint8Array } | null;
}

/** What terms ask of the other providers of a claim. */
export const Asks = {
  nothing: 0,
  /** Those that are there have no fault. */
  faultless: 1,
  /** And the claim, or each of its lines, has one. */
  present: 2,
  /** That of inpatient claims. */
  inpatient: 3,
} as const;

/** Terms with higher numbers cannot be remembered. */
export const MOST_TERMS = 32;

/**
 * The vector loops: they find segments, skip claims that can produce no finding, and find the segments of other claims
 * that are plainly written. A provider bills in many billing loops; those with equal values have the same result, so
 * results are cached by these values.
 */
export class VectorLoops {
  readonly scanner: VectorScanner;
  /** How many claims the last call skipped or found, and how many segments lie before where it continues. */
  claims = 0;
  segments = 0;
  /** Of the skipped claims, those in the given loop. */
  ownClaims = 0;
  private readonly places: number;
  private readonly placeSize: number;
  private readonly billingHl: number;
  private readonly key: number;
  private readonly keyBytes: number;
  private readonly otherKey: number;

  constructor(
    private readonly machine: Machine,
    readsProviders: boolean,
  ) {
    this.scanner = new VectorScanner(machine, kindsOfSegments(readsProviders));
    this.places = machine.PLACES.value >> 2;
    this.placeSize = machine.PLACE.value >> 2;
    this.billingHl = machine.BILLING_HL.value;
    this.key = machine.KEY.value;
    this.keyBytes = machine.KEY_BYTES.value;
    this.otherKey = machine.OTHER_KEY.value;
  }

  /** Clears the cache if the standards changed. Call before any other. */
  judgeBy(standards: object): void {
    if (judgedBy !== standards) this.machine.forget();
    judgedBy = standards;
  }

  /** Whether a plain loop is remembered as steady under these terms on the day of the set. */
  isRemembered(loop: LoopSegments, set: ClaimSet, terms: number): boolean {
    const length = this.writeKey(loop, set, terms);
    if (length === -1 || this.machine.find(this.key, length) === 0) return false;
    const { since, until } = this.machine;
    return set.date >= since.value && set.date < until.value;
  }

  remember(loop: LoopSegments, set: ClaimSet, terms: number, { since, until }: SteadySpan): void {
    const length = this.writeKey(loop, set, terms);
    if (length !== -1) this.machine.remember(this.key, length, since, until);
  }

  /** Remembers the terms of the payer whose NM1 this is. */
  rememberPayer(payer: Segment, { delimiters }: ClaimSet, terms: number): void {
    const length = this.writeElements([[payer, 9, 9]], delimiters.element, [PAYER_KEY, 0]);
    if (length !== -1) this.machine.remember(this.otherKey, length, terms, 0);
  }

  /** Remembers the days on which a provider with this NM1 and PRV has no fault under these terms. */
  rememberProvider(
    role: Role,
    name: Segment,
    prv: Segment,
    set: ClaimSet,
    terms: number,
    { since, until }: SteadySpan,
  ): void {
    const parts = [[name, 8, 9] as const, [prv, 1, 3] as const];
    const kind = PROVIDER_KEY + versionOf(set) + (role === 'attending' ? OF_ATTENDING : 0);
    const length = this.writeElements(parts, set.delimiters.element, [kind, terms]);
    if (length !== -1) this.machine.remember(this.otherKey, length, since, until);
  }

  /**
   * Skips subscriber levels of a steady loop from the HL at bytes[at] on, and steady loops after it. Returns where to
   * continue: `at` if nothing can be skipped.
   */
  skim(bytes: Uint8Array, at: number, loop: LoopSegments, set: ClaimSet, asks: SkipTerms): number {
    const { machine, scanner } = this;
    const { element, component, terminator } = set.delimiters;
    const length = this.writeBillingHl(loop);
    const keyLength = this.writeKey(loop, set, 0);
    if (length < 1 || keyLength === -1) return at;
    if (asks.providers !== null) machine.bytes.set(asks.providers.byTerms, machine.ASKS.value);
    scanner.know(element);
    const end = scanner.hold(bytes, at, at + 1);
    const { base } = scanner;
    const next = machine.skim(
      base + at,
      base + end,
      terminator,
      element,
      component,
      scanner.multiplier,
      length,
      keyLength,
      set.date,
      versionOf(set),
      hasStatementDates(set.guide) ? 1 : 0,
      asks.hasPayers ? 1 : 0,
      asks.providers === null ? 0 : entityOf(asks.providers.role),
    );
    this.claims = machine.claims.value;
    this.ownClaims = machine.ownClaims.value;
    this.segments = machine.segments.value;
    return next - base;
  }

  /**
   * Finds plainly written claims of a loop from the HL at bytes[at] on. Returns where to continue: `at` if there are
   * none.
   */
  locate(bytes: Uint8Array, at: number, loop: LoopSegments, set: ClaimSet): number {
    const { machine, scanner } = this;
    const { element, terminator } = set.delimiters;
    const length = this.writeBillingHl(loop);
    if (length < 1) return at;
    scanner.know(element);
    const end = scanner.hold(bytes, at, at + 1);
    const { base } = scanner;
    const next = machine.locate(
      base + at,
      base + end,
      terminator,
      element,
      scanner.multiplier,
      length,
      hasStatementDates(set.guide) ? 1 : 0,
      set.guide.postAdjudicated ? 0 : 1,
    );
    this.claims = machine.located.value;
    this.segments = machine.passed.value;
    return next - base;
  }

  /** Moves the segments of the claim to those of the n-th that was located. Returns where the next segment begins. */
  placeClaim(n: number, claim: Claim, subscriber: Subscriber, at: Origin): number {
    const { words } = this.machine;
    const from = this.places + this.placeSize * n;
    this.placeSegment(subscriber.hl, from, at, HL);
    this.placeSegment(subscriber.sbr, from + 3, at, SBR);
    this.placeSegment(subscriber.payer, from + 6, at, NM1);
    this.placeSegment(claim.clm, from + 9, at, CLM);
    this.placeSegment(claim.renderingPrv, from + 12, at, PRV);
    claim.from = words[from + 15]!;
    claim.to = words[from + 16]!;
    this.segments = words[from + 18]!;
    return words[from + 17]! - this.scanner.base;
  }

  private placeSegment(segment: KeptSegment, place: number, at: Origin, id: number): void {
    const { words } = this.machine;
    const start = words[place]!;
    if (start === 0) return segment.drop();
    const { base } = this.scanner;
    segment.keepAt(at, start - base, words[place + 1]! - base, words[place + 2]!, id);
  }

  private writeBillingHl(loop: LoopSegments): number {
    const { machine } = this;
    machine.bytes.fill(0, this.billingHl, this.billingHl + LONGEST);
    return loop.hl.copyElement(1, machine.bytes, this.billingHl, LONGEST);
  }

  /** The last two bytes are the version and the terms. The rest stays for the next call with this loop. */
  private writeKey(loop: LoopSegments, set: ClaimSet, terms: number): number {
    const { bytes } = this.machine;
    if (keyed.loop !== loop || keyed.offset !== loop.hl.offset || keyed.set !== set) {
      const separator = set.delimiters.element;
      const length = loop.copyJudged(bytes, this.key, this.keyBytes - KEY_END, separator);
      keyed = {
        loop,
        offset: loop.hl.offset,
        set,
        length: this.endKey(this.key, length, separator, versionOf(set), terms),
      };
    }
    if (keyed.length !== -1) bytes[this.key + keyed.length - 1] = terms;
    return keyed.length;
  }

  /** Writes elements `first` to `last` of segments as a key. Returns its length, or -1 if there is no room. */
  private writeElements(
    parts: readonly (readonly [segment: Segment, first: number, last: number])[],
    separator: number,
    [kind, terms]: readonly [number, number],
  ): number {
    const { bytes } = this.machine;
    let length = 0;
    for (const [segment, first, last] of parts) {
      for (let n = first; n <= last; n++) {
        const most = this.keyBytes - KEY_END - length;
        const copied = segment.copyElement(n, bytes, this.otherKey + length, most);
        if (copied === -1) return -1;
        length += copied;
        bytes[this.otherKey + length++] = separator;
      }
      bytes[this.otherKey + length++] = 1;
    }
    return this.endKey(this.otherKey, length, separator, kind, terms);
  }

  /** No element contains the separator, so different keys cannot become equal. */
  private endKey(key: number, length: number, separator: number, kind: number, terms: number): number {
    if (length === -1) return -1;
    const { bytes } = this.machine;
    bytes[key + length] = separator;
    bytes[key + length + 1] = kind;
    bytes[key + length + 2] = terms;
    return length + 3;
  }
}

/** What stands before the terms in the keys of payers and providers, as in wasm/assembly. */
const PAYER_KEY = 0xf0;
/** The version and the role are added. */
const PROVIDER_KEY = 0xe0;
const OF_ATTENDING = 8;

const { HL, SBR, NM1, CLM, PRV } = /* @__PURE__ */ packIds('HL', 'SBR', 'NM1', 'CLM', 'PRV');

/** Room for the end of a key. */
const KEY_END = 16;

/** Longer HL01 are not compared. */
const LONGEST = 8;

function versionOf({ guide }: ClaimSet): number {
  return guide.version === '4010' ? 4 : 5;
}

/** Identity of the standards that the machine's remembered loops were judged by. */
let judgedBy: object | null = null;

/** Whose key is in the machine's memory. */
let keyed: {
  readonly loop: LoopSegments | null;
  readonly offset: number;
  readonly set: ClaimSet | null;
  readonly length: number;
} = { loop: null, offset: 0, set: null, length: -1 };

const made = /* @__PURE__ */ new Map<boolean, VectorLoops>();

/** One of each kind for all checks of a thread; null if WebAssembly SIMD is unavailable. */
export function vectorLoops(readsProviders: boolean): VectorLoops | null {
  const own = machine();
  if (own === null) return null;
  const skipper = made.get(readsProviders) ?? new VectorLoops(own, readsProviders);
  made.set(readsProviders, skipper);
  return skipper;
}

/** NM101 of the role as a little-endian number. */
function entityOf(role: Role): number {
  return entities[role].charCodeAt(0) | (entities[role].charCodeAt(1) << 8);
}
