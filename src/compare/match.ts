import type { AnswerStore } from './answer-store';
import type { ClaimStore } from './claim-store';
import { narrowByParties, preferred } from './sent-sets';

/** What became of an answer: attached to its claim, or why not. */
export type Matched = 'matched' | 'no-claim' | 'other-claim' | 'ambiguous';

/** Of more claims with one number, none is looked for: reading would take too long. */
const MOST_CANDIDATES = 1000;

/**
 * Attaches answers to claims: by the claim's number (CLM01), narrowed by what both have. An answer that fits several
 * claims is attached to none.
 */
export class Matcher {
  /** Claims by number, then in their order; copies of a claim are left out. */
  private readonly order: Uint32Array;
  /** Claims that are copies of others. */
  readonly copies: ReadonlySet<number>;

  constructor(
    private readonly claims: ClaimStore,
    private readonly answers: AnswerStore,
    /** Whether a claim was rejected before it came to a payment. */
    private readonly isRejected: (claim: number) => boolean,
    /** One ID of a payer for all of them. */
    private readonly payerOf: (id: string) => string,
  ) {
    const order = Uint32Array.from({ length: claims.length }, (_, claim) => claim);
    order.sort((a, b) => claims.idOf(a) - claims.idOf(b) || a - b);
    this.order = order;
    this.copies = this.findCopies();
  }

  attach(answer: number): Matched {
    const id = this.answers.idOf(answer);
    const [first, end] = [this.placeOf(id), this.placeOf(id + 1)];
    if (first === end) return 'no-claim';
    if (end - first > MOST_CANDIDATES) return 'ambiguous';
    const candidates = [...this.order.subarray(first, end)].filter((claim) => !this.copies.has(claim));
    const possible = candidates.filter((claim) => !this.contradicts(answer, claim));
    if (possible.length === 0) return 'other-claim';
    const [claim, another] = this.narrow(answer, possible);
    if (another !== undefined) return 'ambiguous';
    this.answers.setBefore(answer, this.claims.lastAnswer(claim!));
    this.claims.setLastAnswer(claim!, answer);
    const payerClaimId = this.answers.payerClaimIdOf(answer);
    if (payerClaimId !== 0) this.claims.learnPayerClaimId(claim!, payerClaimId);
    return 'matched';
  }

  /** Whether the answer cannot be to this claim, though it has its number: numbers are used again. */
  private contradicts(answer: number, claim: number): boolean {
    const { claims, answers } = this;
    const { kind } = answers.source(answer);
    const day = answers.day(answer);
    const sent = claims.sets.day(claims.set(claim));
    if (day !== 0 && sent !== 0 && day < sent) return true;
    const [from, to] = [answers.from(answer), answers.to(answer)];
    const served = claims.from(claim);
    if (from !== 0 && served !== 0 && (from > claims.to(claim) || to < served)) return true;
    // A 277CA repeats what the claim has. A payee or a payment may be of a part or another name.
    if (kind !== '277CA') return false;
    const npi = answers.npi(answer);
    if (npi !== '' && claims.provider(claim).id !== '' && npi !== claims.provider(claim).id) return true;
    const [answered, charged] = [answers.charge(answer), claims.charge(claim)];
    return !Number.isNaN(answered) && !Number.isNaN(charged) && answered !== charged;
  }

  /** Each step keeps the claims that agree with the answer, if any does. */
  private narrow(answer: number, possible: readonly number[]): readonly number[] {
    const { claims, answers } = this;
    if (possible.length === 1) return possible;
    const source = answers.source(answer);
    const reference = answers.reference(answer);
    const payerClaimId = answers.payerClaimIdOf(answer);
    const npi = answers.npi(answer);
    const payer = this.payerOf(source.payer.id);
    const isOfSubmission = (claim: number) =>
      reference !== 0 && claims.sets.control(claims.set(claim), 'reference') === reference;
    const channels = [...new Set(possible.map((claim) => claims.sets.channel(claims.set(claim))))];
    const asked = narrowByParties(
      channels.map((channel) => ({ channel })),
      source,
    ).map(({ channel }) => channel);
    const steps: ((claim: number) => boolean)[] = [
      isOfSubmission,
      (claim) => payerClaimId !== 0 && claims.payerClaimId(claim) === payerClaimId,
      (claim) => asked.includes(claims.sets.channel(claims.set(claim))),
      (claim) => payer !== '' && this.payerOf(claims.payer(claim).id) === payer,
      (claim) => npi !== '' && claims.provider(claim).id === npi,
      (claim) => claims.charge(claim) === answers.charge(answer),
      (claim) => claims.from(claim) === answers.from(answer) && claims.to(claim) === answers.to(answer),
      // What was rejected did not come to a decision about payment.
      ...(source.kind === '277CA' ? [] : [(claim: number) => !this.isRejected(claim)]),
      (claim) => payerClaimId === 0 || claims.payerClaimId(claim) === 0,
    ];
    return steps.reduce<readonly number[]>((left, agrees) => preferred(left, agrees), possible);
  }

  /** Where claims with this number, or a greater one, begin in `order`. */
  private placeOf(id: number): number {
    let [low, high] = [0, this.order.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.claims.idOf(this.order[middle]!) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private findCopies(): ReadonlySet<number> {
    const { order, claims } = this;
    const copies = new Set<number>();
    for (let first = 0, end = 0; first < order.length; first = end) {
      const id = claims.idOf(order[first]!);
      while (end < order.length && claims.idOf(order[end]!) === id) end++;
      if (end - first === 1 || end - first > MOST_CANDIDATES) continue;
      const same = [...order.subarray(first, end)];
      for (const [at, claim] of same.entries())
        if (same.slice(0, at).some((other) => !copies.has(other) && claims.areOne(other, claim)))
          copies.add(claim);
    }
    return copies;
  }
}
