import type { Standards } from '../check/standards';
import type { Verdict } from '../check/verdict';
import type { BillingLoop, ClaimSet } from '../claim/claim';
import { distinct } from '../registry/crosswalk';
import type { JudgedEnrollment } from '../registry/registry';
import { type Case, makeCase } from '../rules/case';
import { judge } from '../rules/catalogue';
import { isTaxonomy, qualifierOf } from '../rules/taxonomy';
import { guidesDiffer } from '../x12/guide';
import { type Certainties, type CodeChoice, type CodeSource, loopName } from './repair';

/** The code chosen for a billing loop. */
export interface Decided {
  readonly code: string;
  readonly source: CodeSource;
  /** The Medicaid ID that it resolves to for all claims; null if there is not exactly one. */
  readonly medicaidId: string | null;
  /** One sentence. */
  readonly why: string;
}

/** No code is certain. */
export interface Undecided {
  readonly code: null;
  readonly why: string;
  readonly choices: readonly CodeChoice[];
}

/** A code that could be written, and the result for the claims so far with it. */
interface Candidate {
  readonly code: string;
  /** No taxonomy rule has an error with it. */
  isSound: boolean;
  /** The Medicaid IDs that it resolved to; includes null if none or several matched. */
  readonly leadsTo: Set<string | null>;
}

/** An NPI with more codes than this has no single one, so they are not tried. */
const MOST_CODES = 200;

/**
 * Chooses the code of a billing loop, narrowed claim by claim, as it must be right for all of them. In this order: the
 * file's own code if no rule objects to it, the code that the user assigned, the code of the only enrollment that
 * matches the NPI, the service dates of all claims, the ZIP and the provider types. Otherwise none: nothing is guessed.
 */
export class Choice {
  private readonly own: string | null;
  /** Why no code may be written, whatever the claims; null if one may. */
  private readonly obstacle: string | null;
  private readonly candidates = new Map<string, Candidate>();
  private isFirst = true;
  /** Indexes of the NPI's enrollments that match every claim. */
  private possible: ReadonlySet<number> = new Set();
  private enrollments: readonly JudgedEnrollment[] = [];
  private readonly assigned = new Set<string>();
  private assignedClaims: 'none' | 'some' | 'all' = 'none';
  private contradicts = false;
  /** Whether each claim matched at least one enrollment. */
  private eachHadOne = true;

  constructor(
    private readonly loop: BillingLoop,
    private readonly set: ClaimSet,
    private readonly standards: Standards,
    private readonly certainties: Certainties,
    private readonly file: string | null,
  ) {
    const prv = loop.prv ?? loop.misplacedPrv;
    this.obstacle = obstacleOf(loop, set);
    this.own = prv !== null && isTaxonomy(prv.code) ? prv.code : null;
    if (this.own !== null) this.addCandidate(this.own);
    for (const assigned of certainties.assignments.codesOf(loop.npi ?? '')) this.addCandidate(assigned);
  }

  /** Takes claims that the verdict applies to. @param payer 2010BB NM109 */
  add(verdict: Verdict, payer: string | null): void {
    this.addAssignment(payer);
    this.addPossible(verdict.given);
    for (const candidate of this.candidates.values()) this.addOutcome(candidate, verdict);
    this.isFirst = false;
  }

  decide(): Decided | Undecided {
    if (this.obstacle !== null) return { code: null, why: this.obstacle, choices: [] };
    const { own, assigned } = this;
    if (own !== null && this.candidates.get(own)!.isSound) return this.decided(own, 'file');
    if (this.contradicts) return this.undecided('What you assigned to these claims contradicts itself.');
    if (assigned.size > 1) return this.undecided(`${manyCodes} You assigned ${listed([...assigned])}.`);
    const [code] = assigned;
    if (code === undefined)
      return own === null
        ? this.decideByRegistry()
        : this.undecided(`With its own code, ${own}, the claims would still bounce.`);
    if (this.assignedClaims === 'some')
      return this.undecided(
        `You assigned ${code} to some claims of this billing loop and nothing to others.`,
      );
    return this.candidates.get(code)!.isSound
      ? this.decided(code, 'assigned')
      : this.undecided(`With ${code}, which you assigned, the claims would still bounce.`);
  }

  private decideByRegistry(): Decided | Undecided {
    const rows = this.possibleRows();
    const ids = distinct(rows.map(({ medicaidId }) => medicaidId));
    const types = distinct(rows.map(({ providerType }) => providerType));
    const codes = codesOf(rows);
    if (this.enrollments.length === 0) return this.undecided('The registry does not list this NPI.');
    if (rows.length === 0) return this.undecided(this.eachHadOne ? manyCodes : noneLeft);
    if (ids.length > 1)
      return this.undecided(`${ids.length} Medicaid IDs are possible, and nothing tells which.`);
    if (types.length > 1)
      return this.undecided(
        `Medicaid ID ${ids[0]} is listed with ${types.length} provider types, and nothing tells which.`,
      );
    const [code] = codes;
    if (code === undefined)
      return this.undecided(`The registry lists no taxonomy code for Medicaid ID ${ids[0]}.`);
    if (codes.length > 1)
      return this.undecided(
        `Medicaid ID ${ids[0]} has ${codes.length} taxonomy codes, and nothing tells which.`,
      );
    const candidate = this.candidates.get(code);
    const leads = candidate !== undefined && candidate.leadsTo.size === 1 && candidate.leadsTo.has(ids[0]!);
    return candidate?.isSound && leads
      ? this.decided(code, 'registry')
      : this.undecided(`${code} does not lead to Medicaid ID ${ids[0]} alone.`);
  }

  private decided(code: string, source: CodeSource): Decided {
    const [only = null, ...others] = this.candidates.get(code)!.leadsTo;
    const medicaidId = others.length === 0 ? only : null;
    return { code, source, medicaidId, why: whyDecided(source, medicaidId) };
  }

  private undecided(why: string): Undecided {
    const choices = this.possibleRows().map(({ taxonomies, medicaidId, providerType }) => ({
      taxonomies,
      medicaidId,
      providerType,
    }));
    return { code: null, why, choices };
  }

  private possibleRows(): JudgedEnrollment[] {
    return this.enrollments.filter((_, index) => this.possible.has(index));
  }

  // ---- one claim

  private addAssignment(payer: string | null): void {
    const codes = this.codesFor(payer);
    if (codes.length > 1) this.contradicts = true;
    for (const code of codes) this.assigned.add(code);
    const now = codes.length > 0 ? 'all' : 'none';
    this.assignedClaims = this.isFirst || this.assignedClaims === now ? now : 'some';
  }

  private codesFor(payer: string | null): readonly string[] {
    const { npi, zip, hl } = this.loop;
    if (npi === null) return [];
    const { kind } = this.set.guide;
    const billingLoop = loopName(this.set, hl);
    return this.certainties.assignments.find({ npi, kind, zip, payer, file: this.file, billingLoop });
  }

  private addPossible(given: Case): void {
    const now = this.possibleFor(given);
    if (now.size === 0) this.eachHadOne = false;
    if (this.isFirst) {
      this.enrollments = given.enrollments;
      this.possible = now;
      const codes = codesOf(this.possibleRows());
      if (codes.length <= MOST_CODES) for (const code of codes) this.addCandidate(code);
    } else this.possible = new Set([...this.possible].filter((index) => now.has(index)));
  }

  /** The enrollments that match a claim by dates, ZIP and provider type. */
  private possibleFor(given: Case): ReadonlySet<number> {
    const { enrollments } = given;
    const resolution = given.resolve(null);
    if (resolution.outcome !== 'resolved' && resolution.outcome !== 'ambiguous') return new Set();
    const here = new Set(resolution.enrollments);
    const { kind } = this.set.guide;
    const types = kind === null ? undefined : this.certainties.bills.get(kind);
    const possible = new Set<number>();
    for (const [index, enrollment] of enrollments.entries()) {
      const { providerType } = enrollment;
      // A row without a type may be of any type.
      const bills = types === undefined || providerType === '' || types.has(providerType);
      if (bills && here.has(enrollment)) possible.add(index);
    }
    return possible;
  }

  private addCandidate(code: string): void {
    if (this.candidates.has(code)) return;
    this.candidates.set(code, { code, isSound: true, leadsTo: new Set() });
  }

  /** Judges the claim as if the loop had the code. */
  private addOutcome(candidate: Candidate, { terms, span }: Verdict): void {
    const { loop, set, standards } = this;
    const prv = {
      position: loop.position,
      provider: 'BI',
      qualifier: qualifierOf(set.guide.version),
      code: candidate.code,
      second: null,
    };
    const given = makeCase({ ...loop, prv, misplacedPrv: null }, set, span, standards.rows, terms);
    if (judge(given).some(({ rule, severity }) => severity === 'error' && rule.startsWith('taxonomy-')))
      candidate.isSound = false;
    const resolution = given.resolve(candidate.code);
    candidate.leadsTo.add(resolution.outcome === 'resolved' ? resolution.medicaidId : null);
  }
}

export const guidesDifferInWords =
  'GS08 and ST03 name different guides, and the PRV is written in another way in each.';

export const prvNotPlain =
  'Its PRV segment holds more than a PRV should; nobody but you knows what it is for.';

/** Why no code may be written to the loop, even if one is known; null if one may. */
function obstacleOf(loop: BillingLoop, { guides, delimiters }: ClaimSet): string | null {
  const { prv, misplacedPrv } = loop;
  if (guidesDiffer(...guides)) return guidesDifferInWords;
  if (loop.isNamedTwice)
    return 'The loop names two billing providers (NM1*85), and nothing tells which one bills.';
  const stated = [prv, prv?.second, misplacedPrv, misplacedPrv?.second].flatMap((one) =>
    one && (one === prv || !otherRoles.has(one.provider)) ? one : [],
  );
  if (new Set(stated.map(({ code }) => code)).size > 1)
    return 'The loop holds PRV segments with different codes; nobody but you knows which one is right.';
  if (prv?.second || misplacedPrv?.second)
    return 'The loop holds its PRV segment twice; remove one of the two.';
  const stands = prv ?? misplacedPrv;
  if (stands !== null && !isPlain(stands.text, delimiters.element)) return prvNotPlain;
  return null;
}

/** PRV01 of providers other than the billing one (DOMAIN.md §4, look-alikes): such a PRV is not a second code. */
const otherRoles: ReadonlySet<string> = new Set(['AS', 'AT', 'OP', 'OT', 'PE', 'RF', 'RP', 'SU']);

const MOST_CHARACTERS = 50;

/** Whether a PRV holds nothing but PRV01 to PRV03. */
export function isPlain(text: string, separator: number): boolean {
  const more = text.split(String.fromCharCode(separator)).slice(4);
  return text.length <= MOST_CHARACTERS && more.every((element) => element === '');
}

function whyDecided(source: CodeSource, medicaidId: string | null): string {
  const leads = medicaidId === null ? '' : ` It leads to Medicaid ID ${medicaidId}.`;
  switch (source) {
    case 'file':
      return `The code stood in this billing loop already.${leads}`;
    case 'assigned':
      return `You assigned the code to these claims.${leads}`;
    case 'registry':
      return `The registry leaves one enrollment for all claims of this billing loop: Medicaid ID ${medicaidId}.`;
  }
}

const manyCodes =
  'The claims of this billing loop need different taxonomy codes. That takes a second billing provider level (HL 20), which the practice system has to make.';

const noneLeft = 'No enrollment of this NPI is left for these claims.';

function codesOf(rows: readonly JudgedEnrollment[]): string[] {
  return distinct(rows.flatMap(({ taxonomies }) => taxonomies)).filter(isTaxonomy);
}

function listed(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}
