import { describeHead } from '../../rules/x12-not-an-interchange';
import { type X12Events, X12Reader } from '../../x12/reader';
import { packId, type Segment } from '../../x12/segment';

/** Receives the segments of the transaction sets that it wants. */
export interface SetEvents {
  /** Whether a set is wanted: by ST01, and by ST03 or else GS08. */
  open(type: string, guide: string): boolean;
  /** A segment between ST and SE of a wanted set. The window is valid until the call returns. */
  segment(segment: Segment): void;
  /** The wanted set has ended, with its SE or without. */
  close(): void;
}

const ISA = packId('ISA');
const GS = packId('GS');
const ST = packId('ST');
const SE = packId('SE');
const GE = packId('GE');
const IEA = packId('IEA');
/** Segments allowed in an interchange outside its groups. */
const besideGroups: ReadonlySet<number> = new Set(['TA1', 'ISB', 'ISE'].map(packId));

interface OpenSet {
  readonly type: string;
  /** Who wants it; null: nobody. */
  readonly events: SetEvents | null;
  /** Segments so far, ST included. */
  segments: number;
}

/** Finds the sets in a file of answers: several sets and interchanges, in any order. `push` its chunks, then `end`. */
export class SetReader {
  /** Wanted sets. */
  sets = 0;
  /** ST01 of sets that are not wanted; a few of them. */
  readonly otherTypes = new Set<string>();
  /** The first reason why segments may be missing; null if everything was read. */
  fault: string | null = null;
  private readonly reader: X12Reader;
  private guide = '';
  private set: OpenSet | null = null;

  private readonly wanters: readonly SetEvents[];

  /** @param wanters the first of them that wants a set gets it */
  constructor(...wanters: readonly SetEvents[]) {
    this.wanters = wanters;
    const handlers: X12Events = {
      interchange: (_, offset) => {
        this.endOpenSet(offset);
        this.guide = '';
      },
      segment: (segment) => this.segment(segment),
      skipSegments: () => true,
      skim: (record) => record,
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
        this.fault ??= describeHead(head, found);
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
    if (set !== null) set.segments++;
    switch (segment.id) {
      case GS:
        this.endOpenSet(segment.offset);
        this.guide = segment.text(8);
        return;
      case ST:
        this.endOpenSet(segment.offset);
        return this.openSet(segment);
      case SE:
        return this.endSet(segment);
      case GE:
      case IEA:
        return this.endOpenSet(segment.offset);
    }
    if (set === null) {
      if (!besideGroups.has(segment.id))
        this.report(
          segment.offset,
          'A segment stands outside any transaction set (ST to SE) and was not read',
        );
    } else if (segment.id === 0 || segment.id === ISA) {
      if (set.events !== null) this.report(segment.offset, 'A segment cannot be read');
    } else set.events?.segment(segment);
  }

  private openSet(segment: Segment): void {
    const type = segment.text(1).trim();
    const guide = segment.text(3).trim() || this.guide.trim();
    const events = this.wanters.find((wanter) => wanter.open(type, guide)) ?? null;
    if (events !== null) this.sets++;
    else if (!/^\d{3}$/.test(type))
      this.report(segment.offset, 'A transaction set was not read: its ST01 is not three digits');
    else if (this.otherTypes.size < MOST_TYPES) this.otherTypes.add(type);
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
    this.fault ??= `${what} (at byte ${offset}).`;
  }
}

const MOST_TYPES = 10;
