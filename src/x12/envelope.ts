import type { ControlNumbers, EnvelopeRuleId, Position } from '../finding';
import { describeHead } from './describe-head';
import type { Delimiters, InterchangeHeader } from './header';
import { type X12Events, X12Reader } from './reader';
import type { SegmentScanner } from './scanner';
import { packId, positionOf, type Segment } from './segment';
import type { Witness } from './witness';

/** Something is wrong with the envelope or the nesting. */
export interface Fault extends ControlNumbers {
  readonly rule: EnvelopeRuleId;
  readonly message: string;
  readonly hint: string;
  readonly position: Position;
}

/** What an 837 stands in: the envelope's values that claims need. */
export interface SetContext extends ControlNumbers {
  readonly delimiters: Delimiters;
  /** GS08 and ST03. */
  readonly guides: readonly [string, string];
  /** ISA08 and GS03. */
  readonly receivers: readonly [string, string];
}

/** What the envelope tells, in file order. */
export interface EnvelopeEvents {
  openSet(context: SetContext): void;
  /** A segment between ST and SE of an 837. */
  segment(segment: Segment): void;
  /** As X12Events has it. */
  skim(record: number, records: number): number;
  /** The bytes of the segments told so far are about to change. */
  release(): void;
  /** SE, or null where something else ended the set. */
  closeSet(trailer: Segment | null): void;
  fault(fault: Fault): void;
  /** Wants every segment, so that the scanner has to hand over all of them. */
  readonly witness?: Witness | undefined;
}

const GS = packId('GS');
const ST = packId('ST');
const SE = packId('SE');
const GE = packId('GE');
const IEA = packId('IEA');
const ISA = packId('ISA');
const TA1 = packId('TA1');

/** What an envelope is read from. */
export const envelopeIds = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'] as const;

interface Group {
  readonly control: string;
  readonly guide: string;
  readonly receiver: string;
  /** GS01 is HC. */
  readonly isOfClaims: boolean;
  sets: number;
  /** It began before the part of the file that is read here: there are more sets than are counted. */
  readonly isPartial: boolean;
}

/** A place between two segments and outside any set, where another reader can go on. */
export interface EnvelopeState {
  /** 0-based byte of the file. */
  readonly offset: number;
  readonly header: InterchangeHeader | null;
  readonly group: Readonly<Group> | null;
  /** Groups of the interchange so far; more, where it began before the part that is read here. */
  readonly groups: number;
  readonly isPartial: boolean;
  /** The terminator of the last interchange; -1 before the first. */
  readonly lastTerminator: number;
}

interface TransactionSet {
  readonly control: string;
  readonly is837: boolean;
  /** It stands for claims, but its ST01 is not 837. */
  readonly isMisnamed: boolean;
}

/** ISA, GS, ST and their trailers: keeps the nesting, counts, and hands on what stands in 837 sets. */
export class Envelope {
  segments = 0;
  interchanges = 0;
  /** 837 transaction sets. */
  transactions = 0;
  /** False once a trailer was met whose count includes what was not read here. */
  isCertain = true;
  private readonly reader: X12Reader;
  private header: InterchangeHeader | null = null;
  private group: Group | null = null;
  private set: TransactionSet | null = null;
  private groups = 0;
  private isPartial = false;
  /** Segments of the open set so far, ST included. */
  private ordinal = 0;
  /** A run of segments out of place is told once. */
  private inStrayRun = false;

  /** @param scanner hands over whatever begins with one of envelopeIds, and what `events` wants */
  constructor(
    private readonly events: EnvelopeEvents,
    scanner: SegmentScanner | null,
    start: EnvelopeState | null,
  ) {
    const told: X12Events = {
      interchange: (header, offset) => this.openInterchange(header, offset),
      segment: (segment) => this.segment(segment),
      passOver: (segments) => this.passOver(segments),
      skim: (record, records) => (this.set?.is837 ? events.skim(record, records) : record),
      // Between the sets nothing of them is asked for any more.
      release: () => {
        if (this.set !== null) events.release();
      },
      segmentTooLong: (offset) => this.tellTooLong(offset),
      unexpectedData: (offset, set) => this.tellUnexpectedData(offset, set),
      truncated: (offset, inSegment) => this.tellTruncated(offset, inSegment),
      notAnInterchange: (head) => this.tellNoInterchange(head),
    };
    this.reader = new X12Reader(told, scanner);
    if (start === null) return;
    this.reader.resume(start.offset, start.header, start.lastTerminator);
    this.header = start.header;
    this.group = start.group && { ...start.group };
    this.groups = start.groups;
    this.isPartial = start.isPartial;
  }

  /** Where another reader can go on; null where none can. */
  get state(): EnvelopeState | null {
    const lastTerminator = this.reader.between;
    if (this.set !== null || this.inStrayRun || lastTerminator === null) return null;
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

  /** @param lasts the bytes stay as they are until the end */
  push(chunk: Uint8Array, lasts = false): void {
    this.reader.push(chunk, lasts);
  }

  end(): void {
    this.reader.end();
  }

  private segment(segment: Segment): void {
    this.segments++;
    if (this.set !== null) segment.ordinal = ++this.ordinal;
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
    if (this.set !== null) {
      if (!this.set.is837) return;
      this.events.segment(segment);
      this.events.witness?.segment?.(segment);
    } else if (segment.hasElements && (segment.id !== TA1 || this.group !== null)) {
      this.stray(segment, `${nameOf(segment)} stands outside any transaction set (ST to SE).`);
    }
  }

  /** Counts segments that were not handed over; not between the sets, where each of them is out of place. */
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
      this.events.witness?.closeInterchange?.(null);
    }
    this.segments++;
    this.interchanges++;
    this.header = header;
    this.groups = 0;
    this.isPartial = false;
    this.group = null;
    this.set = null;
    this.inStrayRun = false;
    this.events.witness?.openInterchange?.(header);
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
      control: segment.text(6),
      guide: segment.text(8),
      receiver: segment.text(3),
      isOfClaims: segment.text(1).trim().toUpperCase() === 'HC',
      sets: 0,
      isPartial: false,
    };
    this.set = null;
    this.inStrayRun = false;
    this.events.witness?.openGroup?.(segment);
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
    const is837 = type.trim() === '837';
    const isMisnamed = type !== '837' && this.group?.isOfClaims === true;
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
    this.events.witness?.openSet?.(context, type);
    // Only now: it is a fault of this set.
    if (isMisnamed) this.unexpected(segment, misnamed(type, is837));
  }

  // ---- closing

  private endSet(segment: Segment): void {
    const { set, ordinal } = this;
    if (set === null) return this.stray(segment, 'A transaction set ends (SE) that has not begun (ST).');
    this.flushSet(segment);
    if (set.is837) {
      this.checkCount(segment, 'SE01', 'segments', ordinal);
      this.checkControl(segment, 'SE02', 'ST02', set.control);
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
    this.checkCount(segment, 'GE01', 'transaction sets', group.sets);
    this.checkControl(segment, 'GE02', 'GS06', group.control);
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
    this.checkCount(segment, 'IEA01', 'groups', this.groups);
    this.checkControl(segment, 'IEA02', 'ISA13', this.header!.controlNumber);
    this.events.witness?.closeInterchange?.(segment);
    this.header = null;
  }

  /** Leaves the set and the group, if they are open, without their trailers. */
  private leave(): void {
    this.leaveSet(null);
    this.leaveGroup(null);
  }

  private leaveSet(trailer: Segment | null): void {
    if (this.set?.is837 || this.set?.isMisnamed) this.events.witness?.closeSet?.(trailer);
    this.set = null;
  }

  private leaveGroup(trailer: Segment | null): void {
    if (this.group !== null) this.events.witness?.closeGroup?.(trailer, this.group.sets);
    this.group = null;
  }

  /** Before a fault that ends the open set is told, its last claim is. */
  private flushSet(trailer: Segment | null = null): void {
    if (this.set?.is837) this.events.closeSet(trailer);
  }

  private checkCount(segment: Segment, element: string, what: string, counted: number): void {
    const said = segment.text(1).trim();
    if (/^\d{1,15}$/.test(said) && Number(said) === counted) return;
    this.fault(
      'x12-count-mismatch',
      `${element} says ${shown(said)} ${what}; there are ${counted}.`,
      'Look for lost or doubled segments, then have the sending system write the file again.',
      positionOf(segment),
    );
  }

  private checkControl(segment: Segment, element: string, opener: string, expected: string): void {
    const said = segment.text(2);
    if (said.trim() === expected.trim()) return;
    this.fault(
      'x12-control-mismatch',
      `${element} is ${shown(said)} and ${opener} is ${shown(expected)}; they must be the same.`,
      'Look for parts of two files that were joined, then have the sending system write the file again.',
      positionOf(segment),
    );
  }

  // ---- telling

  /** A segment that breaks the nesting. */
  unexpected(segment: Segment, message: string): void {
    this.fault('x12-unexpected-segment', message, nestingHint, positionOf(segment));
  }

  /** The same for segments between the sets, where a run of them is told once. */
  private stray(segment: Segment, message: string): void {
    if (!this.inStrayRun) this.unexpected(segment, message);
    this.inStrayRun = true;
  }

  private tellTooLong(offset: number): void {
    this.fault(
      'x12-segment-too-long',
      'A segment is longer than 65,536 characters; only its beginning was read.',
      'Look whether the segment terminator of this file is the one that its ISA names.',
      { offset, segment: this.set === null ? 0 : this.ordinal + 1 },
    );
  }

  private tellUnexpectedData(offset: number, set: number): void {
    this.fault(
      'x12-unexpected-data',
      'There is something outside the interchange (ISA to IEA) that is not X12; it was passed over, and no claim was looked for in it.',
      'Remove it: many receivers reject a file with text, NULs or padding around the interchange.',
      { offset, segment: 0 },
    );
    if (set === -1) return;
    this.fault(
      'x12-unexpected-segment',
      'A transaction set (ST*837) stands outside any interchange; its claims were not checked.',
      'Look for an interchange header (ISA) before it that is missing or damaged.',
      { offset: set, segment: 0 },
    );
  }

  private tellTruncated(offset: number, inSegment: boolean): void {
    this.flushSet();
    const inner =
      this.set !== null ? 'a transaction set' : this.group !== null ? 'a group' : 'an interchange';
    this.fault(
      'x12-truncated',
      `The file ends inside ${inner}: it was cut off, and what came after that point was not seen.`,
      'Get the whole file, and check it again before you send it.',
      { offset, segment: this.set === null ? 0 : this.ordinal + (inSegment ? 1 : 0) },
    );
    this.leave();
    if (this.header !== null) this.events.witness?.closeInterchange?.(null);
  }

  private tellNoInterchange(head: Uint8Array): void {
    this.fault(
      'x12-not-an-interchange',
      describeHead(head),
      'Look for the 837 file that the practice system or clearinghouse exported; it begins with ISA.',
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

/** An id is shown only when it looks like one: with broken delimiters it could be anything, a name included. */
function nameOf(segment: Segment): string {
  const id = segment.text(0);
  return /^[A-Z][A-Z0-9]{1,2}$/.test(id) ? `A segment ${id}` : 'A segment';
}

function misnamed(type: string, isRead: boolean): string {
  const said = /^[0-9A-Z ]{0,6}$/i.test(type) ? shown(type) : 'something else';
  const outcome = isRead ? 'its claims were read all the same' : 'no claim was looked for in it';
  return `A transaction set (ST) in a group of claims (GS01 HC) must be 837; ST01 is ${said}, and ${outcome}.`;
}

function shown(value: string): string {
  return value === '' ? 'empty' : `"${value.slice(0, 20)}"`;
}
