import type { ClaimFindings } from '../check/claim-findings';
import type { ClaimFinding, ClaimInfo, ClaimKind, Severity } from '../finding';
import type { Judgement } from '../rules/catalogue';
import { type Amount, amountOf } from '../values/money';
import { enrollmentSpan } from './enrollments';
import { memoizePerLoop, memoizePerValues } from './memoize-per-loop';
import { compareDays, earlier, type ReportOrder } from './order';
import { countClaim, fateOf, isDecided, newTally, type Tally } from './tally';

/** The first few of many. */
export interface Sample<T> {
  readonly items: T[];
  total: number;
}

/** What is shown of a claim of a problem. Only that is kept: of a large file, thousands are. */
export interface ProblemClaim extends Pick<ClaimInfo, 'id' | 'charge' | 'serviceFrom' | 'serviceTo'> {
  /** YYYY-MM-DD; null if it is not known. */
  readonly lastDay: string | null;
  /** The service lines (LX01) that need the change. */
  readonly lines: Sample<string>;
}

/** Claims of one provider that need the same change; if that is of another provider, those of that one. */
export interface Problem {
  /** Counts from 0, like that of its provider. */
  readonly number: number;
  readonly provider: Provider;
  /** The first of its findings; the others differ only in claim and place. */
  readonly finding: ClaimFinding;
  readonly tally: Tally;
  readonly claims: Sample<ProblemClaim>;
  /** Null if the latest claim is not listed. */
  latestClaim: ProblemClaim | null;
  readonly kinds: Set<ClaimKind | null>;
  /** The earliest last day to file of its claims, YYYY-MM-DD; null if none is known. */
  lastDay: string | null;
  /** How many places need the change, mostly billing loops. */
  places: number;
  latestPlace: number;
}

export interface Provider {
  readonly number: number;
  readonly npi: string | null;
  readonly name: string | null;
  readonly tally: Tally;
  readonly problems: Map<string, Problem>;
  /** As of a problem. */
  lastDay: string | null;
  /** Findings on problems over the limit. */
  unlisted: number;
}

/** Input can contain any number of findings, so only some details are kept. */
export interface Limits {
  /** Problems of each severity, so that warnings never displace an error. */
  readonly problems: number;
  /** By default, a provider is kept if one of its problems is. */
  readonly providers?: number;
  /** Claims listed under each problem. */
  readonly claims: number;
  /** Which of them; by default, the first of the file. */
  readonly order?: ReportOrder;
}

/** What findings on claims of one loop share. */
interface Shared {
  readonly severity: Severity;
  readonly isDecided: boolean;
  /** The key of the provider. */
  readonly provider: string;
  /** The key of the problem, once it was needed; it stays null if it depends on the claim's dates. */
  problem: string | null;
  readonly isSteady: boolean;
  readonly line: string | null;
}

/** What is found of one claim. */
interface Found {
  readonly list: readonly ClaimFinding[];
  /** Of the place that needs the change, by finding. */
  offsetOf(n: number): number;
  readonly charge: Amount;
  readonly kind: ClaimKind | null;
  /** YYYY-MM-DD; null if it is not known. */
  readonly lastDay: string | null;
}

/** Lines of a claim that are listed. */
const linesKept = 6;

/** Gathers findings on claims by provider and problem, of one file or of several. */
export class Gatherer {
  readonly tally = newTally();
  readonly providers = new Map<string, Provider>();
  readonly problems: Problem[] = [];
  /** Findings on problems over the limit. */
  readonly unlisted: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  private readonly counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  private readonly sharedOf = memoizePerLoop((finding) => sharedOf(finding, finding, isSteady(finding)));
  private readonly sharedBy = memoizePerValues(steadyOf);
  /** Without service dates, the enrollments read otherwise than with those of other claims. */
  private readonly sharedWithoutDates = memoizePerValues(steadyOf);

  constructor(private readonly limits: Limits) {}

  /**
   * @param before bytes of all earlier files, so that no two claims are at the same place
   * @returns the finding's problem; null if it is over the limit
   */
  add(finding: ClaimFinding, before = 0): Problem | null {
    const { claim } = finding;
    const at = before + claim.position.offset;
    const { charge, kind, lastDay = null } = claim;
    const offsetOf = () => finding.position.offset;
    const found = { list: [finding], offsetOf, charge: amountOf(charge), kind, lastDay };
    return this.count(this.sharedOf(finding), found, 0, at, before);
  }

  /** Adds all findings on a claim. What its loop shares is looked up once. */
  addClaim(found: ClaimFindings): void {
    if (!found.isShared) {
      for (const finding of found.list) this.add(finding);
      return;
    }
    const { clm, from } = found.claim;
    const shared = from === 0 ? this.sharedWithoutDates(found) : this.sharedBy(found);
    for (let n = 0; n < shared.length; n++) this.count(shared[n]!, found, n, clm.offset, 0);
  }

  /**
   * Counts a finding on a claim, number n of those found.
   * @param at where the claim begins
   */
  private count(shared: Shared, found: Found, n: number, at: number, before: number): Problem | null {
    const { severity, line } = shared;
    const { charge, lastDay } = found;
    const fate = fateOf(severity, shared.isDecided, this.tally, at);
    countClaim(this.tally, at, fate, charge);

    const provider = this.providers.get(shared.provider) ?? this.newProvider(shared, found, n);
    // By the claim's worst finding so far, including those over the limit.
    if (provider !== null) {
      countClaim(provider.tally, at, this.tally.latestFate, charge);
      provider.lastDay = earlier(provider.lastDay, lastDay);
    }
    const problem = provider && this.problemOf(provider, shared, found, n);
    if (problem === null) {
      this.unlisted[severity]++;
      if (provider !== null) provider.unlisted++;
      return null;
    }
    if (countClaim(problem.tally, at, fate, charge)) this.keepClaim(problem, found, n);
    if (line !== null && problem.latestClaim !== null) keep(problem.latestClaim.lines, line, linesKept);
    problem.kinds.add(found.kind);
    problem.lastDay = earlier(problem.lastDay, lastDay);
    const place = before + found.offsetOf(n);
    if (place !== problem.latestPlace) problem.places++;
    problem.latestPlace = place;
    return problem;
  }

  private keepClaim(problem: Problem, found: Found, n: number): void {
    const { claims, order } = this.limits;
    const sample = problem.claims;
    problem.latestClaim = null;
    if (order !== 'last-day' && sample.items.length >= claims) {
      sample.total++;
      return;
    }
    const { id, charge, serviceFrom, serviceTo } = found.list[n]!.claim;
    const { lastDay } = found;
    const kept = { id, charge, serviceFrom, serviceTo, lastDay, lines: newSample<string>() };
    problem.latestClaim = kept;
    if (order === 'last-day') keepFirst(sample, kept, claims, byLastDay);
    else keep(sample, kept, claims);
  }

  private newProvider({ severity, provider: key }: Shared, found: Found, n: number): Provider | null {
    const { size } = this.providers;
    const { providers } = this.limits;
    if (providers === undefined ? !this.hasRoom(severity) : size >= providers) return null;
    const { npi, name } = found.list[n]!.billing;
    const provider: Provider = {
      number: size,
      npi,
      name,
      tally: newTally(),
      problems: new Map(),
      lastDay: null,
      unlisted: 0,
    };
    this.providers.set(key, provider);
    return provider;
  }

  private problemOf(provider: Provider, shared: Shared, found: Found, n: number): Problem | null {
    const key = shared.problem ?? problemKeyOf(found.list[n]!);
    if (shared.isSteady) shared.problem = key;
    return provider.problems.get(key) ?? this.newProblem(provider, key, shared.severity, found, n);
  }

  private newProblem(
    provider: Provider,
    key: string,
    severity: Severity,
    found: Found,
    n: number,
  ): Problem | null {
    if (!this.hasRoom(severity)) return null;
    this.counts[severity]++;
    const problem: Problem = {
      number: this.problems.length,
      provider,
      finding: found.list[n]!,
      tally: newTally(),
      claims: newSample(),
      latestClaim: null,
      kinds: new Set(),
      lastDay: null,
      places: 0,
      latestPlace: -1,
    };
    this.problems.push(problem);
    provider.problems.set(key, problem);
    return problem;
  }

  private hasRoom(severity: Severity): boolean {
    return this.counts[severity] < this.limits.problems;
  }
}

export function newSample<T>(): Sample<T> {
  return { items: [], total: 0 };
}

export function keep<T>(sample: Sample<T>, item: T, most: number): void {
  if (sample.items.length < most) sample.items.push(item);
  sample.total++;
}

function byLastDay(a: ProblemClaim, b: ProblemClaim): number {
  return compareDays(a.lastDay, b.lastDay);
}

/** Keeps those that are first in an order; of equal ones, those that came first. */
function keepFirst<T>(sample: Sample<T>, item: T, most: number, compare: (a: T, b: T) => number): void {
  const { items } = sample;
  sample.total++;
  let at = items.length;
  while (at > 0 && compare(item, items[at - 1]!) < 0) at--;
  items.splice(at, 0, item);
  if (items.length > most) items.pop();
}

function sharedOf(
  { severity, provider }: ClaimFinding | Judgement,
  loop: Pick<ClaimFinding, 'billing' | 'enrollments'>,
  isSteady: boolean,
): Shared {
  const { npi, name } = loop.billing;
  return {
    severity,
    isDecided: isDecided(loop),
    provider: JSON.stringify([npi, name]),
    problem: null,
    isSteady,
    line: provider?.line ?? null,
  };
}

function isSteady(finding: ClaimFinding): boolean {
  return !isOnBilling(finding) || finding.enrollments.every(({ active }) => active);
}

/** Of claims that share their findings: nothing changes between the days of their services. */
function steadyOf({ verdict }: ClaimFindings): Shared[] {
  return verdict.judgements.map((judgement) => sharedOf(judgement, verdict, true));
}

/** Whether the enrollments of the billing provider have to do with a finding. */
export function isOnBilling({ rule, provider }: { rule: ClaimFinding['rule']; provider?: unknown }): boolean {
  return provider === undefined && rule !== 'filing-overdue';
}

/** Findings with the same key read the same, including the enrollments as of the claim's dates. */
function problemKeyOf(finding: ClaimFinding): string {
  const { rule, severity, message, hint, reasons, enrollments, claim } = finding;
  if (!isOnBilling(finding)) return JSON.stringify([rule, severity, message, hint]);
  const ids = enrollments.map((enrollment) => enrollment.medicaidId + enrollmentSpan(enrollment, claim));
  return JSON.stringify([rule, severity, message, hint, reasons, ids]);
}
