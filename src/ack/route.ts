import { type Day, isDay } from '../values/dates';
import type { Delimiters } from '../x12/header';
import type { Segment } from '../x12/segment';
import { idText, longest, unknown } from './values';

/** Settings for acknowledgements; null: taken from the file. */
export interface AckOptions {
  /**
   * The sender and receiver of the acknowledgement: ISA06 and ISA08, GS02 and GS03, and NM109 in a 277CA; 2 to 15
   * characters.
   */
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly date: Day | null;
  /** ISA13 of the first interchange; each further one has the next number. */
  readonly control: number | null;
}

/** ISA of the interchange that is acknowledged. */
export interface Header {
  /** Without line breaks. */
  readonly text: string;
  readonly delimiters: Delimiters;
}

/** GS of the group that is acknowledged. */
export interface Group {
  /** GS01. */
  readonly functionalId: string;
  readonly sender: string;
  readonly receiver: string;
  /** GS04. */
  readonly date: Day;
  /** GS06. */
  readonly control: string;
  /** GS08. */
  readonly version: string;
}

export function groupOf(gs: Segment): Group {
  return {
    functionalId: gs.text(1).trim(),
    sender: gs.text(2),
    receiver: gs.text(3),
    date: gs.day(4, 0),
    control: gs.text(6),
    version: gs.text(8),
  };
}

/** An acknowledgement goes from the file's receiver to its sender. */
export interface Route {
  readonly sender: Party;
  readonly receiver: Party;
  /** YYYYMMDD, HHMM. */
  readonly date: string;
  readonly time: string;
  /** ISA15: P, or T for a test. */
  readonly usage: string;
}

/** One party, in the three forms used in an envelope. */
interface Party {
  /** ISA05 or ISA07. */
  readonly qualifier: string;
  /** ISA06 or ISA08. */
  readonly id: string;
  /** GS02 or GS03. */
  readonly code: string;
}

/** @param group null if the acknowledged level is not in a group */
export function routeOf(header: Header, group: Group | null, options: AckOptions): Route {
  return {
    sender: partyOf(options.sender, isa(header, 7), isa(header, 8), group?.receiver),
    receiver: partyOf(options.receiver, isa(header, 5), isa(header, 6), group?.sender),
    date: dayText(options.date ?? (group?.date || dayOf(header) || NO_DAY)),
    time: isTime(isa(header, 10)) ? isa(header, 10) : '0000',
    usage: isa(header, 15) === 'T' ? 'T' : 'P',
  };
}

/** Element n of the ISA, without padding. */
export function isa({ text, delimiters }: Header, n: number): string {
  return (text.split(String.fromCharCode(delimiters.element))[n] ?? '').trim();
}

/** ISA01 to ISA15, except the delimiter among them. */
export function isaOf({ sender, receiver, date, time, usage }: Route, control: number): string[] {
  const parties = [sender.qualifier, sender.id, receiver.qualifier, receiver.id];
  const own = [date.slice(2), time, '', '00501', String(control), '0', usage];
  return ['00', '', '00', '', ...parties, ...own];
}

/** GS01 to GS05. */
export function gsOf({ sender, receiver, date, time }: Route, functionalId: string): string[] {
  return [functionalId, sender.code, receiver.code, date, time];
}

export function dayText(day: Day): string {
  return String(day).padStart(8, '0');
}

/** Assigns ISA13: counts from the caller's first number, or from that of the first interchange acknowledged. */
export class ControlNumbers {
  private next: number | null;

  constructor({ control }: AckOptions) {
    this.next = control;
  }

  /** The number for acknowledging this interchange; the same number again until it is used. */
  numberFor(header: Header): number {
    return (this.next ?? Number(isa(header, 13).replace(/\D/g, '').slice(0, 9))) || 1;
  }

  use(number: number): void {
    this.next = number === 999_999_999 ? 1 : number + 1;
  }

  take(header: Header): number {
    const number = this.numberFor(header);
    this.use(number);
    return number;
  }
}

/** Values of ISA05 and ISA07 in the guides. */
const qualifiers = ['01', '14', '20', '27', '28', '29', '30', '33', 'ZZ'];

function partyOf(given: string | null, qualifier: string, isaId: string, gsCode = ''): Party {
  if (given !== null) return { qualifier: 'ZZ', id: given, code: given };
  const id = idText(isaId, longest.code) || unknown;
  return {
    qualifier: qualifiers.includes(qualifier) ? qualifier : 'ZZ',
    id,
    code: idText(gsCode, longest.code) || id,
  };
}

/** For a required date if the file has no valid one; never the date of a real acknowledgement. */
export const NO_DAY: Day = 19000101;

/** ISA09, which has no century; dates before 1970 are not expected. 0 if it is not a date. */
export function dayOf(header: Header): Day {
  const text = isa(header, 9);
  if (!/^\d{6}$/.test(text)) return 0;
  const day = Number(text) + (text < '70' ? 20_000_000 : 19_000_000);
  return isDay(day) ? day : 0;
}

/** HHMM. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3])[0-5]\d$/.test(text);
}
