import type { AnswerKind, AnswerOutcome, ClaimAnswer } from '../answers/answer';
import { statusText } from '../answers/taxonomy-answers';
import { Tuples } from '../registry/packed/tuples';
import { plainId } from '../rules/policy';
import { type Day, dayOf } from '../values/dates';
import { centsOf } from './cents';
import type { Party } from './claim-store';
import type { Names } from './names';
import { Distinct, Numbers } from './numbers';
import { bitOf } from './roles';

/** Where answers come from: few differ. */
export interface Source {
  readonly kind: AnswerKind;
  readonly file: string | null;
  readonly senders: readonly [string, string];
  readonly receivers: readonly [string, string];
  readonly payer: Party;
}

/** What an answer says, as a few words: few differ. */
export interface Said {
  readonly outcome: AnswerOutcome;
  /** Codes, such as `A7:145:85` or `CO-16, N255`. */
  readonly reason: string;
  /** Bits of roles; 0: not about a taxonomy. */
  readonly roles: number;
}

/** A number that a payer has for a billing provider. */
export interface NumberShown {
  readonly npi: string;
  readonly number: string;
}

/** Answers to claims, in columns: about 70 bytes an answer. */
export class AnswerStore {
  private readonly sources = new Distinct<Source>();
  /** What the answers of a set have in common: source, interchange, day and BHT03. */
  private readonly heads = new Tuples(4);
  readonly said = new Distinct<Said>();
  readonly numbers = new Distinct<NumberShown>();
  private readonly ids = new Numbers(Uint32Array);
  private readonly payerIds = new Numbers(Uint32Array);
  private readonly headNumbers = new Numbers(Int32Array);
  private readonly saidNumbers = new Numbers(Int32Array);
  private readonly providers = new Distinct<string>();
  private readonly providerNumbers = new Numbers(Int32Array);
  private readonly shownNumbers = new Numbers(Int32Array);
  private readonly firstDays = new Numbers(Int32Array);
  private readonly lastDays = new Numbers(Int32Array);
  private readonly charges = new Numbers(Float64Array);
  private readonly payments = new Numbers(Float64Array);
  private readonly offsets = new Numbers(Float64Array);
  /** The answer that was attached to the same claim before; set while answers are matched. */
  private readonly befores = new Numbers(Int32Array);

  constructor(private readonly names: Names) {}

  get length(): number {
    return this.ids.length;
  }

  add(answer: ClaimAnswer): void {
    const said = saidIn(answer);
    const shown = answer.numbers.find(({ provider, number }) => provider.npi !== '' && number !== '');
    this.ids.push(this.names.number(answer.claimId));
    this.payerIds.push(this.names.number(answer.payerClaimId));
    this.headNumbers.push(this.headOf(answer));
    this.saidNumbers.push(this.said.number(JSON.stringify(said), () => said));
    this.providerNumbers.push(this.providers.number(answer.billing.npi, () => answer.billing.npi));
    this.shownNumbers.push(shown === undefined ? -1 : this.numberOf(shown.provider.npi, shown.number));
    this.firstDays.push(dayNumber(answer.serviceFrom));
    this.lastDays.push(dayNumber(answer.serviceTo));
    this.charges.push(centsOf(answer.charge));
    this.payments.push(centsOf(answer.paid));
    this.offsets.push(answer.position.offset);
    this.befores.push(-1);
  }

  /** As those of claims: equal for the same text. */
  idOf(answer: number): number {
    return this.ids.at(answer);
  }

  id(answer: number): string {
    return this.names.text(this.ids.at(answer));
  }

  /** The payer's number of the claim, as a number of a text; 0 for none. */
  payerClaimIdOf(answer: number): number {
    return this.payerIds.at(answer);
  }

  payerClaimId(answer: number): string {
    return this.names.text(this.payerIds.at(answer));
  }

  source(answer: number): Source {
    return this.sources.values[this.heads.word(this.headNumbers.at(answer), 0)]!;
  }

  day(answer: number): Day {
    return this.heads.word(this.headNumbers.at(answer), 2);
  }

  /** BHT03 of the claims, as the number of its text; 0 if it is not known. */
  reference(answer: number): number {
    return this.heads.word(this.headNumbers.at(answer), 3);
  }

  saidBy(answer: number): Said {
    return this.said.values[this.saidNumbers.at(answer)]!;
  }

  /** The billing provider's NPI; '' if it is not named. */
  npi(answer: number): string {
    return this.providers.values[this.providerNumbers.at(answer)]!;
  }

  numberShown(answer: number): NumberShown | null {
    const number = this.shownNumbers.at(answer);
    return number === -1 ? null : this.numbers.values[number]!;
  }

  from(answer: number): Day {
    return this.firstDays.at(answer);
  }

  to(answer: number): Day {
    return this.lastDays.at(answer);
  }

  /** In cents; NaN if it cannot be read. */
  charge(answer: number): number {
    return this.charges.at(answer);
  }

  paid(answer: number): number {
    return this.payments.at(answer);
  }

  offset(answer: number): number {
    return this.offsets.at(answer);
  }

  before(answer: number): number {
    return this.befores.at(answer);
  }

  setBefore(answer: number, before: number): void {
    this.befores.set(answer, before);
  }

  /** Whether two answers to one claim are the same, given twice. */
  areOne(a: number, b: number): boolean {
    return (
      this.headNumbers.at(a) !== this.headNumbers.at(b) &&
      this.source(a).kind === this.source(b).kind &&
      this.day(a) === this.day(b) &&
      this.saidNumbers.at(a) === this.saidNumbers.at(b) &&
      this.payerIds.at(a) === this.payerIds.at(b) &&
      Object.is(this.charge(a), this.charge(b)) &&
      Object.is(this.paid(a), this.paid(b)) &&
      this.from(a) === this.from(b) &&
      this.to(a) === this.to(b)
    );
  }

  private numberOf(npi: string, number: string): number {
    return this.numbers.number(`${npi}\0${number}`, () => ({ npi, number }));
  }

  private headOf({
    kind,
    file,
    interchange,
    senders,
    receivers,
    payer,
    reference,
    day,
  }: ClaimAnswer): number {
    const source = { kind, file, senders, receivers, payer: { id: payer.id, name: payer.name } };
    const { next } = this.heads;
    next[0] = this.sources.number(JSON.stringify(source), () => source);
    next[1] = this.names.number(interchange ?? '');
    next[2] = dayNumber(day);
    next[3] = this.names.number(reference);
    return this.heads.add();
  }
}

function saidIn({ outcome, statuses, claimStatus, adjustments, remarks, taxonomy }: ClaimAnswer): Said {
  const reasons = adjustments.map(({ group, reason }) => `${group}-${reason}`);
  const codes = [
    ...statuses.map(statusText),
    ...(claimStatus === '' ? [] : [`CLP02 ${claimStatus}`]),
    ...reasons,
    ...remarks,
  ];
  const roles = taxonomy.reduce((bits, { role }) => bits | bitOf(role), 0);
  return { outcome, reason: [...new Set(codes)].slice(0, MOST_CODES).join(', '), roles };
}

/** Reasons are for people: the first ones of very many are enough. */
const MOST_CODES = 12;

export function dayNumber(day: string | null): Day {
  return day === null ? 0 : dayOf(day);
}

/** Whether an ID of a payer or another party is that of another name of it. */
export function isSameId(a: string, b: string): boolean {
  return a !== '' && plainId(a) === plainId(b);
}
