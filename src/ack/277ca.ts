import type { Verdict } from '../check/verdict';
import type { Claim } from '../claim/claim';
import type { Outcome } from '../finding';
import type { Segment } from '../x12/segment';
import { ClaimSetAnswer } from './claim-set';
import { EnvelopeAnswer } from './envelope-answer';
import type { LevelFaults } from './faults';
import { Names } from './names';
import { prvFaultsOf } from './prv-fault';
import { groupOf, gsOf, isaOf, type Route, routeOf } from './route';
import { InterchangeWriter } from './segments';
import { type Rejection, rejectionsOf } from './status';

const VERSION = '005010X214';

/**
 * The 277CA (005010X214): a set for each 837 with claims, a group for each group, an interchange for each interchange.
 * Omits whatever has no claims, and whatever the 999 or TA1 rejects as a whole.
 * A rejection may be known only from a trailer, after the claims. A set is held until its SE, because its totals come
 * first. Holding a group or an interchange until GE or IEA would take unlimited memory, and input from a pipe cannot be
 * read twice; so output is written as the sets end, and cut off again if their group or interchange is rejected. The
 * file appears under its name only when it is complete, so that no reader sees what is cut off.
 */
export class ClaimAnswer extends EnvelopeAnswer {
  claimsLeftOut = 0;
  private readonly names = new Names();
  /** Claims that may still be rejected with an open level: those of the open set, and those already written. */
  private readonly claims = { set: 0, group: 0, interchange: 0 };
  private set: ClaimSetAnswer | null = null;
  private setFaults: LevelFaults | null = null;
  private route: Route | null = null;
  private writer: InterchangeWriter | null = null;
  private control = 0;
  private last: { readonly verdict: Verdict | null; readonly rejections: readonly Rejection[] } | null = null;

  openGroup(gs: Segment): void {
    this.faults.openGroup();
    // A set outside of any group was written into a group of its own.
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
    for (const { severity } of prvFaultsOf(verdict)) this.setFaults!.add(severity, null);
    this.claims.set++;
    this.set ??= new ClaimSetAnswer(this.names, this.route!, this.options, claim);
    this.set.add(claim, this.rejectionsOf(outcome, verdict));
  }

  /** Claims of a loop mostly share their verdict. */
  private rejectionsOf(outcome: Outcome, verdict: Verdict | null): readonly Rejection[] {
    if (verdict === null || verdict !== this.last?.verdict)
      this.last = { verdict, rejections: rejectionsOf(outcome, verdict) };
    return this.last.rejections;
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
