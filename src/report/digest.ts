import type { AnswerKind } from '../answers/answer';
import { claimInfo } from '../check/claim-findings';
import { emptySummary } from '../check/summary';
import type { Verdict } from '../check/verdict';
import type { Claim } from '../claim/claim';
import type {
  BillingInfo,
  ClaimFinding,
  ClaimInfo,
  ClaimKind,
  EnrollmentInfo,
  EnvelopeFinding,
  Finding,
  Outcome,
  ProviderInfo,
  Reason,
  Severity,
  Summary,
} from '../finding';
import { amountOf, compareMoney, plainMoney } from '../values/money';
import {
  type ClaimColumns,
  ClaimRows,
  fateAt,
  hasFindings,
  type ListedClaim,
  type ListedFate,
  type Room,
} from './claim-rows';
import { fatesInOrder } from './decided';
import type { Line, PlaceWanted } from './excerpt';
import { Gatherer, isOnBilling, keep, newSample, type Problem } from './gatherer';
import { countClaim, type Fate, fateOf, isDecided, newTally, type Tally, worst } from './tally';

/** Claims by fate, each counted by its worst finding, and the exact charges of those with an error, in dollars. */
export interface Total {
  readonly claims: Readonly<Record<Fate, number>>;
  readonly atRisk: string;
}

export interface FileTotal extends Total {
  readonly name: string | null;
  readonly summary: Summary;
  /** Whether the envelope has errors, so that claims may have been missed. */
  readonly isBroken: boolean;
  /** Which answer to claims it is; null if it has claims, or is no answer, or nobody looked. */
  readonly answer: AnswerKind | null;
}

export interface ProviderTotal extends Total {
  readonly npi: string | null;
  readonly name: string | null;
}

export interface RuleTotal extends Total {
  readonly rule: ClaimFinding['rule'];
}

/** Claims of one provider that need the same change, over all files. */
export interface ProblemTotal extends Total {
  readonly provider: number;
  readonly rule: ClaimFinding['rule'];
  readonly severity: Severity;
  /** The worst of its claims. */
  readonly fate: Fate;
  readonly message: string;
  readonly hint: string;
  /** Of the billing provider; both are empty if the problem has nothing to do with its enrollments. */
  readonly reasons: readonly Reason[];
  readonly enrollments: readonly EnrollmentInfo[];
  /** The rendering or attending provider that it is about; absent if that is the billing provider. */
  readonly who?: Pick<ProviderInfo, 'role' | 'npi'>;
  /** The earliest last day to file of its claims, YYYY-MM-DD; null if none is known. */
  readonly lastDay: string | null;
  readonly kinds: readonly (ClaimKind | null)[];
  /** Number of places to change, mostly billing loops. */
  readonly places: number;
}

/** The location of a problem, shared by its claims. */
export interface Place {
  readonly problem: number;
  readonly file: number;
  readonly interchange: string | null;
  readonly group: string | null;
  readonly transaction: string | null;
  readonly loop: ClaimFinding['loop'];
  readonly offset: number;
  readonly segment: number;
  readonly hl: string;
  readonly hlOffset: number;
  readonly hlSegment: number;
  /** PRV03 as written, of the provider that the problem is about. */
  readonly taxonomy: string | null;
  /** LX01 of the service line; absent if it is not in one. */
  readonly line?: string;
}

/** What a page or an HTML report shows of a run: all totals, and as many details as the limits allow. Plain JSON. */
export interface Digest extends Total {
  readonly summary: Summary;
  readonly unreadCharges: number;
  readonly files: readonly FileTotal[];
  readonly providers: readonly ProviderTotal[];
  readonly rules: readonly RuleTotal[];
  /** Worst first, then by dollars at risk; undecided ones come first if they are the majority. */
  readonly problems: readonly ProblemTotal[];
  readonly places: readonly Place[];
  readonly rows: ClaimColumns;
  readonly envelope: readonly EnvelopeFinding[];
  /** What exceeded the limits. */
  readonly left: {
    readonly files: number;
    readonly envelope: number;
    /** Claims that are not listed, and those without findings, which reports do not list. */
    readonly rows: Readonly<Record<Fate | 'others', number>>;
  };
  /** The segments around a place, by its number, if they were read. */
  readonly excerpts: Readonly<Record<number, readonly Line[]>>;
}

/** How many details are kept. */
export interface Limits {
  readonly rows: Room;
  readonly files: number;
}

const providersKept = 5000;
const problemsKept = 5000;
const envelopeKept = 200;

/** The billing provider of a claim before any billing loop. */
const nobody = { npi: null, name: null };

/** Builds a digest, one finding at a time. */
export class Digester {
  private readonly gatherer = new Gatherer({ problems: problemsKept, providers: providersKept, claims: 0 });
  private readonly files: FileTotal[] = [];
  private readonly rules = new Map<ClaimFinding['rule'], Tally>();
  private readonly places: Place[] = [];
  /** The latest place of each problem: its number, and where it is. */
  private readonly latestPlaces: { readonly number: number; readonly at: number }[] = [];
  private readonly rows: ClaimRows;
  /** Where the latest claim begins. */
  private latestClaim = -1;
  private readonly envelope = newSample<EnvelopeFinding>();
  private file = 0;
  /** Bytes of all earlier files. */
  private before = 0;
  private fileTally = newTally();
  private isBroken = false;

  constructor(private readonly room: Limits) {
    this.rows = new ClaimRows(room.rows);
  }

  add(finding: Finding): void {
    if (finding.loop !== null) return this.addClaim(finding);
    if (finding.severity === 'error') this.isBroken = true;
    keep(this.envelope, finding, envelopeKept);
  }

  /** Adds a claim after its findings. Without these calls, only claims with findings are listed. */
  claim(claim: Claim, outcome: Outcome, verdict: Verdict | null): void {
    const at = this.before + claim.position.offset;
    // The findings have listed it.
    if (at === this.latestClaim || this.file >= this.room.files) return;
    this.latestClaim = at;
    this.rows.begin();
    this.rows.addOther(fateOfOutcome(outcome), () =>
      this.listed(claimInfo(claim, verdict?.terms.policy ?? null), claim.loop ?? nobody),
    );
  }

  endFile(name: string | null, summary: Summary, answer: AnswerKind | null = null): void {
    const { fileTally, isBroken } = this;
    // Files are numbered in order; the rows of a file over the limit are not kept either.
    if (this.file < this.room.files)
      this.files.push({ name, summary, isBroken, answer, ...totalOf(fileTally) });
    this.file++;
    this.before += summary.bytes + 1;
    this.fileTally = newTally();
    this.isBroken = false;
  }

  digest(summary: Summary = emptySummary): Digest {
    const { files, envelope } = this;
    const rows = this.rows.columns();
    const { tally, providers, problems } = this.gatherer;
    const order = [...problems].sort(worstFirst(fatesInOrder(summary)));
    const newNumbers = new Map(order.map((problem, i) => [problem.number, i]));
    return {
      summary,
      ...totalOf(tally),
      unreadCharges: tally.unreadCharges,
      files,
      providers: [...providers.values()].map(({ npi, name, tally }) => ({ npi, name, ...totalOf(tally) })),
      rules: [...this.rules].map(([rule, tally]) => ({ rule, ...totalOf(tally) })),
      problems: order.map(problemTotal),
      places: this.places.map((place) => ({ ...place, problem: newNumbers.get(place.problem)! })),
      rows,
      envelope: envelope.items,
      left: {
        files: this.file - files.length,
        envelope: envelope.total - envelope.items.length,
        rows: countUnlisted(tally.claims, summary, rows),
      },
      excerpts: {},
    };
  }

  private addClaim(finding: ClaimFinding): void {
    const { claim, rule } = finding;
    const charge = amountOf(claim.charge);
    const at = this.before + claim.position.offset;
    const fate = fateOf(finding.severity, isDecided(finding), this.gatherer.tally, at);
    const problem = this.gatherer.add(finding, this.before);
    countClaim(this.fileTally, at, fate, charge);
    countClaim(this.ofRule(rule), at, fate, charge);
    if (problem !== null && this.file < this.room.files) this.addRow(problem, finding, fate, at);
  }

  private ofRule(rule: ClaimFinding['rule']): Tally {
    const tally = this.rules.get(rule) ?? newTally();
    this.rules.set(rule, tally);
    return tally;
  }

  private addRow(problem: Problem, finding: ClaimFinding, fate: Fate, at: number): void {
    if (at !== this.latestClaim) this.rows.begin();
    this.latestClaim = at;
    const listed = this.listed(finding.claim, finding.billing);
    this.rows.addFinding(finding.severity, fate, listed, () => this.place(problem, finding));
  }

  private listed(claim: ClaimInfo, { npi, name }: Pick<BillingInfo, 'npi' | 'name'>): ListedClaim {
    const { id, charge, serviceFrom: from, serviceTo: to, payerId, payerName, position } = claim;
    const { segment } = position;
    const lastDay = claim.lastDay ?? null;
    return { id, charge, from, to, lastDay, payerId, payerName, npi, name, file: this.file, segment };
  }

  private place({ number, latestPlace }: Problem, finding: ClaimFinding): number {
    let place = this.latestPlaces[number];
    if (place?.at !== latestPlace) {
      place = { number: this.places.length, at: latestPlace };
      this.latestPlaces[number] = place;
      this.places.push(placeOf(finding, number, this.file));
    }
    return place.number;
  }
}

/** How many claims are not among the listed ones, by fate. */
export function countUnlisted(
  claims: Total['claims'],
  summary: Summary,
  rows: ClaimColumns,
): Digest['left']['rows'] {
  const left = { ...claims, others: summary.claims - sum(Object.values(claims)) };
  for (let i = 0; i < rows.count; i++) {
    const fate = fateAt(rows, i);
    if (fate in claims && hasFindings(rows, i)) left[fate as Fate]--;
    else left.others--;
  }
  return left;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Of a claim without findings. */
function fateOfOutcome(outcome: Outcome): ListedFate {
  return outcome === 'undecided' || outcome === 'out-of-scope' || outcome === 'unplaced' ? outcome : 'clean';
}

function totalOf({ claims, atRisk }: Tally): Total {
  return { claims: { ...claims }, atRisk: plainMoney(atRisk.total) };
}

function problemTotal({ provider, finding, tally, kinds, places, lastDay }: Problem): ProblemTotal {
  const { rule, severity, message, hint } = finding;
  const { reasons, enrollments } = isOnBilling(finding) ? finding : { reasons: [], enrollments: [] };
  const shared = { rule, severity, message, hint, reasons, enrollments };
  return {
    provider: provider.number,
    ...shared,
    ...(finding.provider && { who: { role: finding.provider.role, npi: finding.provider.npi } }),
    lastDay,
    fate: worst(tally)!,
    kinds: [...kinds],
    places,
    ...totalOf(tally),
  };
}

function placeOf(finding: ClaimFinding, problem: number, file: number): Place {
  const { interchange, group, transaction, loop, position, billing, provider } = finding;
  const { taxonomy } = provider ?? billing;
  const line = provider?.line ?? null;
  return {
    ...{ problem, file, interchange, group, transaction, loop },
    ...{ offset: position.offset, segment: position.segment, hl: billing.hl },
    ...{ hlOffset: billing.position.offset, hlSegment: billing.position.segment, taxonomy },
    ...(line !== null && { line }),
  };
}

function worstFirst(order: readonly Fate[]): (a: Problem, b: Problem) => number {
  const rank = ({ tally }: Problem) => order.indexOf(worst(tally)!);
  return (a, b) => {
    const gravity = rank(a) - rank(b);
    if (gravity !== 0) return gravity;
    return (
      compareMoney(b.tally.atRisk.total, a.tally.atRisk.total) ||
      claimsOf(b.tally) - claimsOf(a.tally) ||
      a.number - b.number
    );
  };
}

function claimsOf({ claims }: Tally): number {
  return claims.error + claims.undecided + claims.warning + claims.info;
}

/** Where to read the segments around places: the billing loop shows only what is wrong with itself. */
export function placesWanted({ places, files, problems }: Digest, numbers: readonly number[]): PlaceWanted[] {
  return numbers.flatMap((place) => {
    const { file, hlOffset, hlSegment, offset, segment, problem } = places[place]!;
    const { name } = files[file]!;
    const { rule, who } = problems[problem]!;
    if (name === null || !isOnBilling({ rule, provider: who })) return [];
    return [{ place, file: name, hl: { offset: hlOffset, segment: hlSegment }, marked: { offset, segment } }];
  });
}
