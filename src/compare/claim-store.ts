import type { Verdict } from '../check/verdict';
import { type Claim, taxonomyOf } from '../claim/claim';
import type { ClaimRuleId, Outcome, OwnRuleId, Reason } from '../finding';
import type { Judgement } from '../rules/catalogue';
import { plainId } from '../rules/policy';
import type { Day } from '../values/dates';
import { centsOf } from './cents';
import type { Names } from './names';
import { Distinct, Numbers } from './numbers';
import { bitOf } from './roles';
import { SetStore } from './set-store';

/** A payer or provider of claims. */
export interface Party {
  /** 2010BB NM109, or the NPI; '' if absent. */
  readonly id: string;
  readonly name: string;
}

/** What was found on claims: few differ. */
export interface FoundOn {
  readonly outcome: Outcome;
  readonly errors: readonly (ClaimRuleId | OwnRuleId)[];
  readonly warnings: readonly (ClaimRuleId | OwnRuleId)[];
  readonly reasons: readonly Reason[];
  /** Bits of the roles on whose taxonomy there is an error. */
  readonly roles: number;
  /** The state of the taxonomy in Loop 2000A; null if it was not judged. */
  readonly taxonomy: 'missing' | 'misplaced' | 'malformed' | 'valid' | null;
  /** Whether the ZIP alone leads to one Medicaid ID. */
  readonly isToldByZip: boolean;
}

const notJudged = {
  errors: [],
  warnings: [],
  reasons: [],
  roles: 0,
  taxonomy: null,
  isToldByZip: false,
} as const;

/** Claims with what was found on each, in columns: about 70 bytes a claim, and its number. */
export class ClaimStore {
  readonly sets: SetStore;
  readonly payers = new Distinct<Party>();
  readonly providers = new Distinct<Party>();
  readonly found = new Distinct<FoundOn>();
  private readonly ids = new Numbers(Uint32Array);
  private readonly codes = new Numbers(Uint32Array);
  private readonly setNumbers = new Numbers(Int32Array);
  private readonly payerNumbers = new Numbers(Int32Array);
  private readonly providerNumbers = new Numbers(Int32Array);
  private readonly foundNumbers = new Numbers(Int32Array);
  private readonly firstDays = new Numbers(Int32Array);
  private readonly lastDays = new Numbers(Int32Array);
  private readonly charges = new Numbers(Float64Array);
  private readonly prvs = new Numbers(Int32Array);
  private readonly offsets = new Numbers(Float64Array);
  /** What is known of the payer's number, and the last answer; set while answers are matched. */
  private readonly payerIds = new Numbers(Uint32Array);
  private readonly lasts = new Numbers(Int32Array);
  private lastVerdict: Verdict | null = null;
  private lastFound = 0;

  constructor(private readonly names: Names) {
    this.sets = new SetStore(names);
  }

  get length(): number {
    return this.ids.length;
  }

  /** @param file its name */
  add(claim: Claim, outcome: Outcome, verdict: Verdict | null, file: string | null): void {
    const { loop, subscriber } = claim;
    const payer = { id: subscriber?.payerId ?? '', name: subscriber?.payerName ?? '' };
    const provider = { id: loop?.npi ?? '', name: loop?.name ?? '' };
    this.ids.push(this.names.number(claim.id.trim()));
    this.codes.push(this.names.number((loop && taxonomyOf(loop)) ?? ''));
    this.setNumbers.push(this.sets.number(claim.set, file));
    this.payerNumbers.push(this.payers.number(plainId(payer.id) || payer.name, () => payer));
    this.providerNumbers.push(this.providers.number(provider.id || `\0${provider.name}`, () => provider));
    this.foundNumbers.push(this.foundOn(outcome, verdict));
    this.firstDays.push(claim.from);
    this.lastDays.push(claim.to);
    this.charges.push(centsOf(claim.charge));
    this.prvs.push((loop?.prv ?? loop?.misplacedPrv)?.position.segment ?? 0);
    this.offsets.push(claim.position.offset);
    this.payerIds.push(0);
    this.lasts.push(-1);
  }

  /** Compares numbers of claims (CLM01), which are equal for the same text. */
  idOf(claim: number): number {
    return this.ids.at(claim);
  }

  id(claim: number): string {
    return this.names.text(this.ids.at(claim));
  }

  /** PRV03. */
  code(claim: number): string {
    return this.names.text(this.codes.at(claim));
  }

  /** Its set, by its number. */
  set(claim: number): number {
    return this.setNumbers.at(claim);
  }

  payer(claim: number): Party {
    return this.payers.values[this.payerNumbers.at(claim)]!;
  }

  provider(claim: number): Party {
    return this.providers.values[this.providerNumbers.at(claim)]!;
  }

  foundOnClaim(claim: number): FoundOn {
    return this.found.values[this.foundNumbers.at(claim)]!;
  }

  from(claim: number): Day {
    return this.firstDays.at(claim);
  }

  to(claim: number): Day {
    return this.lastDays.at(claim);
  }

  /** In cents; NaN if it cannot be read. */
  charge(claim: number): number {
    return this.charges.at(claim);
  }

  /** The place of the PRV of Loop 2000A in its set; 0 if absent. */
  prv(claim: number): number {
    return this.prvs.at(claim);
  }

  /** Of the CLM. */
  offset(claim: number): number {
    return this.offsets.at(claim);
  }

  /** The payer's number, as a number of a text; 0 if it is not known. */
  payerClaimId(claim: number): number {
    return this.payerIds.at(claim);
  }

  learnPayerClaimId(claim: number, text: number): void {
    this.payerIds.set(claim, text);
  }

  /** The answer that was attached last; -1 for none. */
  lastAnswer(claim: number): number {
    return this.lasts.at(claim);
  }

  setLastAnswer(claim: number, answer: number): void {
    this.lasts.set(claim, answer);
  }

  /** Whether two claims with the same number are one, given twice. */
  areOne(a: number, b: number): boolean {
    return (
      this.sets.areCopies(this.set(a), this.set(b)) &&
      this.providerNumbers.at(a) === this.providerNumbers.at(b) &&
      this.payerNumbers.at(a) === this.payerNumbers.at(b) &&
      this.from(a) === this.from(b) &&
      this.to(a) === this.to(b) &&
      Object.is(this.charge(a), this.charge(b))
    );
  }

  private foundOn(outcome: Outcome, verdict: Verdict | null): number {
    if (verdict !== null && verdict === this.lastVerdict) return this.lastFound;
    const found = verdict === null ? { outcome, ...notJudged } : foundIn(outcome, verdict);
    this.lastVerdict = verdict;
    this.lastFound = this.found.number(JSON.stringify(found), () => found);
    return this.lastFound;
  }
}

function foundIn(outcome: Outcome, { judgements, given }: Verdict): FoundOn {
  const rulesOf = (severity: string) => [
    ...new Set(judgements.filter((one) => one.severity === severity).map(({ rule }) => rule)),
  ];
  const { taxonomy, reasons } = given;
  return {
    outcome,
    errors: rulesOf('error'),
    warnings: rulesOf('warning'),
    reasons,
    roles: judgements.reduce((bits, judgement) => bits | errorRole(judgement), 0),
    taxonomy: taxonomy.state,
    isToldByZip: given.resolve(null).outcome === 'resolved',
  };
}

/** The role on whose taxonomy a judgement is an error, as a bit; 0 if it is none. */
function errorRole({ rule, severity, provider }: Judgement): number {
  if (severity !== 'error' || !isAboutTaxonomy(rule)) return 0;
  return bitOf(provider?.role ?? 'billing');
}

/** A payer that finds no enrollment for NPI, taxonomy and ZIP does not say which of them is wrong. */
function isAboutTaxonomy(rule: string): boolean {
  return rule.includes('taxonomy-') || rule === 'zip-not-enrolled';
}
