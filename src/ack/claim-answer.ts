import type { Claim } from '../claim/claim';
import type { Verdict } from '../file-checker';
import type { Finding, Outcome } from '../finding';
import type { InterchangeHeader } from '../x12/header';
import type { Segment } from '../x12/segment';
import type { Acknowledgement, AnswerText } from './acknowledgement';
import { ClaimSetAnswer } from './claim-set';
import { EnvelopeFaults, type LevelFaults } from './faults';
import { Names } from './names';
import { prvFaultOf } from './prv-fault';
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
 * interchange. What holds no claim is not answered, and what the 999 or TA1 rejects is left to them: what was received
 * as a whole can be answered claim by claim, nothing else.
 *
 * Whether it was is known from the trailers, after the claims. A set is held until its own, because its totals come
 * first. To hold a group or an interchange until theirs would take as much memory as the file asks for, and a second
 * reading could not be had of what comes through a pipe: so the answer is written as the sets end, and cut off again
 * where a group or an interchange turns out to be rejected. Nobody reads it before it is whole.
 */
export class ClaimAnswer implements Acknowledgement {
  claimsLeftOut = 0;
  private readonly controls: ControlNumbers;
  private readonly faults = new EnvelopeFaults();
  private readonly names = new Names();
  /** Claims of what is open, which may still be rejected with it: a set in hand, sets that were answered. */
  private readonly claims = { set: 0, group: 0, interchange: 0 };
  private header: InterchangeHeader | null = null;
  private group: Group | null = null;
  private set: ClaimSetAnswer | null = null;
  private setFaults: LevelFaults | null = null;
  private route: Route | null = null;
  private writer: InterchangeWriter | null = null;
  private control = 0;

  constructor(
    private readonly options: AckOptions,
    private readonly text: AnswerText,
  ) {
    this.controls = new ControlNumbers(options);
  }

  finding(finding: Finding): void {
    this.faults.find(finding);
  }

  openInterchange(header: InterchangeHeader): void {
    this.faults.openInterchange();
    this.header = header;
    this.group = null;
  }

  openGroup(gs: Segment): void {
    this.faults.openGroup();
    // A set that stands outside of any group was answered in one.
    this.keepGroup();
    this.group = groupOf(gs);
  }

  openSet(): void {
    this.setFaults = this.faults.openSet();
    this.names.openSet();
    this.set = null;
    this.route = routeOf(this.header!, this.group, this.options);
  }

  segment(segment: Segment): void {
    this.names.read(segment);
  }

  claim(claim: Claim, outcome: Outcome, verdict: Verdict | null): void {
    const prvFault = prvFaultOf(verdict);
    if (prvFault !== null) this.setFaults!.add(prvFault.severity, null);
    this.claims.set++;
    this.set ??= new ClaimSetAnswer(this.names, this.route!, this.options, claim);
    this.set.add(claim, rejectionsOf(outcome, verdict));
  }

  closeSet(se: Segment | null): void {
    const { worst } = this.faults.close('set', se !== null)!;
    const { set, claims } = this;
    this.set = null;
    if (worst === 'error') this.claimsLeftOut += claims.set;
    else {
      claims.group += claims.set;
      if (set !== null) this.write(set);
    }
    claims.set = 0;
  }

  closeGroup(ge: Segment | null): void {
    const { worst } = this.faults.close('group', ge !== null)!;
    if (worst === 'error') {
      this.writer?.takeBackGroup();
      this.claimsLeftOut += this.claims.group;
      this.claims.group = 0;
    }
    this.keepGroup();
    this.group = null;
  }

  closeInterchange(iea: Segment | null): void {
    const { worst } = this.faults.close('interchange', iea !== null)!;
    this.keepGroup();
    const { writer, claims } = this;
    if (worst === 'error') this.claimsLeftOut += claims.interchange;
    if (worst === 'error' || !writer?.hasGroups) writer?.takeBack();
    else {
      writer.close();
      this.controls.use(this.control);
    }
    this.writer = null;
    claims.interchange = 0;
  }

  private keepGroup(): void {
    const { claims } = this;
    this.writer?.closeGroup();
    claims.interchange += claims.group;
    claims.group = 0;
  }

  private write(set: ClaimSetAnswer): void {
    const writer = this.open(this.route!);
    const reference = `${String(this.control).padStart(9, '0')}${writer.nextSet}`;
    writer.openSet('277', VERSION);
    for (const text of set.segments(reference)) writer.add(text);
    writer.closeSet();
  }

  private open(route: Route): InterchangeWriter {
    if (this.writer === null) {
      this.control = this.controls.numberFor(this.header!);
      this.writer = new InterchangeWriter(isaOf(route, this.control), this.text);
    }
    if (!this.writer.isGroupOpen) this.writer.openGroup(gsOf(route, 'HN'), VERSION);
    return this.writer;
  }
}
