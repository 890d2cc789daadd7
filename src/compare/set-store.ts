import type { ClaimSet } from '../claim/claim';
import { plainId } from '../rules/policy';
import type { Day } from '../values/dates';
import type { Names } from './names';
import { Distinct, Numbers } from './numbers';

/** What the sets of a file have in common: few differ. */
export interface Channel {
  readonly file: string | null;
  /** ISA06 and GS02; ISA08 and GS03; GS08 and ST03. */
  readonly senders: readonly [string, string];
  readonly receivers: readonly [string, string];
  readonly guides: readonly [string, string];
  /** The same for copies of a file. */
  readonly parties: string;
}

/** The columns with control numbers, as answers name them, and BHT03. */
export type Control = 'interchange' | 'group' | 'transaction' | 'reference';

/** Sets of claims, in columns. A set is known by its number. */
export class SetStore {
  private readonly channels = new Distinct<Channel>();
  private readonly channelNumbers = new Numbers(Int32Array);
  private readonly days = new Numbers(Int32Array);
  private readonly controls: Readonly<Record<Control, Numbers>> = {
    interchange: new Numbers(Uint32Array),
    group: new Numbers(Uint32Array),
    transaction: new Numbers(Uint32Array),
    reference: new Numbers(Uint32Array),
  };
  private last: ClaimSet | null = null;

  constructor(private readonly names: Names) {}

  get length(): number {
    return this.days.length;
  }

  /** The number of a set that claims are read of. */
  number(set: ClaimSet, file: string | null): number {
    if (set !== this.last) {
      this.last = set;
      this.add(set, file);
    }
    return this.length - 1;
  }

  channelNumber(set: number): number {
    return this.channelNumbers.at(set);
  }

  channel(set: number): Channel {
    return this.channels.values[this.channelNumbers.at(set)]!;
  }

  /** A control number, as the number of its text. */
  control(set: number, which: Control): number {
    return this.controls[which].at(set);
  }

  text(set: number, which: Control): string {
    return this.names.text(this.control(set, which));
  }

  /** BHT04. */
  day(set: number): Day {
    return this.days.at(set);
  }

  /** Whether two sets are one, given twice. */
  areCopies(a: number, b: number): boolean {
    if (a === b || this.channel(a).parties !== this.channel(b).parties || this.day(a) !== this.day(b))
      return false;
    return Object.values(this.controls).every((column) => column.at(a) === column.at(b));
  }

  private add(set: ClaimSet, file: string | null): void {
    const { senders, receivers, guides } = set;
    const parties = [...senders, ...receivers, ...guides].map(plainId).join('\0');
    const make = () => ({ file, senders, receivers, guides, parties });
    this.channelNumbers.push(this.channels.number(`${file}\0${parties}`, make));
    this.days.push(set.date);
    for (const which of ['interchange', 'group', 'transaction', 'reference'] as const)
      this.controls[which].push(this.names.number(set[which]?.trim() ?? ''));
  }
}
