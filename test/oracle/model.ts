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

/** What the inside of a set is written by. */
export interface Guide {
  readonly kind: Kind;
  readonly edition: Edition;
  readonly suffix: string;
}

export interface ServiceDate {
  /** DTP01; null: the usual one of its place. */
  readonly dates: string | null;
  /** DTP02 and what follows. */
  readonly values: readonly string[];
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

/** A loop of a provider, such as 2310B or 2420A. */
export interface ProviderModel {
  readonly entity: string;
  /** NM102 and what follows; `{billing}` stands for the NPI of the billing provider. */
  readonly name: Name;
  readonly between: readonly (readonly string[])[];
  /** `{role}` stands for the PRV01 of the entity. */
  readonly taxonomies: readonly Taxonomy[];
  readonly more: readonly (readonly string[])[];
}

export interface Line {
  /** LX01. */
  readonly number: string;
  readonly date: ServiceDate | null;
  readonly lookAlikes: readonly LookAlike[];
  readonly providers: readonly ProviderModel[];
  /** After an SVD; null: there is none. */
  readonly adjudicated: readonly ProviderModel[] | null;
}

export interface ClaimModel {
  readonly charge: string;
  /** CLM05-1 and CLM05-2; null: the usual ones. */
  readonly bill: readonly [facility: string, qualifier: string] | null;
  readonly frequency: string;
  readonly providers: readonly ProviderModel[];
  /** Of another payer, after an SBR. */
  readonly otherProviders: readonly ProviderModel[];
  /** Bytes at the end of CLM01. */
  readonly idTail: string;
  /** 434 of an institutional claim, 472 of a dental one. */
  readonly date: ServiceDate | null;
  /** Others at the claim, of whatever kind it is. */
  readonly moreDates: readonly ServiceDate[];
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
  /** An NM1*85, where none belongs. */
  readonly strayName: Name | null;
  readonly claims: readonly ClaimModel[];
}

export interface Subscriber {
  readonly person: Person;
  readonly memberId: string;
  /** NM109 of the payer, '' where it is left out; null where the payer loop is. */
  readonly payer: string | null;
  readonly filing: string;
  readonly parent: 'good' | 'empty' | 'unknown';
  /** A PRV and an NM1*85 under HL 22, where none belongs. */
  readonly strayTaxonomy: string | null;
  readonly strayName: Name | null;
  readonly claims: readonly ClaimModel[];
  readonly patients: readonly Patient[];
}

/** Elements of a PRV after the tag; `{own}` stands for the PRV02 of the file's version, `{other}` for the other's. */
export type Taxonomy = readonly string[];

/** NM102 and what follows of an NM1*85. */
export type Name = readonly string[];

export interface Billing {
  /** Mostly one. */
  readonly names: readonly Name[];
  readonly zip: string;
  /** Before the first name. */
  readonly taxonomies: readonly Taxonomy[];
  readonly misplaced: readonly {
    readonly after: 'name' | 'address' | 'reference' | 'pay-to';
    readonly taxonomy: Taxonomy;
  }[];
  readonly currency: boolean;
  readonly payTo: boolean;
  readonly subscribers: readonly Subscriber[];
}

export interface ClaimSet {
  readonly is: 'claims';
  readonly st01: string;
  readonly guide: Guide;
  /** Empty: left out. */
  readonly st03: string;
  /** HL01 of the first level, and what is added for each further one. */
  readonly numbering: readonly [first: number, step: number];
  /** An NM1*85 before any HL. */
  readonly strayName: Name | null;
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
  readonly st03: string;
  readonly npi: string;
  readonly code: string;
}

export interface Group {
  readonly gs01: string;
  readonly gs08: string;
  readonly receiver: string;
  readonly sets: readonly (ClaimSet | OtherSet)[];
}

export interface Fault {
  readonly trailer: 'SE' | 'GE' | 'IEA';
  readonly what: 'missing' | 'count' | 'control';
  /** Which of the trailers of that name, counted round. */
  readonly which: number;
}

/** A segment to put somewhere between an ST and its SE, or somewhere outside of the sets. */
export interface Extra {
  readonly at: number;
  readonly inSet: boolean;
  readonly segment: readonly string[];
}

/** Damage to the way in which segments are written. */
export interface Damage {
  readonly at: number;
  /** The tags of the segments to choose from; null: any. */
  readonly tags: readonly string[] | null;
  readonly what:
    | { readonly is: 'lower case' | 'missing separator' | 'no data' | 'only separators' }
    /** Something before the tag or behind it, or another tag in its place. */
    | { readonly is: 'before' | 'behind' | 'instead'; readonly text: string }
    /** Of the segment, or of all of its claim, set or group. */
    | {
        readonly is: 'separator';
        readonly of: 'segment' | 'claim' | 'set' | 'group';
        readonly separator: string;
      };
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
  readonly damages: readonly Damage[];
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
