import type { Claim } from '../claim/claim';
import type { Verdict } from '../file-checker';
import type { Outcome } from '../finding';
import type { InterchangeHeader } from '../x12/header';
import type { Segment } from '../x12/segment';
import type { Acknowledgement, Write } from './acknowledgement';
import { ClaimSetAnswer } from './claim-set';
import { Names } from './names';
import {
  type AckOptions,
  ControlNumbers,
  type Group,
  groupOf,
  gsOf,
  isaOf,
  type Route,
  routeOf,
} from './route';
import { InterchangeWriter } from './segments';
import { rejectionsOf } from './status';

const VERSION = '005010X214';

/**
 * The 277CA (005010X214): a set for each 837 that holds claims, a group for each group, an interchange for each
 * interchange. What holds no claim is not answered.
 */
export class ClaimAnswer implements Acknowledgement {
  private readonly controls: ControlNumbers;
  private readonly names = new Names();
  private header: InterchangeHeader | null = null;
  private group: Group | null = null;
  private set: ClaimSetAnswer | null = null;
  private route: Route | null = null;
  private writer: InterchangeWriter | null = null;
  private control = 0;

  constructor(
    private readonly options: AckOptions,
    private readonly write: Write,
  ) {
    this.controls = new ControlNumbers(options);
  }

  openInterchange(header: InterchangeHeader): void {
    this.header = header;
    this.group = null;
  }

  openGroup(gs: Segment): void {
    // A set that stands outside of any group was answered in one.
    this.closeGroup();
    this.group = groupOf(gs);
  }

  openSet(): void {
    this.names.openSet();
    this.set = null;
    this.route = routeOf(this.header!, this.group, this.options);
  }

  segment(segment: Segment): void {
    this.names.read(segment);
  }

  claim(claim: Claim, outcome: Outcome, verdict: Verdict | null): void {
    this.set ??= new ClaimSetAnswer(this.names, this.route!, this.options, claim);
    this.set.add(claim, rejectionsOf(outcome, verdict));
  }

  closeSet(): void {
    const { set, route } = this;
    if (set === null) return;
    const writer = this.open(route!);
    const reference = `${String(this.control).padStart(9, '0')}${writer.nextSet}`;
    writer.openSet('277', VERSION);
    for (const text of set.segments(reference)) writer.add(text);
    writer.closeSet();
    this.set = null;
  }

  closeGroup(): void {
    this.writer?.closeGroup();
    this.group = null;
  }

  closeInterchange(): void {
    this.closeGroup();
    this.writer?.close();
    this.writer = null;
  }

  private open(route: Route): InterchangeWriter {
    if (this.writer === null) {
      this.control = this.controls.take(this.header!);
      this.writer = new InterchangeWriter(isaOf(route, this.control), this.write);
    }
    if (!this.writer.isGroupOpen) this.writer.openGroup(gsOf(route, 'HN'), VERSION);
    return this.writer;
  }
}
