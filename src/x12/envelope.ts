import type { ControlNumbers, EnvelopeRuleId, Position } from '../finding';
import { trimBlanks } from './bytes';
import type { Fault, FaultDetails, Level, OutsideData, Unexpected } from './fault';
import { guidesDiffer, is837Guide } from './guide';
import type { InterchangeHeader } from './header';
import { type X12Events, X12Reader } from './reader';
import type { SegmentScanner } from './scanner';
import { packId, positionOf, type Segment } from './segment';
import type { SegmentListener, SetContext } from './segment-listener';

/** Events of the envelope, in file order. */
export interface EnvelopeEvents {
  openSet(context: SetContext): void;
  /** A segment between ST and SE of an 837. */
  segment(segment: Segment): void;
  /** See X12Events; the HL has the number `ordinal`, counted from ST = 1. */
  skim(bytes: Uint8Array, at: number, offset: number, ordinal: number): number;
  /** Segments that the last `skim` skipped. */
  skimmed(): number;
  /** The bytes of the segments delivered so far are about to be overwritten. */
  release(): void;
  /** SE, or null if something else ended the set. */
  closeSet(trailer: Segment | null): void;
  fault(fault: Fault): void;
  /** Requires every segment, so the scanner must deliver all of them. */
  readonly segmentListener?: SegmentListener | undefined;
}

const GS = packId('GS');
const ST = packId('ST');
const SE = packId('SE');
const GE = packId('GE');
const IEA = packId('IEA');
const ISA = packId('ISA');

/** The segments that form the envelope. */
export const envelopeIds = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'] as const;

const envelopeIdsPacked: ReadonlySet<number> = new Set(envelopeIds.map(packId));

/** Segments allowed in an interchange outside its groups. */
const besideGroups: ReadonlySet<number> = new Set(['TA1', 'ISB', 'ISE'].map(packId));

interface Group {
  /** GS01. */
  readonly code: string;
  readonly control: string;
  readonly guide: string;
  readonly sender: string;
  readonly receiver: string;
  sets: number;
}

interface TransactionSet {
  readonly control: string;
  readonly is837: boolean;
  /** A set in a group of claims whose ST01 is not 837. */
  readonly isMisnamed: boolean;
}

/** Reads ISA, GS, ST and their trailers: checks nesting and counts, and passes on the segments of 837 sets. */
export class Envelope implements X12Events {
  segments = 0;
  interchanges = 0;
  /** 837 transaction sets. */
  transactions = 0;
  private readonly reader: X12Reader;
  private header: InterchangeHeader | null = null;
  private group: Group | null = null;
  private set: TransactionSet | null = null;
  private groups = 0;
  /** Segments of the open set so far, ST included. */
  private ordinal = 0;
  /** A run of misplaced segments is reported once. */
  private inStrayRun = false;
  /** The open interchange has had misplaced segments, possibly including its trailer. */
  private hasStray = false;

  /** @param scanner must deliver all segments with envelopeIds, and those that `events` needs */
  constructor(
    private readonly events: EnvelopeEvents,
    scanner: SegmentScanner | null,
  ) {
    this.reader = new X12Reader(this, scanner);
  }

  get bytes(): number {
    return this.reader.bytes;
  }

  /** See X12Reader. */
  push(chunk: Uint8Array, lasts = false): number {
    return this.reader.push(chunk, lasts);
  }

  /** See X12Reader. */
  pause(): void {
    this.reader.pause();
  }

  /** See X12Reader. */
  get isPausing(): boolean {
    return this.reader.isPausing;
  }

  end(): void {
    this.reader.end();
  }

  // ---- events of the reader

  interchange(header: InterchangeHeader, isa: Segment): void {
    if (this.header !== null) {
      this.flushSet();
      this.unexpected(isa, 'begins-again', 'interchange');
      this.leave();
      this.events.segmentListener?.closeInterchange?.(null);
    }
    this.segments++;
    this.interchanges++;
    this.header = header;
    this.groups = 0;
    this.group = null;
    this.set = null;
    this.inStrayRun = false;
    this.hasStray = false;
    this.events.segmentListener?.openInterchange?.(header, isa);
    const { width } = header;
    if (width !== 106) this.fault('x12-isa-width', { width }, positionOf(isa));
  }

  segment(segment: Segment): void {
    this.segments++;
    if (this.set !== null) segment.ordinal = ++this.ordinal;
    if (envelopeIdsPacked.has(segment.id)) {
      if (segment.hasData) this.levelSegment(segment);
      else this.unexpected(segment, 'without-elements', segment.text(0));
    } else if (this.set === null) {
      if (this.group === null && besideGroups.has(segment.id)) return;
      const head = segment.text(0);
      const separator = this.header!.delimiters.element;
      if (segment.id !== 0) this.stray(segment, 'outside-set', head);
      else this.stray(segment, 'unknown', { head, separator, isInSet: false });
    } else if (this.set.is837) {
      this.events.segment(segment);
      this.events.segmentListener?.segment?.(segment);
    }
  }

  private levelSegment(segment: Segment): void {
    switch (segment.id) {
      case GS:
        return this.openGroup(segment);
      case ST:
        return this.openSet(segment);
      case SE:
        return this.endSet(segment);
      case GE:
        return this.endGroup(segment);
      case IEA:
        return this.endInterchange(segment);
      case ISA:
        return this.unexpected(segment, 'unreadable-isa', null);
    }
  }

  skim(bytes: Uint8Array, at: number, offset: number): number {
    if (!this.set?.is837) return at;
    const next = this.events.skim(bytes, at, offset, this.ordinal + 1);
    if (next !== at) this.skipSegments(this.events.skimmed());
    return next;
  }

  /** Counts skipped segments. Returns false between sets, where each segment is misplaced and must be reported. */
  skipSegments(segments: number): boolean {
    if (this.set === null) return false;
    this.segments += segments;
    this.ordinal += segments;
    return true;
  }

  release(): void {
    // No segment is kept between sets.
    if (this.set !== null) this.events.release();
  }

  segmentTooLong(offset: number): void {
    this.fault('x12-segment-too-long', null, { offset, segment: this.set === null ? 0 : this.ordinal + 1 });
  }

  unexpectedData(offset: number, { segments, headerProblem }: OutsideData): void {
    this.fault('x12-unexpected-data', null, { offset, segment: 0 });
    if (segments === null) return;
    const about = { claims: segments.claims, headerProblem };
    const detail = { kind: 'outside-interchange', about } as const;
    this.fault('x12-unexpected-segment', detail, { offset: segments.offset, segment: 0 });
  }

  truncated(offset: number, inSegment: boolean): void {
    this.flushSet();
    const { innermost, hasStray } = this;
    const segment = this.set === null ? 0 : this.ordinal + (inSegment ? 1 : 0);
    this.fault('x12-truncated', { level: innermost, hasStray }, { offset, segment });
    this.leave();
    if (this.header !== null) this.events.segmentListener?.closeInterchange?.(null);
  }

  notAnInterchange(head: Uint8Array, found: OutsideData): void {
    this.fault('x12-not-an-interchange', { head, found }, { offset: 0, segment: 0 });
  }

  // ---- opening

  private openGroup(segment: Segment): void {
    if (this.group !== null || this.set !== null) {
      this.flushSet();
      this.unexpected(segment, 'begins-again', 'group');
      this.leave();
    }
    this.groups++;
    this.group = {
      code: segment.text(1),
      control: segment.text(6),
      guide: segment.text(8),
      sender: segment.text(2),
      receiver: segment.text(3),
      sets: 0,
    };
    this.set = null;
    this.inStrayRun = false;
    this.events.segmentListener?.openGroup?.(segment);
  }

  private openSet(segment: Segment): void {
    if (this.set !== null) {
      this.flushSet();
      this.unexpected(segment, 'begins-again', 'set');
      this.leaveSet(null);
    } else if (this.group === null) {
      this.unexpected(segment, 'set-outside-group', null);
    }
    if (this.group !== null) this.group.sets++;
    const type = segment.text(1);
    const is837 = trimBlanks(type) === '837';
    const isMisnamed = type !== '837' && this.isForClaims(segment.text(3));
    this.set = { control: segment.text(2), is837, isMisnamed };
    this.ordinal = 1;
    segment.ordinal = 1;
    this.inStrayRun = false;
    if (!is837 && !isMisnamed) return;
    const header = this.header!;
    const context: SetContext = {
      interchange: header.controlNumber,
      group: this.group?.control ?? null,
      transaction: this.set.control,
      delimiters: header.delimiters,
      guides: [this.group?.guide ?? '', segment.text(3)],
      senders: [header.sender, this.group?.sender ?? ''],
      receivers: [header.receiver, this.group?.receiver ?? ''],
    };
    if (is837) {
      this.transactions++;
      this.events.openSet(context);
    }
    this.events.segmentListener?.openSet?.(context, type);
    // Not earlier: these are faults of this set.
    if (isMisnamed) this.unexpected(segment, 'not-837', { st01: type, isRead: is837 });
    if (is837) this.checkGuides(segment);
  }

  /** Whether a set in this group holds claims: by GS01, GS08 or its ST03. */
  private isForClaims(st03: string): boolean {
    const { code = '', guide = '' } = this.group ?? {};
    return trimBlanks(code).toUpperCase() === 'HC' || is837Guide(guide) || is837Guide(st03);
  }

  private checkGuides(st: Segment): void {
    const gs08 = this.group?.guide ?? '';
    const st03 = st.text(3);
    if (guidesDiffer(gs08, st03)) this.fault('x12-control-mismatch', { gs08, st03 }, positionOf(st));
  }

  // ---- closing

  private endSet(segment: Segment): void {
    const { set, ordinal } = this;
    if (set === null) return this.stray(segment, 'not-begun', 'set');
    this.flushSet(segment);
    if (set.is837) this.checkTrailer(segment, 'set', ordinal, set.control);
    this.leaveSet(segment);
  }

  private endGroup(segment: Segment): void {
    const { group } = this;
    if (this.set !== null) {
      this.flushSet();
      this.unexpected(segment, 'ends-early', { level: 'group', inner: 'set' });
      this.leaveSet(null);
    } else if (group === null) {
      this.stray(segment, 'not-begun', 'group');
    }
    if (group === null) return;
    this.checkTrailer(segment, 'group', group.sets, group.control);
    this.leaveGroup(segment);
    this.inStrayRun = false;
  }

  private endInterchange(segment: Segment): void {
    if (this.set !== null || this.group !== null) {
      this.flushSet();
      this.unexpected(segment, 'ends-early', { level: 'interchange', inner: this.innermost });
      this.leave();
    }
    this.checkTrailer(segment, 'interchange', this.groups, this.header!.controlNumber);
    this.events.segmentListener?.closeInterchange?.(segment);
    this.header = null;
  }

  /** Closes the set and the group, if open, without their trailers. */
  private leave(): void {
    this.leaveSet(null);
    this.leaveGroup(null);
  }

  private leaveSet(trailer: Segment | null): void {
    if (this.set?.is837 || this.set?.isMisnamed) this.events.segmentListener?.closeSet?.(trailer);
    this.set = null;
  }

  private leaveGroup(trailer: Segment | null): void {
    if (this.group !== null) this.events.segmentListener?.closeGroup?.(trailer, this.group.sets);
    this.group = null;
  }

  /** Emits the last claim of the open set, so that it precedes the fault that ends the set. */
  private flushSet(trailer: Segment | null = null): void {
    if (this.set?.is837) this.events.closeSet(trailer);
  }

  /** Checks SE, GE or IEA: a count, the control number of the header, and nothing else. */
  private checkTrailer(segment: Segment, level: Level, counted: number, header: string): void {
    const [stated, trailer] = [trimBlanks(segment.text(1)), segment.text(2)];
    if (!/^\d{1,15}$/.test(stated) || Number(stated) !== counted)
      this.fault('x12-count-mismatch', { level, stated, counted }, positionOf(segment));
    if (trimBlanks(trailer) !== trimBlanks(header))
      this.fault('x12-control-mismatch', { level, header, trailer }, positionOf(segment));
    if (segment.hasDataFrom(3)) this.unexpected(segment, 'extra-elements', segment.text(0));
  }

  // ---- reporting

  private get innermost(): Level {
    return this.set !== null ? 'set' : this.group !== null ? 'group' : 'interchange';
  }

  private unexpected<Kind extends keyof Unexpected>(
    segment: Segment,
    kind: Kind,
    about: Unexpected[Kind],
  ): void {
    const detail = { kind, about } as FaultDetails['x12-unexpected-segment'];
    this.fault('x12-unexpected-segment', detail, positionOf(segment));
  }

  /** Reports a segment between sets, once for a run of them. */
  private stray<Kind extends keyof Unexpected>(segment: Segment, kind: Kind, about: Unexpected[Kind]): void {
    if (!this.inStrayRun) this.unexpected(segment, kind, about);
    this.inStrayRun = true;
    this.hasStray = true;
  }

  private fault<Rule extends EnvelopeRuleId>(
    rule: Rule,
    detail: FaultDetails[Rule],
    position: Position,
  ): void {
    this.events.fault({ rule, detail, position, ...this.controlNumbers() } as Fault);
  }

  private controlNumbers(): ControlNumbers {
    return {
      interchange: this.header?.controlNumber ?? null,
      group: this.group?.control ?? null,
      transaction: this.set?.control ?? null,
    };
  }
}
