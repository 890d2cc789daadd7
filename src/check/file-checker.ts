import {
  type BillingLoop,
  type Claim,
  type ClaimSet,
  type JudgedLoop,
  type LoopSegments,
  type ServiceSpan,
  taxonomyOf,
} from '../claim/claim';
import { type ClaimEvents, ClaimReader } from '../claim/reader';
import type { SteadySpan } from '../claim/steady-span';
import type { SkipTerms } from '../claim/vector-loops';
import type { BillingInfo, EnrollmentInfo, Finding, Outcome, Summary } from '../finding';
import { isActive } from '../registry/crosswalk';
import { type Case, isDecided, makeCase, noSpan } from '../rules/case';
import {
  describeFault,
  factsOfFault,
  type Judgement,
  judge,
  judgeByAll,
  judgeClaim,
  ruleById,
  severityOf,
} from '../rules/catalogue';
import { makeClaimCase } from '../rules/claim-case';
import { firstInTime } from '../rules/filing';
import { type PayerPolicy, plainId } from '../rules/policy';
import { MoneySum, plainMoney } from '../values/money';
import type { Fault } from '../x12/fault';
import type { Segment } from '../x12/segment';
import type { SegmentListener } from '../x12/segment-listener';
import { ClaimFindings, detailsOf, placeOn } from './claim-findings';
import { PayersLeftOut } from './payers-left-out';
import type { Standards } from './standards';
import { FindingCounts } from './summary';
import type { Judged, Verdict } from './verdict';

/** Receives results in file order. */
export interface CheckListener {
  finding(finding: Finding): void;
  /** Called with all findings on a claim, if present, in place of `finding` for each of them. */
  claimFindings?(found: ClaimFindings): void;
  /**
   * Called for every claim after its findings; if absent, clean claims are skipped wherever possible. The claim is
   * valid until the call returns.
   * @param verdict null for a claim that was not judged
   */
  claim?(claim: Claim, outcome: Outcome, verdict: Verdict | null): void;
  /**
   * Claims of a billing loop were skipped; the result for the set's own day (BHT04) applies to all of their dates. If
   * present, clean claims are skipped even if `claim` is present.
   */
  skippedIn?(loop: LoopSegments, set: ClaimSet): void;
  /** A set of claims has ended; null if something other than its SE ended it. */
  endSet?(trailer: Segment | null): void;
  /** Receives all segments of the file, which is slower. */
  readonly segmentListener?: SegmentListener;
}

/** Enrollments to look at or report in one push: a file may come back to an NPI with very many of them again and again. */
export const MANY_ROWS = 20_000;

/** Checks one file: chunks in, findings out, in file order. Synchronous. */
export class FileChecker implements ClaimEvents {
  private readonly reader: ClaimReader;
  private readonly counts = new FindingCounts();
  private readonly atRisk = new MoneySum();
  private flagged = 0;
  private undecided = 0;
  private outOfScope = 0;
  private readonly leftOut = new PayersLeftOut();
  private readonly found: ClaimFindings;
  /** The last ones: claims of one loop mostly share their dates, and then their verdict. */
  private judged: Judged | null = null;
  private verdict: Verdict | null = null;
  /** Enrollments looked at, or told in findings, since the last push. */
  private rows = 0;

  constructor(
    private readonly standards: Standards,
    private readonly file: string | null,
    private readonly listener: CheckListener,
  ) {
    this.found = new ClaimFindings(file, standards.details);
    this.reader = new ClaimReader(this, standards.mark);
  }

  /** @param lasts the bytes stay unchanged until the end */
  push(chunk: Uint8Array, lasts = false): void {
    for (let at = this.pushSome(chunk, lasts); at < chunk.length; )
      at += this.pushSome(chunk.subarray(at), lasts);
  }

  /** Like `push`, but may read only a part if claims take long to judge. @returns the number of bytes read */
  pushSome(chunk: Uint8Array, lasts = false): number {
    this.rows = 0;
    return this.reader.envelope.push(chunk, lasts);
  }

  end(): void {
    this.reader.envelope.end();
  }

  summary(): Summary {
    const { envelope, claims } = this.reader;
    const { findings, rules } = this.counts.summary();
    return {
      type: 'summary',
      schema: 1,
      files: 1,
      skipped: 0,
      bytes: envelope.bytes,
      segments: envelope.segments,
      interchanges: envelope.interchanges,
      transactions: envelope.transactions,
      claims,
      flagged: this.flagged,
      undecided: this.undecided,
      outOfScope: this.outOfScope,
      outOfScopePayers: this.leftOut.list(),
      chargesAtRisk: plainMoney(this.atRisk.total),
      findings,
      rules,
    };
  }

  // ---- events of the claim reader

  get readsProviders(): boolean {
    return this.standards.asks !== null;
  }

  get segmentListener(): SegmentListener | undefined {
    return this.listener.segmentListener;
  }

  termsNumberOf(claim: Claim): number | null {
    return this.standards.numbers.get(this.termsOf(claim)!) ?? null;
  }

  skippedIn(loop: LoopSegments, set: ClaimSet): void {
    this.listener.skippedIn?.(loop, set);
  }

  endSet(trailer: Segment | null): void {
    this.listener.endSet?.(trailer);
  }

  claim(claim: Claim): void {
    // Before any billing loop there is nothing to judge; the claim's place is an envelope finding already.
    if (claim.loop === null) return this.listener.claim?.(claim, 'unplaced', null);
    const terms = this.termsOf(claim);
    if (terms === null) {
      this.outOfScope++;
      this.leftOut.addClaim(claim.subscriber);
      return this.listener.claim?.(claim, 'out-of-scope', null);
    }
    const ofLoop = this.verdictOf(claim, claim.loop, terms);
    const verdict = this.withOwnJudgements(claim, ofLoop);
    const hasOwn = verdict.judgements !== ofLoop.judgements;
    if (verdict.judgements.length > 0) this.emitFindings(claim, hasOwn ? verdict : ofLoop);
    if (verdict.outcome === 'undecided') this.undecided++;
    this.listener.claim?.(claim, verdict.outcome, verdict);
  }

  /** The verdict with the judgements that the claim does not share with others of its loop. */
  private withOwnJudgements(claim: Claim, verdict: Verdict): Verdict {
    const { policy } = verdict.terms;
    if (claim.providers === null && firstInTime(policy) === 0) return verdict;
    const own = makeClaimCase(claim, verdict.given, this.standards.rows);
    const found = judgeClaim(own);
    for (const [n, { taxonomy, info, steady }] of own.providers.entries()) {
      const isFaultless = taxonomy.state === 'valid' && found.every(({ provider }) => provider !== info);
      if (isFaultless && steady.since < steady.until) claim.providers!.markSteady(n, steady);
    }
    if (found.length === 0) return { ...verdict, own };
    const { given, enrollments } = verdict;
    const offset = (judgement: Judgement) => placeOn(claim, judgement).offset;
    const judgements = [...verdict.judgements, ...found].sort((a, b) => offset(a) - offset(b));
    return {
      ...verdict,
      own,
      judgements,
      outcome: outcomeOf(judgements, given),
      enrollments: verdict.judgements.length > 0 ? enrollments : enrollmentInfos(given),
    };
  }

  private emitFindings(claim: Claim, verdict: Verdict): void {
    const { found, listener } = this;
    found.place(claim, verdict);
    if (verdict.outcome === 'flagged') {
      this.flagged++;
      this.atRisk.addAmount(found.charge);
    }
    for (const judgement of verdict.judgements) {
      this.counts.add(judgement);
      this.countRows(verdict.enrollments.length);
    }
    if (listener.claimFindings !== undefined) return listener.claimFindings(found);
    for (const finding of found.list) listener.finding(finding);
  }

  private countRows(rows: number): void {
    this.rows += rows;
    if (this.rows > MANY_ROWS) this.reader.envelope.pause();
  }

  steadySpan(loop: JudgedLoop, set: ClaimSet, terms: number): SteadySpan | null {
    const payerPolicy = this.standards.terms[terms]!;
    const { judgements, given, steady } = this.judge(loop, set, spanOf(set), payerPolicy);
    // A policy may turn off all rules on an undecided claim; it is still counted.
    const isClean = judgements.length === 0 && isDecided(given) && steady.since >= firstInTime(given.policy);
    return isClean && steady.since < steady.until ? steady : null;
  }

  /** How the claim is judged; null if the lists of payers and receivers exclude it. */
  private termsOf({ set, subscriber }: Claim): PayerPolicy | null {
    if (!this.isReceived(set)) return null;
    const { payers, others } = this.standards;
    const payer = payers.size > 0 ? (subscriber?.payerId ?? null) : null;
    return payer === null ? others : (payers.get(plainId(payer)) ?? null);
  }

  /** null if clean claims of the set must not be skipped. */
  skipTerms(set: ClaimSet): SkipTerms | null {
    const { claim, skippedIn } = this.listener;
    const { payers, asks } = this.standards;
    if (claim !== undefined && skippedIn === undefined) return null;
    // Who gets `skippedIn` takes the claims for ones without a listed payer, that have nothing but a billing loop.
    if (skippedIn !== undefined && (payers.size > 0 || asks !== null)) return null;
    // Out-of-scope claims must be counted. The kind of an unknown guide depends on the claim.
    if (!this.isReceived(set) || (asks !== null && set.guide.kind === null)) return null;
    const role = set.guide.kind === 'institutional' ? 'attending' : 'rendering';
    return {
      hasPayers: payers.size > 0 && !set.guide.postAdjudicated,
      providers: asks?.[role] ?? null,
    };
  }

  private isReceived(set: ClaimSet): boolean {
    if (this.standards.receivers.size === 0) return true;
    return [set.receiver ?? '', ...set.receivers].some((receiver) =>
      this.standards.receivers.has(plainId(receiver)),
    );
  }

  private verdictOf(claim: Claim, loop: BillingLoop, terms: PayerPolicy): Verdict {
    return this.verdictOn(loop, claim.set, claim.span, terms);
  }

  /** The verdict on claims of a loop with this span of service dates; the last one is cached. */
  verdictOn(loop: BillingLoop, set: ClaimSet, span: ServiceSpan, terms: PayerPolicy): Verdict {
    const { span: judgedSpan, given, steady, judgements } = this.judge(loop, set, span, terms);
    if (this.verdict?.given === given) return this.verdict;
    const enrollments = judgements.length === 0 ? [] : enrollmentInfos(given);
    const outcome = outcomeOf(judgements, given);
    const billing = billingInfo(loop);
    // Written out: a spread takes ten times as long.
    this.verdict = {
      terms,
      span: judgedSpan,
      given,
      steady,
      judgements,
      own: null,
      outcome,
      billing,
      enrollments,
    };
    if (judgements.length > 0) freezeShared(this.verdict);
    return this.verdict;
  }

  private judge(loop: JudgedLoop, set: ClaimSet, span: ServiceSpan, terms: PayerPolicy): Judged {
    const last = this.judged;
    // Each loop has a position object of its own.
    if (last?.given.loop.position === loop.position && last.terms === terms && covers(last, span))
      return last;
    const { registry, rows, rules } = this.standards;
    const { from, to, isUnreadable } = span;
    const kept = { from, to, isUnreadable };
    if (rules.length === 0) {
      const given = makeCase(loop, set, span, rows, terms);
      this.judged = { terms, span: kept, given, steady: given, judgements: judge(given) };
    } else {
      const given = makeCase(loop, set, span, registry, terms);
      const { judgements, hasReadDates } = judgeByAll(given, rules);
      this.judged = { terms, span: kept, given, steady: hasReadDates ? noSpan : given, judgements };
    }
    this.countRows(this.judged.given.enrollments.length);
    return this.judged;
  }

  fault(fault: Fault): void {
    const severity = severityOf(ruleById(fault.rule)!, this.standards.policy);
    if (severity === null) return;
    const { message, hint } = describeFault(fault);
    this.counts.add({ rule: fault.rule, severity });
    this.listener.finding({
      type: 'finding',
      schema: 1,
      rule: fault.rule,
      severity,
      message,
      hint,
      file: this.file,
      interchange: fault.interchange,
      group: fault.group,
      transaction: fault.transaction,
      loop: null,
      position: fault.position,
      ...(this.standards.details && {
        details: detailsOf({ role: null, line: null, npi: null }, factsOfFault(fault)),
      }),
    });
  }
}

/** Findings share these objects, so a caller who changed one finding would change others. */
function freezeShared({ billing, enrollments, judgements }: Verdict): void {
  Object.freeze(billing);
  Object.freeze(billing.position);
  freezeAll(enrollments);
  Object.freeze(enrollments);
  for (const { position } of judgements) Object.freeze(position);
}

function freezeAll(objects: readonly (object | null)[]): void {
  for (const object of objects) Object.freeze(object);
}

function covers({ span, steady }: Judged, other: ServiceSpan): boolean {
  if (other.isUnreadable !== span.isUnreadable) return false;
  return (
    (other.from === span.from && other.to === span.to) ||
    (other.from >= steady.since && other.to < steady.until)
  );
}

/** The span of claims without service dates. */
export function spanOf({ date }: ClaimSet): ServiceSpan {
  return { from: date, to: date, isUnreadable: false };
}

function outcomeOf(judgements: readonly Judgement[], given: Case): Outcome {
  if (judgements.some(({ severity }) => severity === 'error')) return 'flagged';
  if (!isDecided(given)) return 'undecided';
  return judgements.some(({ severity }) => severity === 'warning') ? 'warned' : 'clean';
}

function billingInfo(loop: BillingLoop): BillingInfo {
  return {
    npi: loop.npi,
    name: loop.name,
    hl: loop.hl,
    taxonomy: taxonomyOf(loop),
    zip: loop.zip,
    position: loop.position,
  };
}

function enrollmentInfos({ enrollments, from, to }: Case): EnrollmentInfo[] {
  return enrollments.map((enrollment) => ({
    medicaidId: enrollment.medicaidId,
    providerType: enrollment.providerType,
    taxonomies: enrollment.taxonomies,
    from: enrollment.from,
    to: enrollment.to,
    active: isActive(enrollment, from, to),
  }));
}
