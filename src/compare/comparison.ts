import type { Answer, ScopeAnswer } from '../answers/answer';
import type { Verdict } from '../check/verdict';
import type { Claim } from '../claim/claim';
import type { Outcome } from '../finding';
import type { Registry } from '../registry/registry';
import { payersById } from '../rules/payers-in-scope';
import { idsOf, type Payer, plainId } from '../rules/policy';
import { isoDay } from '../values/dates';
import type { Steps } from '../values/steps';
import { AnswerStore, type NumberShown } from './answer-store';
import { dollarsOf } from './cents';
import { ClaimStore } from './claim-store';
import { type Compared, compareClaim } from './classify';
import type { ComparedClaim, ComparisonRow, UnmatchedAnswer } from './comparison-rows';
import { daysBetween } from './days';
import { type Matched, Matcher } from './match';
import { Names } from './names';
import { Numbers } from './numbers';
import { rolesIn } from './roles';
import { type Found, SentSets } from './sent-sets';
import { avoidFor, catchFor, type Suggestion } from './suggest';
import { type ComparisonTotals, Tallies } from './tallies';

/** Claims or answers between two turns. */
const A_STEP = 256;

const matches: readonly Matched[] = ['matched', 'no-claim', 'other-claim', 'ambiguous'];

/**
 * Compares what was found on claims with what payers answered. Give it all claims and answers, in any order; then
 * `match`, then `rows`.
 */
export class Comparison {
  readonly tallies: Tallies;
  private readonly payerOf: (id: string) => string;
  private readonly names = new Names();
  private readonly claims = new ClaimStore(this.names);
  private readonly answers = new AnswerStore(this.names);
  private readonly sets = new SentSets(this.claims.sets, this.names);
  private readonly matched = new Numbers(Uint8Array);
  private copies: ReadonlySet<number> = new Set();

  /**
   * @param registry null: claims are judged without a list of enrollments
   * @param payers those of the policy, which may have several IDs
   */
  constructor(
    private readonly registry: Registry | null,
    payers: readonly Payer[] = [],
  ) {
    const byId = payersById(payers);
    this.payerOf = (id) => {
      const payer = byId.get(plainId(id));
      return payer === undefined ? plainId(id) : idsOf(payer)[0]!;
    };
    this.tallies = new Tallies(this.payerOf);
  }

  claim(claim: Claim, outcome: Outcome, verdict: Verdict | null, file: string | null): void {
    this.claims.add(claim, outcome, verdict, file);
  }

  answer(answer: Answer): void {
    if (answer.type === 'unread') this.tallies.unread++;
    if (answer.type === 'claim-answer') this.answers.add(answer);
    else if (answer.type === 'scope-answer' && countsForSets(answer)) this.sets.add(answer);
    else return;
    this.tallies.addAnswer(answer.kind);
  }

  get claimsSoFar(): number {
    return this.claims.length;
  }

  get answersSoFar(): number {
    return this.answers.length + this.sets.length;
  }

  /** Finds the claims of answers: of sets first, then statuses, then payments, each kind in order of days. */
  *match(): Steps {
    const { claims, answers } = this;
    this.names.close();
    let matched = 0;
    for (const result of this.sets.match()) {
      this.tallies.addMatch(found(result));
      if (++matched % A_STEP === 0) yield;
    }
    yield;
    const matcher = new Matcher(claims, answers, (claim) => this.isRejected(claim), this.payerOf);
    this.copies = matcher.copies;
    const order = Uint32Array.from({ length: answers.length }, (_, answer) => answer);
    order.sort((a, b) => this.compare(a, b));
    for (let answer = 0; answer < answers.length; answer++) this.matched.push(0);
    yield;
    for (const [n, answer] of order.entries()) {
      const result = matcher.attach(answer);
      this.matched.set(answer, matches.indexOf(result));
      this.tallies.addMatch(result);
      if (n % A_STEP === A_STEP - 1) yield;
    }
  }

  /** Each claim in scope in the order of the input, then the answers without one. Fills the totals. */
  *rows(): Generator<ComparisonRow, void, undefined> {
    for (let claim = 0; claim < this.claims.length; claim++) {
      if (this.copies.has(claim)) this.tallies.claimCopies++;
      else if (this.claims.foundOnClaim(claim).outcome === 'out-of-scope') this.tallies.outOfScope++;
      else yield this.row(claim);
    }
    for (let answer = 0; answer < this.answers.length; answer++) {
      const why = matches[this.matched.at(answer)]!;
      if (why !== 'matched') yield this.unmatched(answer, why);
    }
  }

  totals(): ComparisonTotals {
    return this.tallies.totals();
  }

  /** Statuses before payments, then by day; of a day, what is taken back before what is paid in its place. */
  private compare(a: number, b: number): number {
    const { answers } = this;
    const isPayment = (answer: number) => Number(answers.source(answer).kind === '835');
    const isKept = (answer: number) => Number(answers.saidBy(answer).outcome !== 'reversed');
    const byKind = isPayment(a) - isPayment(b);
    return byKind || answers.day(a) - answers.day(b) || isKept(a) - isKept(b) || a - b;
  }

  private isRejected(claim: number): boolean {
    const { claims, answers, sets } = this;
    for (let answer = claims.lastAnswer(claim); answer !== -1; answer = answers.before(answer))
      if (answers.source(answer).kind === '277CA' && answers.saidBy(answer).outcome === 'rejected')
        return true;
    for (const { isRejection } of sets.answersTo(claims.set(claim), claims.provider(claim).id))
      if (isRejection) return true;
    return false;
  }

  private row(claim: number): ComparedClaim {
    const { claims } = this;
    const compared = compareClaim(claim, claims, this.answers, this.sets);
    const { sets } = claims;
    const set = claims.set(claim);
    const [provider, payer] = [claims.provider(claim), claims.payer(claim)];
    const charge = claims.charge(claim);
    const days = daysBetween(sets.day(set), compared.day);
    const found = claims.foundOnClaim(claim);
    const suggestion = this.suggestionFor(claim, compared);
    const row: ComparedClaim = {
      type: 'compared-claim',
      schema: 1,
      class: compared.class,
      file: sets.channel(set).file,
      interchange: sets.text(set, 'interchange'),
      group: sets.text(set, 'group') || null,
      transaction: sets.text(set, 'transaction'),
      id: claims.id(claim),
      charge: dollars(charge),
      npi: provider.id || null,
      provider: provider.name || null,
      payerId: payer.id || null,
      payerName: payer.name || null,
      serviceFrom: isoDay(claims.from(claim)),
      serviceTo: isoDay(claims.to(claim)),
      submitted: isoDay(sets.day(set)),
      answered: isoDay(compared.day),
      days,
      outcome: found.outcome,
      rules: found.errors,
      taxonomy: claims.code(claim) || null,
      roles: rolesIn(compared.roles),
      paid: paidIn(compared),
      answers: compared.answers.map(({ kind, file, day, outcome, reason, payerClaimId }) => ({
        kind,
        file,
        day: isoDay(day),
        outcome,
        reason,
        payerClaimId: payerClaimId || null,
      })),
      suggestion,
      offset: claims.offset(claim),
    };
    this.tallies.addClaim(row, Number.isNaN(charge) ? null : charge, compared);
    return row;
  }

  private suggestionFor(claim: number, compared: Compared): Suggestion | null {
    const { claims } = this;
    const found = claims.foundOnClaim(claim);
    const [provider, payer] = [claims.provider(claim), claims.payer(claim)];
    if (compared.class === 'false-alarm') return avoidFor(found, provider, payer);
    if (compared.class !== 'missed') return null;
    const shown = compared.answers
      .map(({ number }) => (number === -1 ? null : this.answers.numberShown(number)))
      .filter((number): number is NumberShown => number !== null);
    const { roles } = compared;
    return catchFor({ found, roles, provider, payer, code: claims.code(claim), shown }, this.registry);
  }

  private unmatched(answer: number, why: UnmatchedAnswer['why']): UnmatchedAnswer {
    const { answers } = this;
    const { kind, file, payer } = answers.source(answer);
    const { outcome, reason } = answers.saidBy(answer);
    return {
      type: 'unmatched-answer',
      schema: 1,
      why,
      kind,
      file,
      id: answers.id(answer),
      payerClaimId: answers.payerClaimId(answer) || null,
      day: isoDay(answers.day(answer)),
      outcome,
      reason,
      charge: dollars(answers.charge(answer)),
      npi: answers.npi(answer) || null,
      payerId: payer.id || null,
      payerName: payer.name || null,
      offset: answers.offset(answer),
    };
  }
}

/** Whether an answer to a whole set counts. Of a 277CA only rejections do: what it accepts, it says of each claim. */
function countsForSets({ kind, outcome }: ScopeAnswer): boolean {
  if (kind === '277') return false;
  return kind !== '277CA' || outcome === 'rejected' || outcome === 'denied';
}

function found(found: Found): Matched {
  return found === 'one' ? 'matched' : found === 'none' ? 'no-claim' : 'ambiguous';
}

function dollars(cents: number): string | null {
  return Number.isNaN(cents) ? null : dollarsOf(cents);
}

function paidIn({ answers }: Compared): string | null {
  const payments = answers.filter(({ kind, paid }) => kind === '835' && !Number.isNaN(paid));
  return payments.length === 0 ? null : dollarsOf(payments.reduce((sum, { paid }) => sum + paid, 0));
}
