import type { Finding } from '../finding';
import type { InterchangeHeader } from '../x12/header';
import type { Segment } from '../x12/segment';
import type { Acknowledgement, Write } from './acknowledgement';
import { EnvelopeFaults } from './faults';
import { type AckOptions, ControlNumbers, type Group, groupOf, isa, isaOf, routeOf } from './route';
import { InterchangeWriter, segment } from './segments';

/** The TA1: for each interchange one that holds nothing else. It speaks of ISA and IEA and of what stands right between them. */
export class InterchangeAnswer implements Acknowledgement {
  private readonly controls: ControlNumbers;
  private readonly faults = new EnvelopeFaults();
  private header: InterchangeHeader | null = null;
  /** The first group, for its date. */
  private group: Group | null = null;

  constructor(
    private readonly options: AckOptions,
    private readonly write: Write,
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
    const { worst, codes } = this.faults.close('interchange', iea !== null)!;
    const header = this.header!;
    const route = routeOf(header, this.group, this.options);
    const code = worst === null ? 'A' : worst === 'error' ? 'R' : 'E';
    const [note = '000'] = codes;
    const control = isa(header, 13).replace(/\D/g, '').slice(0, 9).padStart(9, '0');
    const date = /^\d{6}$/.test(isa(header, 9)) ? isa(header, 9) : route.date.slice(2);
    const writer = new InterchangeWriter(isaOf(route, this.controls.take(header)), this.write);
    writer.addOutside(segment('TA1', control, date, route.time, code, note));
    writer.close();
  }
}
