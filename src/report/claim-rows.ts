import type { Severity } from '../finding';
import { fates } from './tally';

/** What the list says of a claim, worst first. */
export const listedFates = [...fates, 'clean', 'out-of-scope', 'unplaced'] as const;
export type ListedFate = (typeof listedFates)[number];

/** A claim as it is listed. */
export interface ListedClaim {
  /** CLM01. */
  readonly id: string;
  /** CLM02 as written. */
  readonly charge: string;
  /** Service dates, YYYY-MM-DD. */
  readonly from: string | null;
  readonly to: string | null;
  /** Last day to file it, YYYY-MM-DD; null if unknown. */
  readonly lastDay: string | null;
  readonly payerId: string | null;
  readonly payerName: string | null;
  /** Of the billing provider. */
  readonly npi: string | null;
  readonly name: string | null;
  readonly file: number;
  /** Number of the CLM segment. */
  readonly segment: number;
}

type Numbers = readonly number[] | Uint32Array;
type Named = readonly [id: string | null, name: string | null];
/** Service dates, and the last day to file, which goes with them. */
type Span = readonly [from: string | null, to: string | null, lastDay: string | null];

/** Listed claims, a column for each value: a million of them are handed to another thread at once. Plain data. */
export interface ClaimColumns {
  readonly count: number;
  readonly ids: readonly string[];
  readonly charges: readonly string[];
  /** Indices into `listedFates`, `spans`, `payers`, `providers`, and the files of the digest. */
  readonly fates: Numbers;
  readonly dates: Numbers;
  readonly payer: Numbers;
  readonly provider: Numbers;
  readonly file: Numbers;
  readonly segments: Numbers;
  /** The findings of claim n are `places[firstPlace[n]]` up to, but not including, `places[firstPlace[n + 1]]`. */
  readonly firstPlace: Numbers;
  readonly places: Numbers;
  readonly spans: readonly Span[];
  readonly payers: readonly Named[];
  /** NPI and name. */
  readonly providers: readonly Named[];
}

/** How many claims are listed: by the severity of their findings, so that warnings never displace errors; and others. */
export type Room = Readonly<Record<Severity | 'others', number>>;

/** Collects claims and their findings in file order. */
export class ClaimRows {
  private readonly ids: string[] = [];
  private readonly charges: string[] = [];
  private readonly fates = new NumberColumn();
  private readonly dates = new NumberColumn();
  private readonly payer = new NumberColumn();
  private readonly provider = new NumberColumn();
  private readonly file = new NumberColumn();
  private readonly segments = new NumberColumn();
  private readonly firstPlace = new NumberColumn();
  private readonly places = new NumberColumn();
  private readonly spans = new Distinct<Span>();
  private readonly payers = new Distinct<Named>();
  private readonly providers = new Distinct<Named>();
  private readonly counts: Record<keyof Room, number> = { error: 0, warning: 0, info: 0, others: 0 };
  private isOpen = false;

  constructor(private readonly room: Room) {}

  /** The next claim begins. */
  begin(): void {
    this.isOpen = false;
  }

  /**
   * Adds a finding of the current claim.
   * @param place returns the number of the finding's place; not called if there is no room
   * @returns whether the finding is listed
   */
  addFinding(severity: Severity, fate: ListedFate, claim: ListedClaim, place: () => number): boolean {
    if (!this.isOpen) {
      if (this.counts[severity] >= this.room[severity]) return false;
      this.counts[severity]++;
      this.add(claim, fate);
    }
    const number = listedFates.indexOf(fate);
    const last = this.fates.length - 1;
    if (number < this.fates.at(last)) this.fates.set(last, number);
    this.places.push(place());
    return true;
  }

  /** Adds a claim without findings. */
  addOther(fate: ListedFate, claim: () => ListedClaim): void {
    if (this.counts.others >= this.room.others) return;
    this.counts.others++;
    this.add(claim(), fate);
  }

  columns(): ClaimColumns {
    const firstPlace = new NumberColumn();
    for (let i = 0; i < this.firstPlace.length; i++) firstPlace.push(this.firstPlace.at(i));
    firstPlace.push(this.places.length);
    return {
      count: this.ids.length,
      ids: this.ids,
      charges: this.charges,
      fates: this.fates.values(),
      dates: this.dates.values(),
      payer: this.payer.values(),
      provider: this.provider.values(),
      file: this.file.values(),
      segments: this.segments.values(),
      firstPlace: firstPlace.values(),
      places: this.places.values(),
      spans: this.spans.values,
      payers: this.payers.values,
      providers: this.providers.values,
    };
  }

  private add(claim: ListedClaim, fate: ListedFate): void {
    this.isOpen = true;
    this.ids.push(claim.id);
    this.charges.push(claim.charge);
    this.fates.push(listedFates.indexOf(fate));
    this.dates.push(this.spans.numberOf([claim.from, claim.to, claim.lastDay]));
    this.payer.push(this.payers.numberOf([claim.payerId, claim.payerName]));
    this.provider.push(this.providers.numberOf([claim.npi, claim.name]));
    this.file.push(claim.file);
    this.segments.push(claim.segment);
    this.firstPlace.push(this.places.length);
  }
}

/** A listed claim by its number. */
export function claimAt(rows: ClaimColumns, at: number): ListedClaim {
  const [from, to, lastDay] = rows.spans[rows.dates[at]!]!;
  const [payerId, payerName] = rows.payers[rows.payer[at]!]!;
  const [npi, name] = rows.providers[rows.provider[at]!]!;
  const [file, segment] = [rows.file[at]!, rows.segments[at]!];
  return {
    id: rows.ids[at]!,
    charge: rows.charges[at]!,
    from,
    to,
    lastDay,
    payerId,
    payerName,
    npi,
    name,
    file,
    segment,
  };
}

export function fateAt(rows: ClaimColumns, at: number): ListedFate {
  return listedFates[rows.fates[at]!]!;
}

export function hasFindings({ firstPlace }: ClaimColumns, at: number): boolean {
  return firstPlace[at] !== firstPlace[at + 1];
}

/** The last day to file of a claim by its number. */
export function lastDayAt(rows: ClaimColumns, at: number): string | null {
  return rows.spans[rows.dates[at]!]![2];
}

/** Whether the last day to file is known of any of them. */
export function hasLastDays({ spans }: ClaimColumns): boolean {
  return spans.some(([, , lastDay]) => lastDay !== null);
}

/** The places of a claim's findings. */
export function placesAt(rows: ClaimColumns, at: number): readonly number[] {
  return [...rows.places.slice(rows.firstPlace[at], rows.firstPlace[at + 1])];
}

/** Numbers that are appended one by one. */
class NumberColumn {
  length = 0;
  private numbers = new Uint32Array(16);

  push(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Uint32Array(2 * this.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = number;
  }

  at(index: number): number {
    return this.numbers[index]!;
  }

  set(index: number, number: number): void {
    this.numbers[index] = number;
  }

  /** A copy, so that no more than these are handed on. */
  values(): Uint32Array {
    return this.numbers.slice(0, this.length);
  }
}

/** Numbers tuples of texts in the order in which they first come. */
class Distinct<T extends readonly (string | null)[]> {
  readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(value: T): number {
    const last = this.values.at(-1);
    if (last?.every((text, i) => text === value[i])) return this.values.length - 1;
    const key = JSON.stringify(value);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
