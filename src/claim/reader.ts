import type { ClaimPurpose } from '../finding';
import type { Day } from '../values/dates';
import { trimBlanks } from '../x12/bytes';
import { Envelope, type EnvelopeEvents } from '../x12/envelope';
import type { Fault, Unexpected } from '../x12/fault';
import { guideOf, hasStatementDates } from '../x12/guide';
import { type Origin, packId, positionOf, type Segment } from '../x12/segment';
import type { SegmentListener, SetContext } from '../x12/segment-listener';
import { Claim, type ClaimSet, type JudgedLoop, LoopSegments, Subscriber } from './claim';
import { ProviderLoops } from './provider-loops';
import { knownIds } from './segment-ids';
import type { SteadySpan } from './steady-span';
import { type SkipTerms, type VectorLoops, vectorLoops } from './vector-loops';

/** Events of the claim reader, in file order: a claim when it is complete, then what follows it. */
export interface ClaimEvents {
  claim(claim: Claim): void;
  fault(fault: Fault): void;
  /** Claims of the open billing loop were skipped. */
  skippedIn?(loop: LoopSegments, set: ClaimSet): void;
  /** The set has ended; null if something other than its SE ended it. */
  endSet?(trailer: Segment | null): void;
  /**
   * The days on which every claim of this loop is clean under these terms, as far as the loop decides, including the day
   * of the set; null if it is not clean on that day.
   */
  steadySpan(loop: JudgedLoop, set: ClaimSet, terms: number): SteadySpan | null;
  /** What terms ask of the claims of a set; null if clean ones must not be skipped. */
  skipTerms(set: ClaimSet): SkipTerms | null;
  /** The number of the terms of a claim that was emitted; null if such claims cannot be skipped. */
  termsNumberOf(claim: Claim): number | null;
  /** Whether the other providers of claims are read. */
  readonly readsProviders?: boolean;
  /** If present, nothing is skipped. */
  readonly segmentListener?: SegmentListener | undefined;
}

const BHT = packId('BHT');
const HL = packId('HL');
const PRV = packId('PRV');
const NM1 = packId('NM1');
const N4 = packId('N4');
const SBR = packId('SBR');
const CLM = packId('CLM');
const DTP = packId('DTP');
const LX = packId('LX');
const SVD = packId('SVD');

/** Bounds the memory for a file of nothing but faults. */
const MOST_WAITING = 100;

/** The current loop. It alone distinguishes billing segments from similar ones inside a claim. */
type Place = 'header' | 'billing' | 'subscriber' | 'patient' | 'claim';

/** BHT06. */
const purposes: ReadonlyMap<string, ClaimPurpose> = new Map([
  ['CH', 'claim'],
  ['RP', 'encounter'],
  ['31', 'subrogation'],
]);

/** Turns segments into claims, each with its billing loop and subscriber. */
export class ClaimReader implements EnvelopeEvents {
  readonly envelope: Envelope;
  /** CLM segments in 837 sets. */
  claims = 0;
  private place: Place = 'header';
  private set: ClaimSet | null = null;
  private readonly loop = new LoopSegments();
  private hasLoop = false;
  private readonly subscriber = new Subscriber();
  private hasSubscriber = false;
  private readonly claim = new Claim();
  private inClaim = false;
  /** Whether the current segments of the billing loop belong to its NM1*85. */
  private inBillingName = false;
  /** Faults inside the open claim wait for it, so that findings are in order of position. */
  private waiting: Fault[] = [];
  private readonly fast: VectorLoops | null;
  /** The terms that the claims had so far, and those of them under which the open loop was judged: a bit for each. */
  private terms = 0;
  private termsJudged = 0;
  /** Whether some claims of the open loop may be skipped. */
  private isSteady = false;
  /** Of the open loop; null if none of its claims may be skipped. */
  private skipTerms: SkipTerms | null = null;

  /** @param standards cache key of the standards that decide which loops are steady */
  constructor(
    private readonly events: ClaimEvents,
    private readonly standards: object,
  ) {
    this.fast = events.segmentListener === undefined ? vectorLoops(events.readsProviders ?? false) : null;
    if (events.readsProviders) this.claim.providers = new ProviderLoops();
    this.envelope = new Envelope(this, this.fast?.scanner ?? null);
  }

  // ---- events of the envelope

  get segmentListener(): SegmentListener | undefined {
    return this.events.segmentListener;
  }

  openSet(context: SetContext): void {
    const guide = guideOf(context.guides[0], context.guides[1]);
    const purpose = guide.postAdjudicated ? 'encounter' : 'claim';
    this.set = {
      interchange: context.interchange,
      group: context.group,
      transaction: context.transaction,
      delimiters: context.delimiters,
      guides: context.guides,
      senders: context.senders,
      receivers: context.receivers,
      guide,
      purpose,
      reference: '',
      date: 0,
      receiver: null,
    };
    this.place = 'header';
    this.hasLoop = false;
    this.hasSubscriber = false;
  }

  closeSet(trailer: Segment | null): void {
    this.endLevel();
    this.events.endSet?.(trailer);
  }

  /** Reads plainly written subscriber levels at once: those that can produce no finding are skipped. */
  skim(bytes: Uint8Array, at: number, offset: number, ordinal: number): number {
    const { fast } = this;
    if (fast === null || !this.hasLoop) return at;
    const next = this.skip(fast, bytes, at);
    if (next !== at || this.claim.providers !== null) return next;
    const { element } = this.set!.delimiters;
    return this.readClaims(fast, at, { bytes, separator: element, offset: offset - at, ordinal });
  }

  skimmed(): number {
    return this.fast?.segments ?? 0;
  }

  segment(segment: Segment): void {
    switch (segment.id) {
      case N4:
        if (this.place === 'billing' && this.inBillingName) this.city(segment);
        return;
      case SBR:
        if (this.place === 'subscriber' && !this.subscriber.sbr.isKept) this.subscriber.sbr.keep(segment);
        else if (this.place === 'claim') this.claim.providers?.openOtherPayer();
        return;
      case LX:
        if (this.place === 'claim') this.claim.providers?.openLine(segment);
        return;
      case SVD:
        if (this.place === 'claim') this.claim.providers?.openAdjudication();
        return;
      case HL:
      case CLM:
      case DTP:
      case NM1:
      case PRV:
      case BHT:
        if (segment.hasData) return this.decisive(segment);
        if (segment.id === NM1) this.claim.providers?.endLoop();
        return this.unexpected(segment, 'without-elements', segment.text(0));
    }
    if (!knownIds.has(segment.id)) this.unknown(segment);
  }

  /** Copies the kept segments, because their bytes are about to be overwritten. */
  release(): void {
    this.loop.settle();
    this.claim.clm.settle();
    this.claim.unreadableDate.settle();
    this.claim.renderingPrv.settle();
    this.claim.providers?.settle();
    this.subscriber.hl.settle();
    this.subscriber.sbr.settle();
    this.subscriber.payer.settle();
  }

  fault(fault: Fault): void {
    this.waiting.push(fault);
    if (this.inClaim && this.waiting.length < MOST_WAITING) return;
    this.emitWaiting();
  }

  // ---- skipping

  /** Skips whole subscriber levels that can produce no finding. */
  private skip(fast: VectorLoops, bytes: Uint8Array, at: number): number {
    const { loop, skipTerms } = this;
    if (skipTerms === null) return at;
    fast.judgeBy(this.standards);
    this.judgeLoop(fast);
    if (!this.isSteady) return at;
    const next = fast.skim(bytes, at, loop, this.set!, skipTerms);
    if (next === at) return at;
    this.endClaim();
    this.hasSubscriber = false;
    this.claims += fast.claims;
    if (fast.ownClaims > 0) this.events.skippedIn?.(loop, this.set!);
    return next;
  }

  /** Reads claims without having each of their segments delivered. */
  private readClaims(fast: VectorLoops, at: number, origin: Origin): number {
    this.endLevel();
    if (this.envelope.isPausing) return at;
    const end = fast.locate(origin.bytes, at, this.loop, this.set!);
    if (end === at) return at;
    const { claim, subscriber } = this;
    const { claims, segments } = fast;
    this.hasSubscriber = claims > 0;
    for (let n = 0; n < claims; n++) {
      const next = fast.placeClaim(n, claim, subscriber, origin);
      this.place = 'claim';
      this.claims++;
      this.inClaim = true;
      claim.set = this.set!;
      claim.loop = this.loop.values;
      claim.subscriber = subscriber;
      claim.unreadableDate.drop();
      this.endClaim();
      if (this.envelope.isPausing) return next;
    }
    fast.segments = segments;
    return end;
  }

  /** Judges the open loop under the terms that are new. */
  private judgeLoop(fast: VectorLoops): void {
    const { loop } = this;
    const set = this.set!;
    for (let number = 0; this.termsJudged !== this.terms; number++) {
      const bit = 1 << number;
      if ((this.terms & ~this.termsJudged & bit) === 0) continue;
      this.termsJudged |= bit;
      if (!loop.isPlain) continue;
      if (!fast.isRemembered(loop, set, number)) {
        const span = this.events.steadySpan(loop.judged, set, number);
        if (span === null) continue;
        fast.remember(loop, set, number, span);
      }
      this.isSteady = true;
    }
  }

  private haveTerms(number: number): void {
    this.terms |= 1 << number;
  }

  /** Remembers what clean claims like this one have besides their billing loop. */
  private learn(fast: VectorLoops, claim: Claim, { hasPayers, providers }: SkipTerms): void {
    const terms = this.events.termsNumberOf(claim);
    if (terms === null) return;
    fast.judgeBy(this.standards);
    this.haveTerms(terms);
    const payer = hasPayers ? claim.subscriber?.payer : undefined;
    if (payer?.isKept) fast.rememberPayer(payer, claim.set, terms);
    if (providers === null) return;
    claim.providers?.forEachSteady((name, prv, span) => {
      fast.rememberProvider(providers.role, name, prv, claim.set, terms, span);
    });
  }

  // ---- segments

  /** Handles a segment that a verdict depends on. */
  private decisive(segment: Segment): void {
    switch (segment.id) {
      case HL:
        return this.hierarchy(segment);
      case CLM:
        return this.openClaim(segment);
      case DTP:
        return this.date(segment);
      case NM1:
        return this.name(segment);
      case PRV:
        return this.provider(segment);
      case BHT:
        return this.beginning(segment);
    }
  }

  /** Reports a segment that a verdict depends on where the guides do not allow it. */
  private misplaced(segment: Segment): void {
    this.unexpected(segment, 'misplaced', segment.text(0));
  }

  private unknown(segment: Segment): void {
    const separator = this.set!.delimiters.element;
    this.unexpected(segment, 'unknown', { head: segment.text(0), separator, isInSet: true });
  }

  // ---- header

  private beginning(segment: Segment): void {
    const set = this.set!;
    if (this.place !== 'header') return this.misplaced(segment);
    set.reference = trimBlanks(segment.text(3));
    set.date = segment.day(4, 1) === 0 ? Math.max(0, segment.day(4, 0)) : 0;
    if (!set.guide.postAdjudicated) set.purpose = purposes.get(segment.text(6)) ?? 'claim';
  }

  // ---- hierarchical levels

  private hierarchy(segment: Segment): void {
    this.endLevel();
    if (segment.is(3, '22')) return this.openSubscriber(segment);
    if (segment.is(3, '23')) return this.openPatient(segment);
    if (segment.is(3, '20')) return this.openBilling(segment);
    this.place = 'patient';
    this.hasSubscriber = false;
    this.unexpected(segment, 'unknown-level', null);
  }

  private openBilling(segment: Segment): void {
    this.place = 'billing';
    this.inBillingName = false;
    this.hasSubscriber = false;
    this.loop.begin(segment);
    this.hasLoop = true;
    this.skipTerms = this.events.skipTerms(this.set!);
    if (this.skipTerms?.hasPayers === false) this.haveTerms(0);
    this.termsJudged = 0;
    this.isSteady = false;
  }

  private openSubscriber(segment: Segment): void {
    this.place = 'subscriber';
    this.hasSubscriber = true;
    this.subscriber.hl.keep(segment);
    this.subscriber.sbr.drop();
    this.subscriber.payer.drop();
    if (!this.hasLoop || !segment.is(2, this.loop.hl.text(1))) {
      this.unexpected(segment, 'subscriber-without-parent', null);
    }
  }

  private openPatient(segment: Segment): void {
    this.place = 'patient';
    if (!this.hasSubscriber || !segment.is(2, this.subscriber.hl.text(1))) {
      this.hasSubscriber = false;
      this.unexpected(segment, 'patient-without-parent', null);
    }
  }

  /** Ends the open claim or, if none has begun, the billing provider level. */
  private endLevel(): void {
    this.endClaim();
    if (this.place !== 'billing') return;
    this.place = 'patient';
    if (this.loop.name.isKept) return;
    this.unexpected(this.loop.hl, 'no-billing-name', null);
  }

  // ---- names and taxonomies

  private name(segment: Segment): void {
    if (this.place === 'claim') return this.claimName(segment);
    if (this.place === 'billing') return this.billingLoopName(segment);
    if (segment.is(1, '85')) {
      return this.unexpected(segment, 'billing-name-outside', null);
    }
    if (this.place === 'subscriber' && segment.is(1, 'PR')) return this.payer(segment);
    if (this.place === 'header' && segment.is(1, '40'))
      this.set!.receiver ??= trimBlanks(segment.text(9)) || null;
  }

  private billingLoopName(segment: Segment): void {
    const { name } = this.loop;
    const isBilling = segment.is(1, '85');
    this.inBillingName = isBilling && !name.isKept;
    if (this.inBillingName) return name.keep(segment);
    if (!isBilling) return;
    this.loop.isNamedTwice = true;
    this.unexpected(segment, 'two-billing-names', null);
  }

  private claimName(segment: Segment): void {
    const { providers } = this.claim;
    if (providers !== null && !providers.openName(segment)) this.misplaced(segment);
  }

  private city(segment: Segment): void {
    const { city } = this.loop;
    if (!city.isKept && segment.has(3)) city.keep(segment);
  }

  private payer(segment: Segment): void {
    const { payer } = this.subscriber;
    if (!payer.isKept && !this.set!.guide.postAdjudicated) payer.keep(segment);
  }

  private provider(segment: Segment): void {
    if (this.place === 'claim') {
      const { renderingPrv } = this.claim;
      if (!renderingPrv.isKept && segment.is(1, 'PE')) renderingPrv.keep(segment);
      this.claim.providers?.provider(segment);
    }
    if (this.place !== 'billing') return;
    const { prv, misplacedPrv, name } = this.loop;
    (name.isKept ? misplacedPrv : prv).keep(segment);
  }

  // ---- claims

  private openClaim(segment: Segment): void {
    const isBeforeSubscriber = this.place === 'billing';
    this.endLevel();
    this.claims++;
    if (!this.hasLoop) {
      this.unexpected(segment, 'claim-before-billing', null);
    } else if (isBeforeSubscriber) {
      this.unexpected(segment, 'claim-before-subscriber', null);
    }
    this.place = 'claim';
    const { claim } = this;
    claim.clm.keep(segment);
    claim.set = this.set!;
    claim.loop = this.hasLoop ? this.loop.values : null;
    claim.subscriber = this.hasSubscriber ? this.subscriber : null;
    claim.from = 0;
    claim.to = 0;
    claim.unreadableDate.drop();
    claim.renderingPrv.drop();
    claim.providers?.begin(claim.isInstitutional ? 'attending' : 'rendering');
    this.inClaim = true;
  }

  /**
   * Service dates: DTP*472 in every 837, DTP*434 (statement dates) in the 837I. Blanks in DTP01 are ignored; if it is
   * empty, the date may be a service date.
   */
  private date(segment: Segment): void {
    const qualifier = segment.is(1, '472') ? '472' : segment.text(1).replace(/[ \t]/g, '');
    const isStatement = qualifier === '434' && hasStatementDates(this.set!.guide);
    if (qualifier !== '472' && qualifier !== '' && !isStatement) return;
    if (!this.inClaim) return this.misplaced(segment);
    const isReadable = qualifier !== '' && isDateFormat(segment);
    const first = isReadable ? segment.day(3, 0) : -1;
    const last = isReadable ? segment.day(3, 1) : -1;
    if (first === -1 || last === -1) {
      const { unreadableDate } = this.claim;
      if (!unreadableDate.isKept) unreadableDate.keep(segment);
      return;
    }
    this.serve(first);
    if (last !== 0) this.serve(last);
  }

  private serve(day: Day): void {
    const { claim } = this;
    if (claim.from === 0 || day < claim.from) claim.from = day;
    if (day > claim.to) claim.to = day;
  }

  private endClaim(): void {
    if (!this.inClaim) return;
    this.inClaim = false;
    this.events.claim(this.claim);
    const { fast, skipTerms } = this;
    if (fast !== null && skipTerms !== null && (skipTerms.hasPayers || skipTerms.providers !== null))
      this.learn(fast, this.claim, skipTerms);
    this.emitWaiting();
  }

  private unexpected<Kind extends keyof Unexpected>(
    segment: Segment,
    kind: Kind,
    about: Unexpected[Kind],
  ): void {
    const { interchange, group, transaction } = this.set!;
    const detail = { kind, about } as Fault<'x12-unexpected-segment'>['detail'];
    const position = positionOf(segment);
    this.fault({ rule: 'x12-unexpected-segment', detail, position, interchange, group, transaction });
  }

  private emitWaiting(): void {
    if (this.waiting.length === 0) return;
    for (const fault of this.waiting.splice(0)) this.events.fault(fault);
  }
}

/** Whether DTP02 is D8 or RD8. */
function isDateFormat(dtp: Segment): boolean {
  if (dtp.is(2, 'D8') || dtp.is(2, 'RD8')) return true;
  const format = trimBlanks(dtp.text(2));
  return format === 'D8' || format === 'RD8';
}
