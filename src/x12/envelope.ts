import type { ControlNumbers, EnvelopeRuleId, Position } from '../finding';
import { trimBlanks } from './bytes';
import { describeHead } from './describe-head';
import { guidesDiffer, is837Guide } from './guide';
import type { InterchangeHeader } from './header';
import { describeOdd } from './odd-segment';
import { type OutsideData, type X12Events, X12Reader } from './reader';
import type { SegmentScanner } from './scanner';
import { packId, positionOf, type Segment } from './segment';
import type { SegmentListener, SetContext } from './segment-listener';

/** A fault of the envelope or the nesting. */
export interface Fault extends ControlNumbers {
  readonly rule: EnvelopeRuleId;
  readonly message: string;
  readonly hint: string;
  readonly position: Position;
}

/** Events of the envelope, in file order. */
export interface EnvelopeEvents {
  openSet(context: SetContext): void;
  /** A segment between ST and SE of an 837. */
  segment(segment: Segment): void;
  /** See X12Events. */
  skim(record: number, records: number): number;
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
  readonly receiver: string;
  sets: number;
  /** It began before the part of the file that is read here, so `sets` is too low. */
  readonly isPartial: boolean;
}

/** The state between two segments outside any set, from which another reader can continue. */
export interface EnvelopeState {
  /** 0-based, in bytes. */
  readonly offset: number;
  readonly header: InterchangeHeader | null;
  readonly group: Readonly<Group> | null;
  /** Groups of the interchange so far; too low if it began before the part that is read here. */
  readonly groups: number;
  readonly isPartial: boolean;
  /** The terminator of the last interchange; -1 before the first. */
  readonly lastTerminator: number;
}

interface TransactionSet {
  readonly control: string;
  readonly is837: boolean;
  /** A set in a group of claims whose ST01 is not 837. */
  readonly isMisnamed: boolean;
}

/** Reads ISA, GS, ST and their trailers: checks nesting and counts, and passes on the segments of 837 sets. */
export class Envelope {
  segments = 0;
  interchanges = 0;
  /** 837 transaction sets. */
  transactions = 0;
  /** False after a trailer whose count includes segments that were not read here. */
  isCertain = true;
  private readonly reader: X12Reader;
  private header: InterchangeHeader | null = null;
  private group: Group | null = null;
  private set: TransactionSet | null = null;
  private groups = 0;
  private isPartial = false;
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
    start: EnvelopeState | null,
  ) {
    const handlers: X12Events = {
      interchange: (header, offset) => this.openInterchange(header, offset),
      segment: (segment) => this.segment(segment),
      passOver: (segments) => this.passOver(segments),
      skim: (record, records) => (this.set?.is837 ? events.skim(record, records) : record),
      // No segment is kept between sets.
      release: () => {
        if (this.set !== null) events.release();
      },
      segmentTooLong: (offset) => this.reportTooLong(offset),
      unexpectedData: (offset, found) => this.reportUnexpectedData(offset, found),
      truncated: (offset, inSegment) => this.reportTruncated(offset, inSegment),
      notAnInterchange: (head, found) => this.reportNoInterchange(head, found),
    };
    this.reader = new X12Reader(handlers, scanner);
    if (start === null) return;
    this.reader.resume(start.offset, start.header, start.lastTerminator);
    this.header = start.header;
    this.group = start.group && { ...start.group };
    this.groups = start.groups;
    this.isPartial = start.isPartial;
  }

  /** Where another reader can continue; null if it cannot. */
  get state(): EnvelopeState | null {
    const lastTerminator = this.reader.between;
    if (this.set !== null || this.hasStray || lastTerminator === null) return null;
    const { header, group, groups, isPartial } = this;
    return {
      offset: this.reader.bytes,
      header,
      group: group && { ...group },
      groups,
      isPartial,
      lastTerminator,
    };
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

  end(): void {
    this.reader.end();
  }

  private segment(segment: Segment): void {
    this.segments++;
    if (this.set !== null) segment.ordinal = ++this.ordinal;
    if (envelopeIdsPacked.has(segment.id)) {
      if (segment.hasData) this.levelSegment(segment);
      else this.unexpected(segment, withoutElements(segment));
    } else if (this.set === null) {
      if (this.group === null && besideGroups.has(segment.id)) return;
      this.stray(segment, this.describeStray(segment));
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
        return this.unexpected(
          segment,
          'An ISA that cannot be read as a header stands inside an interchange.',
        );
    }
  }

  /** Counts skipped segments. Returns false between sets, where each segment is misplaced and must be reported. */
  passOver(segments: number): boolean {
    if (this.set === null) return false;
    this.segments += segments;
    this.ordinal += segments;
    return true;
  }

  // ---- opening

  private openInterchange(header: InterchangeHeader, offset: number): void {
    if (this.header !== null) {
      this.flushSet();
      const message = 'A new interchange (ISA) begins before the one before it has ended (IEA).';
      this.fault('x12-unexpected-segment', message, nestingHint, { offset, segment: 0 });
      this.leave();
      this.events.segmentListener?.closeInterchange?.(null);
    }
    this.segments++;
    this.interchanges++;
    this.header = header;
    this.groups = 0;
    this.isPartial = false;
    this.group = null;
    this.set = null;
    this.inStrayRun = false;
    this.hasStray = false;
    this.events.segmentListener?.openInterchange?.(header);
    if (header.width === 106) return;
    this.fault(
      'x12-isa-width',
      `The interchange header (ISA) is ${header.width} characters long, not 106.`,
      'Have the sending system pad the ISA elements to their fixed widths; many receivers read them by position.',
      { offset, segment: 0 },
    );
  }

  private openGroup(segment: Segment): void {
    if (this.group !== null || this.set !== null) {
      this.flushSet();
      this.unexpected(segment, 'A new group (GS) begins before the one before it has ended (GE).');
      this.leave();
    }
    this.groups++;
    this.group = {
      code: segment.text(1),
      control: segment.text(6),
      guide: segment.text(8),
      receiver: segment.text(3),
      sets: 0,
      isPartial: false,
    };
    this.set = null;
    this.inStrayRun = false;
    this.events.segmentListener?.openGroup?.(segment);
  }

  private openSet(segment: Segment): void {
    if (this.set !== null) {
      this.flushSet();
      this.unexpected(segment, 'A new transaction set (ST) begins before the one before it has ended (SE).');
      this.leaveSet(null);
    } else if (this.group === null) {
      this.unexpected(segment, 'A transaction set (ST) begins outside a group (GS).');
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
      receivers: [header.receiver, this.group?.receiver ?? ''],
    };
    if (is837) {
      this.transactions++;
      this.events.openSet(context);
    }
    this.events.segmentListener?.openSet?.(context, type);
    // Not earlier: these are faults of this set.
    if (isMisnamed) this.unexpected(segment, misnamed(type, is837));
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
    if (!guidesDiffer(gs08, st03)) return;
    this.fault(
      'x12-control-mismatch',
      `GS08 is ${shown(gs08)} and ST03 is ${shown(st03)}: two guides. The set was read as ST03 has it.`,
      'Have the sending system write the same guide in both.',
      positionOf(st),
    );
  }

  // ---- closing

  private endSet(segment: Segment): void {
    const { set, ordinal } = this;
    if (set === null) return this.stray(segment, 'A transaction set ends (SE) that has not begun (ST).');
    this.flushSet(segment);
    if (set.is837) {
      this.checkTrailer(segment, 'segments', ordinal, 'ST02', set.control);
    }
    this.leaveSet(segment);
  }

  private endGroup(segment: Segment): void {
    const { group } = this;
    if (this.set !== null) {
      this.flushSet();
      this.unexpected(segment, 'The group ends (GE) before its transaction set has ended (SE).');
      this.leaveSet(null);
    } else if (group === null) {
      this.stray(segment, 'A group ends (GE) that has not begun (GS).');
    }
    if (group === null) return;
    if (group.isPartial) this.isCertain = false;
    this.checkTrailer(segment, 'transaction sets', group.sets, 'GS06', group.control);
    this.leaveGroup(segment);
    this.inStrayRun = false;
  }

  private endInterchange(segment: Segment): void {
    if (this.set !== null || this.group !== null) {
      this.flushSet();
      const inner = this.set !== null ? 'transaction set has ended (SE)' : 'group has ended (GE)';
      this.unexpected(segment, `The interchange ends (IEA) before its ${inner}.`);
      this.leave();
    }
    if (this.isPartial) this.isCertain = false;
    this.checkTrailer(segment, 'groups', this.groups, 'ISA13', this.header!.controlNumber);
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

  /**
   * Checks SE, GE or IEA: a count, a control number, and nothing else. @param opener the element that holds `control`
   */
  private checkTrailer(
    segment: Segment,
    what: string,
    counted: number,
    opener: string,
    control: string,
  ): void {
    const id = segment.text(0);
    const [statedCount, statedControl] = [trimBlanks(segment.text(1)), segment.text(2)];
    if (!/^\d{1,15}$/.test(statedCount) || Number(statedCount) !== counted) {
      this.fault(
        'x12-count-mismatch',
        `${id}01 says ${shown(statedCount)} ${what}; there are ${counted}.`,
        'Look for lost or doubled segments, then have the sending system write the file again.',
        positionOf(segment),
      );
    }
    if (trimBlanks(statedControl) !== trimBlanks(control)) {
      this.fault(
        'x12-control-mismatch',
        `${id}02 is ${shown(statedControl)} and ${opener} is ${shown(control)}; they must be the same.`,
        'Look for parts of two files that were joined, then have the sending system write the file again.',
        positionOf(segment),
      );
    }
    if (segment.hasDataFrom(3))
      this.unexpected(segment, `${id} has two elements; more stand here, and what they hold was not read.`);
  }

  // ---- reporting

  /** Reports a segment that breaks the nesting. */
  unexpected(segment: Segment, message: string): void {
    this.fault('x12-unexpected-segment', message, nestingHint, positionOf(segment));
  }

  /** Reports a segment with an unknown id. */
  unread(segment: Segment, known: readonly string[]): void {
    this.unexpected(segment, `A segment was not read: ${this.describeOdd(segment, known)}.`);
  }

  private describeOdd(segment: Segment, known: readonly string[]): string {
    return describeOdd(segment.text(0), String.fromCharCode(this.header!.delimiters.element), known);
  }

  private describeStray(segment: Segment): string {
    if (segment.id !== 0)
      return `A segment ${segment.text(0)} stands outside any transaction set (ST to SE).`;
    return `A segment outside any transaction set (ST to SE) was not read: ${this.describeOdd(segment, envelopeIds)}.`;
  }

  /** Reports a segment between sets, once for a run of them. */
  private stray(segment: Segment, message: string): void {
    if (!this.inStrayRun) this.unexpected(segment, message);
    this.inStrayRun = true;
    this.hasStray = true;
  }

  private reportTooLong(offset: number): void {
    this.fault(
      'x12-segment-too-long',
      'A segment is longer than 65,536 characters; only its beginning was read.',
      'Look whether the segment terminator of this file is the one that its ISA names.',
      { offset, segment: this.set === null ? 0 : this.ordinal + 1 },
    );
  }

  private reportUnexpectedData(offset: number, { segments, headerProblem }: OutsideData): void {
    this.fault(
      'x12-unexpected-data',
      'There is something outside the interchange (ISA to IEA) that is not X12; it was passed over, and no claim was looked for in it.',
      'Remove it: many receivers reject a file with text, NULs or padding around the interchange.',
      { offset, segment: 0 },
    );
    if (segments === null) return;
    const header = headerProblem === null ? '' : ` An ISA there cannot be read: ${headerProblem}.`;
    this.fault(
      'x12-unexpected-segment',
      `Segments of a claim file stand outside any interchange (ISA to IEA). CLM segments among them that were not checked: ${segments.claims}.${header}`,
      'Look for an interchange header (ISA) before them that is missing or damaged.',
      { offset: segments.offset, segment: 0 },
    );
  }

  private reportTruncated(offset: number, inSegment: boolean): void {
    this.flushSet();
    const inner =
      this.set !== null ? 'a transaction set' : this.group !== null ? 'a group' : 'an interchange';
    this.fault(
      'x12-truncated',
      this.hasStray
        ? `The file ends inside ${inner}: its trailer is missing, or could not be read as one.`
        : `The file ends inside ${inner}: it was cut off, and what came after that point was not seen.`,
      this.hasStray
        ? 'Look at the segments that could not be read: their separators or terminator are not those of the ISA.'
        : 'Get the whole file, and check it again before you send it.',
      { offset, segment: this.set === null ? 0 : this.ordinal + (inSegment ? 1 : 0) },
    );
    this.leave();
    if (this.header !== null) this.events.segmentListener?.closeInterchange?.(null);
  }

  private reportNoInterchange(head: Uint8Array, found: OutsideData): void {
    this.fault(
      'x12-not-an-interchange',
      describeHead(head, found),
      found.headerProblem !== null
        ? 'Have the sending system write the interchange header (ISA) again.'
        : 'Look for the 837 file that the practice system or clearinghouse exported; it begins with ISA.',
      { offset: 0, segment: 0 },
    );
  }

  private fault(rule: EnvelopeRuleId, message: string, hint: string, position: Position): void {
    this.events.fault({ rule, message, hint, position, ...this.controlNumbers() });
  }

  private controlNumbers(): ControlNumbers {
    return {
      interchange: this.header?.controlNumber ?? null,
      group: this.group?.control ?? null,
      transaction: this.set?.control ?? null,
    };
  }
}

const nestingHint =
  'The file is not built as the guide wants; have the sending system write it again. The rest was still checked.';

export function withoutElements(segment: Segment): string {
  return `A segment ${segment.text(0)} has no elements, so it was not read.`;
}

function misnamed(type: string, isRead: boolean): string {
  const outcome = isRead ? 'Its claims were read all the same.' : 'Its claims were not checked.';
  return `ST01 is ${shown(type)}, and a set of claims has 837 there. ${outcome}`;
}

function shown(value: string): string {
  return value === '' ? 'empty' : `"${value.slice(0, 20)}"`;
}
