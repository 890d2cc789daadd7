import type { AnswerPayer as Payer, AnswerProvider as Provider } from '../../answers/answer';
import { faultOfMedicaidId } from '../../registry/medicaid-id';
import { plainId } from '../../rules/policy';
import type { Day } from '../../values/dates';
import { addMoney, type Money, noMoney } from '../../values/money';

/** A number that a payer has for a provider, as its answers have it. */
export interface ProviderNumber {
  readonly npi: string;
  readonly number: string;
  readonly name: string;
  readonly payer: Payer;
  /** Loops and segments in which it stands, such as `1000B REF*PQ`. */
  readonly places: Set<string>;
  /** The days of the first and the last answer with claims of it; 0 if unknown. */
  first: Day;
  last: Day;
  claims: number;
  paid: Money;
}

/** With how many numbers of its payer an NPI stands. */
export interface RankedNumber extends ProviderNumber {
  /** The numbers that the payer has for the NPI; 1 where there is no NPI. */
  readonly numbersOfNpi: number;
}

/** The most different numbers that are kept, and the most NPIs. */
const MOST_NUMBERS = 100_000;
/** The most payers that are kept to be named. */
const MOST_PAYERS = 10;

/** Collects the provider numbers of any number of answers, in bounded memory. */
export class ProviderNumbers {
  /** Whether there were more numbers than can be kept. */
  isFull = false;
  /** Payers whose numbers are not collected, by ID; a few of them. */
  readonly otherPayers = new Map<string, Payer>();
  private readonly numbers = new Map<string, ProviderNumber>();
  private readonly npis = new Set<string>();
  /** Values in the place of a number that cannot be one, by NPI and payer. */
  private readonly unusables = new Set<string>();
  /** By their keys, so that all numbers of a payer have the name that it had first. */
  private readonly payers = new Map<string, Payer>();
  private readonly payerIds: ReadonlySet<string>;

  /** @param payerIds the payers whose numbers are collected; empty: all */
  constructor(
    payerIds: readonly string[] = [],
    private readonly most = MOST_NUMBERS,
  ) {
    this.payerIds = new Set(payerIds.map(plainId));
  }

  /** Notes that a payer's answer names this provider. */
  seen({ npi }: Provider, payer: Payer): void {
    if (npi === '' || !this.wants(payer)) return;
    if (this.npis.has(npi) || this.npis.size < this.most) this.npis.add(npi);
    else this.isFull = true;
  }

  /** The number of a provider, to count its claims; null if it is not collected. */
  find({ npi, name }: Provider, payer: Payer, value: string, place: string): ProviderNumber | null {
    const number = value.trim();
    if (number === '' || number === npi || !this.wants(payer)) return null;
    const payerKey = keyOf(payer);
    const key = [npi, payerKey, number].join('\0');
    if (faultOfMedicaidId(number) !== null) {
      if (this.unusables.size < this.most) this.unusables.add(key);
      return null;
    }
    let found = this.numbers.get(key);
    if (found === undefined) {
      if (this.numbers.size === this.most) {
        this.isFull = true;
        return null;
      }
      const none = { places: new Set<string>(), first: 0, last: 0, claims: 0, paid: noMoney };
      const known = this.payers.get(payerKey) ?? payer;
      this.payers.set(payerKey, known);
      found = { npi, number, name, payer: known, ...none };
      this.numbers.set(key, found);
    }
    found.places.add(place);
    return found;
  }

  /** Different values in the place of a number that cannot be one. */
  get unusable(): number {
    return this.unusables.size;
  }

  /** NPIs that the answers name without a number. */
  get npisWithoutNumber(): number {
    const numbered = new Set(Array.from(this.numbers.values(), ({ npi }) => npi));
    return [...this.npis].filter((npi) => !numbered.has(npi)).length;
  }

  /** Numbers of providers that the answers name without an NPI. */
  get withoutNpi(): number {
    return [...this.numbers.values()].filter(({ npi }) => npi === '').length;
  }

  /** First NPIs with several numbers of one payer, whose claims need the taxonomy; then by NPI, those without one last. */
  ranked(): readonly RankedNumber[] {
    const counts = new Map<string, number>();
    const groupOf = ({ npi, payer }: ProviderNumber) => `${npi}\0${keyOf(payer)}`;
    for (const number of this.numbers.values())
      counts.set(groupOf(number), (counts.get(groupOf(number)) ?? 0) + 1);
    const ranked = Array.from(this.numbers.values(), (number) => ({
      ...number,
      numbersOfNpi: number.npi === '' ? 1 : counts.get(groupOf(number))!,
    }));
    const sortKey = ({ numbersOfNpi, npi, payer, number }: RankedNumber) =>
      [numbersOfNpi > 1 ? 0 : 1, npi === '' ? 1 : 0, npi, keyOf(payer), number] as const;
    return ranked.sort((a, b) => compare(sortKey(a), sortKey(b)));
  }

  private wants(payer: Payer): boolean {
    if (this.payerIds.size === 0 || this.payerIds.has(plainId(payer.id))) return true;
    if (this.otherPayers.size < MOST_PAYERS) this.otherPayers.set(keyOf(payer), payer);
    return false;
  }
}

/** Payers are told apart by their IDs, and by their names where they have none. */
function keyOf({ id, name }: Payer): string {
  return plainId(id) || plainId(name);
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  if (at === -1) return 0;
  return a[at]! < b[at]! ? -1 : 1;
}

/** Adds claims that an answer of that day has. @param day 0 if unknown */
export function addClaims(number: ProviderNumber, day: Day, claims: number, paid: Money): void {
  if (day !== 0) {
    if (number.first === 0 || day < number.first) number.first = day;
    if (day > number.last) number.last = day;
  }
  number.claims += claims;
  number.paid = addMoney(number.paid, paid);
}
