/** A claim file as plain data, before it is written down: what the arbitraries make and the writer renders. */

export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly repetition: string;
  /** One character, or CR LF. */
  readonly terminator: string;
}

export type Kind = 'P' | 'I' | 'D';
export type Edition = '5010' | 'encounter' | '4010';

export interface Guide {
  readonly kind: Kind;
  readonly edition: Edition;
  readonly suffix: string;
  /** GS08 names the version alone, or another guide than ST03 does. */
  readonly gs08: 'same' | 'version' | 'claims';
}

/** A DTP's qualifier and value. */
export interface ServiceDate {
  readonly qualifier: string;
  readonly value: string;
}

export const lookAlikes = [
  'provider-taxonomy',
  'billing-qualifier',
  'other-payer',
  'other-billing',
  'occurrence-span',
  'secondary-id',
  'other-dates',
  'note',
] as const;
export type LookAlike = (typeof lookAlikes)[number];

export interface Line {
  readonly date: ServiceDate | null;
  readonly lookAlikes: readonly LookAlike[];
}

export interface ClaimModel {
  readonly charge: string;
  readonly frequency: string;
  /** Bytes at the end of CLM01. */
  readonly idTail: string;
  /** 434 of an institutional claim, 472 of a dental one. */
  readonly date: ServiceDate | null;
  readonly code: string;
  readonly otherNpi: string;
  readonly otherPayer: string;
  readonly lookAlikes: readonly LookAlike[];
  readonly lines: readonly Line[];
}

export interface Person {
  readonly last: string;
  readonly first: string;
  readonly address: string;
  readonly city: string;
  readonly birthDate: string;
}

export interface Patient {
  readonly person: Person;
  readonly claims: readonly ClaimModel[];
}

export interface Subscriber {
  readonly person: Person;
  readonly memberId: string;
  /** NM109 of the payer, '' where it is left out; null where the payer loop is. */
  readonly payer: string | null;
  readonly filing: string;
  readonly parent: 'good' | 'empty' | 'unknown';
  /** A PRV under HL 22, where none belongs. */
  readonly strayTaxonomy: string | null;
  readonly claims: readonly ClaimModel[];
  readonly patients: readonly Patient[];
}

/** Elements of a PRV after the tag; `{own}` stands for the PRV02 of the file's version, `{other}` for the other's. */
export type Taxonomy = readonly string[];

export interface Billing {
  readonly name: string;
  /** NM108 and NM109. */
  readonly id: readonly [string, string];
  readonly zip: string;
  readonly taxonomy: Taxonomy | null;
  readonly misplaced: {
    readonly after: 'name' | 'address' | 'reference' | 'pay-to';
    readonly taxonomy: Taxonomy;
  } | null;
  readonly currency: boolean;
  readonly payTo: boolean;
  readonly subscribers: readonly Subscriber[];
}

export interface ClaimSet {
  readonly is: 'claims';
  readonly bht04: string;
  readonly purpose: string;
  readonly receiver: string;
  /** A CLM before any HL. */
  readonly orphan: ClaimModel | null;
  readonly loops: readonly Billing[];
}

/** A transaction set that is no 837 and has everything in it that an 837 has. */
export interface OtherSet {
  readonly is: '277' | '835' | '999';
  readonly npi: string;
  readonly code: string;
}

export interface Group {
  readonly guide: Guide;
  readonly receiver: string;
  readonly sets: readonly (ClaimSet | OtherSet)[];
}

export interface Fault {
  readonly trailer: 'SE' | 'GE' | 'IEA';
  readonly what: 'missing' | 'count' | 'control';
  /** Which of the trailers of that name, counted round. */
  readonly which: number;
}

/** Segments to put somewhere between an ST and its SE. */
export interface Extra {
  readonly at: number;
  readonly segment: readonly string[];
}

export interface InterchangeDirt {
  /** What follows each terminator, taken in turn. */
  readonly lineEnds: readonly string[];
  /** After every n-th segment stands an empty one; 0: never. */
  readonly empties: number;
  readonly wrap: { readonly columns: number; readonly newline: string; readonly from: number } | null;
  /** Characters that the ISA has too few or too many. */
  readonly isaWidth: number;
  readonly faults: readonly Fault[];
  readonly extras: readonly Extra[];
}

export interface Interchange {
  readonly delimiters: Delimiters;
  readonly receiver: string;
  readonly acknowledgement: boolean;
  readonly groups: readonly Group[];
  readonly dirt: InterchangeDirt;
  /** A whole interchange that starts in the middle of this one. */
  readonly nested: { readonly at: number; readonly interchange: Interchange } | null;
}

export interface FileModel {
  readonly interchanges: readonly Interchange[];
  /** What stands before the first interchange and after each. */
  readonly between: readonly string[];
  /** The white space at the end is lost, and with it the last terminator where that is a line end. */
  readonly trimmed: boolean;
  /** The share of the bytes that arrived; null: all. */
  readonly cutAt: number | null;
}
