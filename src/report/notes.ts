import type { ClaimFinding, ClaimInfo, EnvelopeFinding, Finding, Severity } from '../finding';
import { parseMoney } from '../values/money';
import { enrollmentSpan } from './enrollments';
import { memoizePerLoop } from './memoize-per-loop';
import { countClaim, fateOf, newTally, type Tally } from './tally';

// A file can contain any number of findings, so only some are kept. Each severity has its own limit, so that warnings
// never displace an error.
const problemsKept = 1000;
const envelopeKept = 10;

/** The first few of many. */
export interface Sample<T> {
  readonly items: T[];
  total: number;
}

/** Claims of one provider that need the same change. */
export interface Problem {
  /** The first of its findings; the others differ only in claim and place. */
  readonly finding: ClaimFinding;
  readonly tally: Tally;
  readonly claims: Sample<ClaimInfo>;
  /** How many places in the file need the change. */
  places: number;
  latestPlace: number;
}

export interface Provider {
  readonly npi: string | null;
  readonly name: string | null;
  readonly tally: Tally;
  readonly problems: Map<string, Problem>;
  /** Findings on problems over the limit. */
  unlisted: number;
}

/** What the reports for people keep of one file. */
export interface Notes {
  readonly envelope: Record<Severity, Sample<EnvelopeFinding>>;
  readonly tally: Tally;
  readonly providers: Map<string, Provider>;
  readonly problems: Record<Severity, number>;
  /** Findings on problems over the limit. */
  readonly unlisted: Record<Severity, number>;
  readonly keysOf: (finding: ClaimFinding) => Keys;
}

export interface Keys {
  readonly provider: string;
  /** Null if it depends on the claim's dates. */
  readonly problem: string | null;
}

const newSample = <T>(): Sample<T> => ({ items: [], total: 0 });

export function newNotes(): Notes {
  return {
    envelope: { error: newSample(), warning: newSample(), info: newSample() },
    tally: newTally(),
    providers: new Map(),
    problems: { error: 0, warning: 0, info: 0 },
    unlisted: { error: 0, warning: 0, info: 0 },
    keysOf: memoizePerLoop(keysOf),
  };
}

/** Whether the file has no findings. */
export function isQuiet({ envelope, providers }: Notes): boolean {
  const { error, warning, info } = envelope;
  return providers.size + error.total + warning.total + info.total === 0;
}

function keep<T>(sample: Sample<T>, item: T, most: number): void {
  if (sample.items.length < most) sample.items.push(item);
  sample.total += 1;
}

export function note(notes: Notes, finding: Finding, claimsKept: number): void {
  if (finding.loop === null) keep(notes.envelope[finding.severity], finding, envelopeKept);
  else noteClaim(notes, finding, claimsKept);
}

function noteClaim(notes: Notes, finding: ClaimFinding, claimsKept: number): void {
  const { claim, severity } = finding;
  const charge = parseMoney(claim.charge);
  const { offset } = claim.position;
  const fate = fateOf(finding, notes.tally, offset);
  countClaim(notes.tally, offset, fate, charge);
  const { npi, name } = finding.billing;
  const keys = notes.keysOf(finding);
  const known = notes.providers.get(keys.provider);
  const hasRoom = notes.problems[severity] < problemsKept;
  if (!known && !hasRoom) {
    notes.unlisted[severity] += 1;
    return;
  }

  const provider = known ?? { npi, name, tally: newTally(), problems: new Map(), unlisted: 0 };
  if (!known) notes.providers.set(keys.provider, provider);
  // By the claim's worst finding so far, including those over the limit.
  countClaim(provider.tally, offset, notes.tally.latest?.fate ?? fate, charge);

  const problemKey = keys.problem ?? problemKeyOf(finding);
  let problem = provider.problems.get(problemKey);
  if (!problem && !hasRoom) {
    provider.unlisted += 1;
    notes.unlisted[severity] += 1;
    return;
  }
  if (!problem) {
    problem = { finding, tally: newTally(), claims: newSample(), places: 0, latestPlace: -1 };
    provider.problems.set(problemKey, problem);
    notes.problems[severity] += 1;
  }
  if (countClaim(problem.tally, offset, fate, charge)) keep(problem.claims, claim, claimsKept);
  if (finding.position.offset === problem.latestPlace) return;
  problem.places += 1;
  problem.latestPlace = finding.position.offset;
}

export function keysOf(finding: ClaimFinding): Keys {
  const { npi, name } = finding.billing;
  const isSteady = finding.enrollments.every((enrollment) => enrollment.active);
  return {
    provider: JSON.stringify([npi, name]),
    problem: isSteady ? problemKeyOf(finding) : null,
  };
}

/** Findings with the same key read the same, including the enrollments as of the claim's dates. */
export function problemKeyOf({
  rule,
  severity,
  message,
  hint,
  reasons,
  enrollments,
  claim,
}: ClaimFinding): string {
  const ids = enrollments.map((enrollment) => enrollment.medicaidId + enrollmentSpan(enrollment, claim));
  return JSON.stringify([rule, severity, message, hint, reasons, ids]);
}
