import type { AnswerKind } from '../answers/answer';
import { dollarsOf } from './cents';
import { type Compared, type ComparisonClass, comparisonClasses } from './classify';
import type { ComparedClaim } from './comparison-rows';
import type { Matched } from './match';
import type { Suggestion } from './suggest';

/** Claims and their charges, in dollars. */
export interface ClaimsAndDollars {
  readonly claims: number;
  readonly dollars: string;
}

export type ByClass = Readonly<Record<ComparisonClass, ClaimsAndDollars>>;

/** A provider, payer, rule or month with its claims by class. */
export interface ComparisonGroup extends ByClass {
  /** The NPI, payer ID, rule or month (YYYY-MM, of BHT04); '' if claims have none. */
  readonly key: string;
  readonly name: string;
}

/** A suggestion with the claims that it is for. */
export interface SuggestionFor extends Suggestion, ClaimsAndDollars {
  readonly class: 'missed' | 'false-alarm';
  readonly npi: string | null;
  readonly provider: string | null;
  readonly payerId: string | null;
  readonly payerName: string | null;
}

/** Totals of a comparison. */
export interface ComparisonTotals {
  /** Claims that were compared, and those left out: in payers out of scope, or copies of others. */
  readonly claims: number;
  readonly outOfScope: number;
  readonly claimCopies: number;
  /** Claims whose charge is not an amount, which are not in dollars. */
  readonly unreadCharges: number;
  readonly classes: ByClass;
  /** Of the unanswered: those that an answer acknowledges without a decision. */
  readonly waiting: number;
  /** Claim answers, and answers to whole sets, by kind; and what became of them. */
  readonly answers: Readonly<Partial<Record<AnswerKind, number>>>;
  readonly matches: Readonly<Record<Matched, number>>;
  readonly answerCopies: number;
  /** Parts of files of answers that were not read. */
  readonly unread: number;
  /** Days from claim to the answer that decides; null without any. */
  readonly days: { readonly median: number; readonly longest: number } | null;
  /** Most missed dollars first. */
  readonly providers: readonly ComparisonGroup[];
  readonly payers: readonly ComparisonGroup[];
  readonly rules: readonly ComparisonGroup[];
  /** In order. */
  readonly months: readonly ComparisonGroup[];
  readonly suggestions: readonly SuggestionFor[];
}

interface Sum {
  claims: number;
  cents: number;
}

type Sums = Record<ComparisonClass, Sum>;

interface Group {
  readonly key: string;
  readonly name: string;
  readonly sums: Sums;
}

/** More groups than people read; the rest is added to one. */
const MOST_GROUPS = 100_000;

/** Adds up a comparison as it goes. */
export class Tallies {
  outOfScope = 0;
  claimCopies = 0;
  unread = 0;
  private unreadCharges = 0;
  private waiting = 0;
  private answerCopies = 0;
  private readonly all = newSums();
  private readonly answers = new Map<AnswerKind, number>();
  private readonly matches: Record<Matched, number> = {
    matched: 0,
    'no-claim': 0,
    'other-claim': 0,
    ambiguous: 0,
  };
  /** Claims by days. */
  private readonly days = new Map<number, number>();
  private readonly groups = {
    providers: new Map<string, Group>(),
    payers: new Map<string, Group>(),
    rules: new Map<string, Group>(),
    months: new Map<string, Group>(),
  };
  private readonly suggestions = new Map<string, { row: ComparedClaim; sum: Sum }>();

  /** @param payerOf one ID of a payer for all of them */
  constructor(private readonly payerOf: (id: string) => string) {}

  addAnswer(kind: AnswerKind): void {
    this.answers.set(kind, (this.answers.get(kind) ?? 0) + 1);
  }

  addMatch(matched: Matched): void {
    this.matches[matched]++;
  }

  /** @param cents the charge; null if it is not an amount */
  addClaim(row: ComparedClaim, cents: number | null, { copies }: Compared): void {
    if (cents === null) this.unreadCharges++;
    this.answerCopies += copies;
    if (row.class === 'unanswered' && row.answers.length > 0) this.waiting++;
    if (row.days !== null) this.days.set(row.days, (this.days.get(row.days) ?? 0) + 1);
    const { providers, payers, rules, months } = this.groups;
    const sums = [
      this.all,
      sumsIn(providers, row.npi ?? '', row.provider ?? ''),
      sumsIn(payers, this.payerOf(row.payerId ?? ''), row.payerName ?? ''),
      ...row.rules.map((rule) => sumsIn(rules, rule, '')),
      sumsIn(months, row.submitted?.slice(0, 7) ?? '', ''),
    ];
    for (const each of sums) addTo(each[row.class], cents);
    if (row.suggestion !== null) this.addSuggestion(row, row.suggestion, cents);
  }

  totals(): ComparisonTotals {
    const { providers, payers, rules, months } = this.groups;
    return {
      claims: comparisonClasses.reduce((sum, each) => sum + this.all[each].claims, 0),
      outOfScope: this.outOfScope,
      claimCopies: this.claimCopies,
      unreadCharges: this.unreadCharges,
      classes: shown(this.all),
      waiting: this.waiting,
      answers: Object.fromEntries([...this.answers].sort(([a], [b]) => (a < b ? -1 : 1))),
      matches: { ...this.matches },
      answerCopies: this.answerCopies,
      unread: this.unread,
      days: daysOf(this.days),
      providers: worstFirst(providers),
      payers: worstFirst(payers),
      rules: worstFirst(rules),
      months: [...months.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(groupShown),
      suggestions: [...this.suggestions.values()]
        .sort((a, b) => b.sum.cents - a.sum.cents || b.sum.claims - a.sum.claims)
        .map(({ row, sum }) => ({
          ...row.suggestion!,
          class: row.class as 'missed' | 'false-alarm',
          npi: row.npi,
          provider: row.provider,
          payerId: row.payerId,
          payerName: row.payerName,
          ...sumShown(sum),
        })),
    };
  }

  private addSuggestion(row: ComparedClaim, { text, setting }: Suggestion, cents: number | null): void {
    const payer = row.payerId === null ? row.payerName : this.payerOf(row.payerId);
    const key = [row.class, row.npi, payer, text, setting].join('\0');
    let known = this.suggestions.get(key);
    if (known === undefined) {
      if (this.suggestions.size === MOST_GROUPS) return;
      known = { row, sum: newSum() };
      this.suggestions.set(key, known);
    }
    addTo(known.sum, cents);
  }
}

function newSum(): Sum {
  return { claims: 0, cents: 0 };
}

function newSums(): Sums {
  return Object.fromEntries(comparisonClasses.map((each) => [each, newSum()])) as Sums;
}

function addTo(sum: Sum, cents: number | null): void {
  sum.claims++;
  sum.cents += cents ?? 0;
}

function sumsIn(groups: Map<string, Group>, key: string, name: string): Sums {
  const known = groups.get(key);
  if (known !== undefined) return known.sums;
  const group = { key, name, sums: newSums() };
  if (groups.size < MOST_GROUPS) groups.set(key, group);
  return group.sums;
}

function sumShown({ claims, cents }: Sum): ClaimsAndDollars {
  return { claims, dollars: dollarsOf(cents) };
}

function shown(sums: Sums): ByClass {
  return Object.fromEntries(comparisonClasses.map((each) => [each, sumShown(sums[each])])) as ByClass;
}

function groupShown({ key, name, sums }: Group): ComparisonGroup {
  return { key, name, ...shown(sums) };
}

function worstFirst(groups: ReadonlyMap<string, Group>): ComparisonGroup[] {
  const weight = ({ sums }: Group) => sums.missed.cents;
  const alarm = ({ sums }: Group) => sums['false-alarm'].cents;
  return [...groups.values()]
    .sort((a, b) => weight(b) - weight(a) || alarm(b) - alarm(a) || (a.key < b.key ? -1 : 1))
    .map(groupShown);
}

function daysOf(claims: ReadonlyMap<number, number>): ComparisonTotals['days'] {
  const sorted = [...claims].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let before = 0;
  for (const [days, count] of sorted) {
    before += count;
    if (2 * before >= total) return { median: days, longest: sorted.at(-1)![0] };
  }
  return null;
}
