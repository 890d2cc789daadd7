import type { Segment } from '../x12/segment';
import { EnvelopeAnswer } from './envelope-answer';
import { dayOf, dayText, groupOf, isa, isaOf, isTime, NO_DAY, routeOf } from './route';
import { InterchangeWriter, segment } from './segments';

/** TA105: ISA09 is not a date, or ISA10 not a time. TA1 repeats both, so it needs substitutes. */
const WRONG_DATE = '014';
const WRONG_TIME = '015';

/**
 * The TA1: one interchange for each, with nothing else in it. It covers ISA and IEA and whatever is directly between
 * them.
 */
export class InterchangeAnswer extends EnvelopeAnswer {
  openGroup(gs: Segment): void {
    this.faults.openGroup();
    // The date of the first one is used.
    this.group ??= groupOf(gs);
  }

  openSet(): void {
    this.faults.openSet();
  }

  closeSet(se: Segment | null): void {
    this.faults.close('set', se !== null);
  }

  closeGroup(ge: Segment | null): void {
    this.faults.close('group', ge !== null);
  }

  closeInterchange(iea: Segment | null): void {
    const faults = this.faults.close('interchange', iea !== null)!;
    const header = this.header!;
    const route = routeOf(header, this.group, this.options);
    const day = dayOf(header);
    // Only noted: no claim is judged by these.
    if (day === 0) faults.add('warning', WRONG_DATE);
    if (!isTime(isa(header, 10))) faults.add('warning', WRONG_TIME);
    const code = faults.worst === null ? 'A' : faults.worst === 'error' ? 'R' : 'E';
    const [note = '000'] = faults.codes;
    const control = isa(header, 13).replace(/\D/g, '').slice(0, 9).padStart(9, '0');
    const date = dayText(day || this.group?.date || NO_DAY).slice(2);
    const writer = new InterchangeWriter(isaOf(route, this.controls.take(header)), this.text);
    writer.addOutside(segment('TA1', control, date, route.time, code, note));
    writer.close();
  }
}
