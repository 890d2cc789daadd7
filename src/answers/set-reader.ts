import type { ControlNumbers } from '../finding';
import { describeHead } from '../rules/x12-not-an-interchange';
import { type Day, isDay } from '../values/dates';
import type { Delimiters, InterchangeHeader } from '../x12/header';
import { type X12Events, X12Reader } from '../x12/reader';
import { packId, packIds, type Segment } from '../x12/segment';

/** The envelope of a set, or of a TA1. */
export interface SetHead extends ControlNumbers {
  /** ST01; '' in a TA1. */
  readonly type: string;
  /** ST03, or else GS08. */
  readonly guide: string;
  /** ISA06 and GS02; ISA08 and GS03. */
  readonly senders: readonly [string, string];
  readonly receivers: readonly [string, string];
  /** GS04, or ISA09 outside a group; 0 if it is not a day. */
  readonly day: Day;
  readonly delimiters: Delimiters;
}

/** Receives the segments of the transaction sets that it wants. */
export interface SetEvents {
  /** Whether a set is wanted. */
  open(head: SetHead): boolean;
  /** A segment between ST and SE of a wanted set. The window is valid until the call returns. */
  segment(segment: Segment): void;
  /** The wanted set has ended, with its SE or without. */
  close(): void;
}

/** What stands outside wanted sets. */
export interface SetListener {
  /** A TA1, which stands outside sets. */
  ta1?(segment: Segment, head: SetHead): void;
  /** A set that nobody wants. */
  other?(head: SetHead, offset: number): void;
  /** Something that was not read. */
  unread?(message: string, offset: number): void;
}

const ids = /* @__PURE__ */ packIds('ISA', 'GS', 'ST', 'SE', 'GE', 'IEA', 'TA1');
/** Segments allowed in an interchange outside its groups. */
const besideGroups: ReadonlySet<number> = /* @__PURE__ */ new Set(['TA1', 'ISB', 'ISE'].map(packId));

interface OpenSet {
  readonly type: string;
  /** Who wants it; null: nobody. */
  readonly events: SetEvents | null;
  /** Segments so far, ST included. */
  segments: number;
}

interface OpenGroup {
  readonly control: string;
  readonly sender: string;
  readonly receiver: string;
  readonly day: Day;
  readonly guide: string;
}

const noGroup: OpenGroup = { control: '', sender: '', receiver: '', day: 0, guide: '' };

/** Finds the sets in a file of answers: several sets and interchanges, in any order. `push` its chunks, then `end`. */
export class SetReader {
  /** Wanted sets. */
  sets = 0;
  /** TA1 segments. */
  ta1s = 0;
  /** ST01 of sets that are not wanted; a few of them. */
  readonly otherTypes = new Set<string>();
  /** The first reason why segments may be missing; null if everything was read. */
  fault: string | null = null;
  private readonly reader: X12Reader;
  private header: InterchangeHeader | null = null;
  /** ISA09. */
  private headerDay: Day = 0;
  private group: OpenGroup | null = null;
  private set: OpenSet | null = null;

  /** @param wanters the first of them that wants a set gets it */
  constructor(
    private readonly wanters: readonly SetEvents[],
    private readonly listener: SetListener = {},
  ) {
    const handlers: X12Events = {
      interchange: (header, isa) => {
        this.endOpenSet(isa.offset);
        this.header = header;
        this.headerDay = shortDay(isa.text(9));
        this.group = null;
      },
      segment: (segment) => this.segment(segment),
      skipSegments: () => true,
      skim: (_, at) => at,
      release() {},
      segmentTooLong: (offset) =>
        this.report(
          offset,
          'A segment is longer than 65,536 characters, so that only its beginning was read',
        ),
      unexpectedData: (offset, { segments, headerProblem }) => {
        if (segments === null && headerProblem === null) return;
        this.report(offset, 'Segments stand outside any interchange (ISA to IEA) and were not read');
      },
      truncated: (offset) => this.report(offset, 'The file ends inside an interchange: it was cut off'),
      notAnInterchange: (head, found) => {
        const message = describeHead(head, found);
        this.fault ??= message;
        this.listener.unread?.(message, 0);
      },
    };
    this.reader = new X12Reader(handlers, null);
  }

  push(chunk: Uint8Array): void {
    this.reader.push(chunk);
  }

  end(): void {
    this.reader.end();
    this.leaveSet();
  }

  private segment(segment: Segment): void {
    const { set } = this;
    if (set !== null) segment.ordinal = ++set.segments;
    switch (segment.id) {
      case ids.GS:
        this.endOpenSet(segment.offset);
        this.group = {
          control: segment.text(6).trim(),
          sender: segment.text(2).trim(),
          receiver: segment.text(3).trim(),
          day: Math.max(0, segment.day(4, 0)),
          guide: segment.text(8).trim(),
        };
        return;
      case ids.ST:
        this.endOpenSet(segment.offset);
        return this.openSet(segment);
      case ids.SE:
        return this.endSet(segment);
      case ids.GE:
        this.endOpenSet(segment.offset);
        this.group = null;
        return;
      case ids.IEA:
        return this.endOpenSet(segment.offset);
    }
    if (set === null) {
      if (segment.id === ids.TA1) {
        this.ta1s++;
        this.listener.ta1?.(segment, this.headOf('', '', null));
      } else if (!besideGroups.has(segment.id))
        this.report(
          segment.offset,
          'A segment stands outside any transaction set (ST to SE) and was not read',
        );
    } else if (segment.id === 0 || segment.id === ids.ISA) {
      if (set.events !== null) this.report(segment.offset, 'A segment cannot be read');
    } else set.events?.segment(segment);
  }

  private headOf(type: string, st03: string, control: string | null): SetHead {
    const { header, group } = this;
    const { control: groupControl, sender, receiver, day, guide } = group ?? noGroup;
    const { delimiters, controlNumber } = header!;
    return {
      type,
      guide: st03 || guide,
      interchange: controlNumber,
      group: group && groupControl,
      transaction: control,
      senders: [header!.sender, sender],
      receivers: [header!.receiver, receiver],
      day: group === null ? this.headerDay : day,
      delimiters,
    };
  }

  private openSet(segment: Segment): void {
    const type = segment.text(1).trim();
    const head = this.headOf(type, segment.text(3).trim(), segment.text(2).trim());
    const events = this.wanters.find((wanter) => wanter.open(head)) ?? null;
    if (events !== null) this.sets++;
    else if (!/^\d{3}$/.test(type))
      this.report(segment.offset, 'A transaction set was not read: its ST01 is not three digits');
    else {
      if (this.otherTypes.size < MOST_TYPES) this.otherTypes.add(type);
      this.listener.other?.(head, segment.offset);
    }
    this.set = { type, events, segments: 1 };
  }

  private endSet(se: Segment): void {
    const { set } = this;
    if (set === null) return this.report(se.offset, 'A transaction set ends (SE) that has not begun (ST)');
    const stated = se.text(1).trim();
    if (set.events !== null && Number(stated) !== set.segments)
      this.report(
        se.offset,
        `A transaction set ${set.type} has ${set.segments} segments, and its SE01 states another number`,
      );
    this.leaveSet();
  }

  /** Something else than SE ends the open set. */
  private endOpenSet(offset: number): void {
    if (this.set !== null && this.set.events !== null)
      this.report(offset, `A transaction set ${this.set.type} has no end (SE): a part of it was lost`);
    this.leaveSet();
  }

  private leaveSet(): void {
    this.set?.events?.close();
    this.set = null;
  }

  /** @param offset 0-based, in bytes */
  private report(offset: number, what: string): void {
    const message = `${what} (at byte ${offset}).`;
    this.fault ??= message;
    this.listener.unread?.(message, offset);
  }
}

const MOST_TYPES = 10;

/** A day of six digits, YYMMDD, of this century; 0 if it is not one. */
function shortDay(text: string): Day {
  const day = /^\d{6}$/.test(text) ? 20_000_000 + Number(text) : 0;
  return isDay(day) ? day : 0;
}
