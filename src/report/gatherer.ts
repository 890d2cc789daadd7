import type { ClaimFinding, ClaimInfo, ClaimKind, Severity } from '../finding';
import { parseMoney } from '../values/money';
import { enrollmentSpan } from './enrollments';
import { memoizePerLoop } from './memoize-per-loop';
import { compareDays, earlier, type ReportOrder } from './order';
import { countClaim, fateOf, newTally, type Tally } from './tally';

/** The first few of many. */
export interface Sample<T> {
  readonly items: T[];
  total: number;
}

/** A claim of a problem, and its service lines (LX01) that need the change. */
export interface ProblemClaim {
  readonly claim: ClaimInfo;
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
  private readonly keysOf = memoizePerLoop(keysOf);

  constructor(private readonly limits: Limits) {}

  /**
   * @param before bytes of all earlier files, so that no two claims are at the same place
   * @returns the finding's problem; null if it is over the limit
   */
  add(finding: ClaimFinding, before = 0): Problem | null {
    const { claim, severity } = finding;
    const charge = parseMoney(claim.charge);
    const at = before + claim.position.offset;
    const fate = fateOf(finding, this.tally, at);
    countClaim(this.tally, at, fate, charge);

    const keys = this.keysOf(finding);
    const provider = this.providers.get(keys.provider) ?? this.newProvider(keys.provider, finding);
    // By the claim's worst finding so far, including those over the limit.
    if (provider !== null) {
      countClaim(provider.tally, at, this.tally.latest?.fate ?? fate, charge);
      provider.lastDay = earlier(provider.lastDay, claim.lastDay ?? null);
    }
    const key = keys.problem ?? problemKeyOf(finding);
    const problem = provider && (provider.problems.get(key) ?? this.newProblem(provider, key, finding));
    if (problem === null) {
      this.unlisted[severity]++;
      if (provider !== null) provider.unlisted++;
      return null;
    }
    if (countClaim(problem.tally, at, fate, charge)) this.keepClaim(problem, claim);
    const line = finding.provider?.line ?? null;
    if (line !== null) keep(problem.latestClaim!.lines, line, linesKept);
    problem.kinds.add(claim.kind);
    problem.lastDay = earlier(problem.lastDay, claim.lastDay ?? null);
    const place = before + finding.position.offset;
    if (place !== problem.latestPlace) problem.places++;
    problem.latestPlace = place;
    return problem;
  }

  private keepClaim(problem: Problem, claim: ClaimInfo): void {
    const kept = { claim, lines: newSample<string>() };
    problem.latestClaim = kept;
    const { claims, order } = this.limits;
    if (order === 'last-day') keepFirst(problem.claims, kept, claims, byLastDay);
    else keep(problem.claims, kept, claims);
  }

  private newProvider(key: string, { severity, billing }: ClaimFinding): Provider | null {
    const { size } = this.providers;
    const { providers } = this.limits;
    if (providers === undefined ? !this.hasRoom(severity) : size >= providers) return null;
    const { npi, name } = billing;
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

  private newProblem(provider: Provider, key: string, finding: ClaimFinding): Problem | null {
    if (!this.hasRoom(finding.severity)) return null;
    this.counts[finding.severity]++;
    const problem: Problem = {
      number: this.problems.length,
      provider,
      finding,
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
  return compareDays(a.claim.lastDay ?? null, b.claim.lastDay ?? null);
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

/** The keys of a finding's provider and problem; the latter is null if it depends on the claim's dates. */
function keysOf(finding: ClaimFinding): { readonly provider: string; readonly problem: string | null } {
  const { npi, name } = finding.billing;
  const isSteady = !isOnBilling(finding) || finding.enrollments.every(({ active }) => active);
  return {
    provider: JSON.stringify([npi, name]),
    problem: isSteady ? problemKeyOf(finding) : null,
  };
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
