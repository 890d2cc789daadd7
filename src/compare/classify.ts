import type { AnswerKind, AnswerOutcome } from '../answers/answer';
import type { Day } from '../values/dates';
import type { AnswerStore } from './answer-store';
import type { ClaimStore, FoundOn } from './claim-store';
import { roleBits } from './roles';
import type { SentSets } from './sent-sets';

/** How a verdict and the payer's answer compare. */
export const comparisonClasses = [
  'missed',
  'false-alarm',
  'foreseen',
  'agreed-clean',
  'other-reason',
  'undecided',
  'unanswered',
] as const;
export type ComparisonClass = (typeof comparisonClasses)[number];

/** One answer to a claim, as it counts. */
export interface AnswerTo {
  readonly kind: AnswerKind;
  readonly file: string | null;
  readonly day: Day;
  readonly outcome: AnswerOutcome;
  readonly reason: string;
  readonly roles: number;
  readonly payerClaimId: string;
  /** In cents; NaN or 0 if nothing was paid. */
  readonly paid: number;
  /** In the store of answers; -1 for an answer to a whole set. */
  readonly number: number;
}

/** A claim with its answers and how they compare. */
export interface Compared {
  readonly class: ComparisonClass;
  /** Bits of the roles whose taxonomy the payer turned down. */
  readonly roles: number;
  /** Those that hold, in order of their days: without copies, and what was reversed. */
  readonly answers: readonly AnswerTo[];
  /** The day of the answer that decides; 0 if absent. */
  readonly day: Day;
  /** Copies of answers. */
  readonly copies: number;
}

/** Compares what was found on a claim with the answers to it. */
export function compareClaim(
  claim: number,
  claims: ClaimStore,
  answers: AnswerStore,
  sets: SentSets,
): Compared {
  const { own, copies } = ownAnswers(claims.lastAnswer(claim), answers);
  const all = [...setAnswers(claim, claims, sets), ...own].sort((a, b) => a.day - b.day);
  const found = claims.foundOnClaim(claim);
  const roles = all.reduce((bits, answer) => bits | answer.roles, 0);
  const [kind, deciding] = classOf(found, roles, all);
  return { class: kind, roles, answers: all, day: deciding?.day ?? 0, copies };
}

const rejecting: readonly AnswerOutcome[] = ['rejected', 'denied'];

function classOf(
  found: FoundOn,
  roles: number,
  answers: readonly AnswerTo[],
): [ComparisonClass, AnswerTo | undefined] {
  const first = (...outcomes: readonly AnswerOutcome[]) =>
    answers.find(({ outcome }) => outcomes.includes(outcome));
  const isFlagged = found.outcome === 'flagged';
  const isDecided = found.outcome === 'clean' || found.outcome === 'warned';
  if (roles !== 0) {
    const complaint = answers.find((answer) => answer.roles !== 0);
    return [isForeseen(found, roles) ? 'foreseen' : 'missed', complaint];
  }
  const paid = first('paid');
  if (paid !== undefined) return [isFlagged ? 'false-alarm' : isDecided ? 'agreed-clean' : 'undecided', paid];
  const other = first(...rejecting);
  if (other !== undefined) return ['other-reason', other];
  const accepted = first('accepted');
  // An acceptance does not contradict an error: the denial may be in the remittance.
  if (accepted === undefined || isFlagged) return ['unanswered', undefined];
  return [isDecided ? 'agreed-clean' : 'undecided', accepted];
}

/** Whether an error was reported on a taxonomy of one of these roles. */
function isForeseen({ roles: reported }: FoundOn, roles: number): boolean {
  const said = roles & ~roleBits.unsaid;
  return said === 0 ? reported !== 0 : (reported & said) !== 0;
}

/** The answers to the claim itself, without copies, and without what a reversal took back. */
function ownAnswers(last: number, answers: AnswerStore): { own: AnswerTo[]; copies: number } {
  const attached: number[] = [];
  for (let answer = last; answer !== -1; answer = answers.before(answer)) attached.push(answer);
  attached.reverse();
  let holding: number[] = [];
  let copies = 0;
  const seen: number[] = [];
  for (const answer of attached) {
    if (seen.some((other) => answers.areOne(other, answer))) {
      copies++;
      continue;
    }
    if (seen.length < MOST_COMPARED) seen.push(answer);
    if (answers.saidBy(answer).outcome === 'reversed') holding = withoutReversed(holding, answer, answers);
    else holding.push(answer);
  }
  const own = holding.map((answer) => {
    const { kind, file } = answers.source(answer);
    const day = answers.day(answer);
    const { outcome, reason, roles } = answers.saidBy(answer);
    const payerClaimId = answers.payerClaimId(answer);
    return {
      kind,
      file,
      day,
      outcome,
      reason,
      roles,
      payerClaimId,
      paid: answers.paid(answer),
      number: answer,
    };
  });
  return { own, copies };
}

/** A claim with more answers is odd, and comparing each with each would take too long. */
const MOST_COMPARED = 200;

/** Takes back the payments and denials with the payer's number of the reversal, or all if either has none. */
function withoutReversed(holding: readonly number[], reversal: number, answers: AnswerStore): number[] {
  const id = answers.payerClaimIdOf(reversal);
  return holding.filter((answer) => {
    if (answers.source(answer).kind !== '835') return true;
    const other = answers.payerClaimIdOf(answer);
    return id !== 0 && other !== 0 && id !== other;
  });
}

/** What 999, 997, TA1 and the upper levels of a 277CA say of the claim. */
function* setAnswers(
  claim: number,
  claims: ClaimStore,
  sets: SentSets,
): Generator<AnswerTo, void, undefined> {
  const npi = claims.provider(claim).id;
  for (const { kind, file, day, isRejection, reason, roles, prvs } of sets.answersTo(
    claims.set(claim),
    npi,
  )) {
    const isPrv = prvs.includes(claims.prv(claim)) && claims.prv(claim) !== 0;
    yield {
      kind,
      file,
      day,
      outcome: isRejection ? 'rejected' : 'received',
      reason,
      roles: isRejection ? roles | (isPrv ? roleBits.billing : 0) : 0,
      payerClaimId: '',
      paid: 0,
      number: -1,
    };
  }
}
