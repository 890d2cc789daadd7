import type { Claim } from '../claim/claim';
import type { ClaimFinding, ClaimInfo, ClaimKind, FindingDetails, Position } from '../finding';
import { claimRule, type Judgement } from '../rules/catalogue';
import { lastDayOf } from '../rules/filing';
import type { Policy } from '../rules/policy';
import type { Facts } from '../rules/rule';
import { isoDay } from '../values/dates';
import { type Amount, amountOf, plainCents } from '../values/money';
import { positionOf } from '../x12/segment';
import type { Verdict } from './verdict';

const digitsAndPoint = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number((byte >= 0x30 && byte <= 0x39) || byte === 0x2e),
);
const charge = new Uint8Array(256);

/**
 * The findings on one claim, of which objects are made only for who asks. All claims of a file share this object: it is
 * valid until the call returns.
 */
export class ClaimFindings {
  claim!: Claim;
  verdict!: Verdict;
  /** Whether the rendering provider has the valid code of Loop 2000A. */
  isCopied = false;
  /** Whether claims with the same `verdict` and `isCopied` have the same findings, but for `claim`. */
  isShared = false;
  /** Whether all judgements of the verdict are about the billing loop, and at the same place for all its claims. */
  private isOnLoop = false;
  private made: readonly ClaimFinding[] | null = null;
  private readonly amount = { cents: 0, other: null as Amount['other'] };
  private isAmountRead = false;

  /** @param details whether findings have details */
  constructor(
    private readonly file: string | null,
    private readonly details: boolean,
  ) {}

  /** Moves on to another claim. */
  place(claim: Claim, verdict: Verdict): void {
    const { taxonomy } = verdict.given;
    if (verdict !== this.verdict) this.isOnLoop = verdict.own === null && verdict.judgements.every(isPlaced);
    this.claim = claim;
    this.verdict = verdict;
    this.isCopied = taxonomy.state === 'valid' && claim.isRenderedUnder(taxonomy.code);
    this.isShared = this.isOnLoop && !claim.unreadableDate.isKept;
    this.made = null;
    this.isAmountRead = false;
  }

  /** Where finding number n is. */
  offsetOf(n: number): number {
    return placeOn(this.claim, this.verdict.judgements[n]!).offset;
  }

  /** By position. */
  get list(): readonly ClaimFinding[] {
    this.made ??= this.make();
    return this.made;
  }

  /** CLM02. */
  get charge(): Amount {
    const { amount, claim } = this;
    if (this.isAmountRead) return amount;
    this.isAmountRead = true;
    const length = claim.clm.copyPlain(2, digitsAndPoint, charge, 0);
    amount.cents = length === -1 ? -1 : plainCents(charge, length);
    amount.other = null;
    return amount.cents === -1 ? Object.assign(amount, amountOf(claim.charge)) : amount;
  }

  get kind(): ClaimKind | null {
    return this.claim.set.guide.kind;
  }

  /** The last day on which the payer takes the claim, YYYY-MM-DD; null if it is not known. */
  get lastDay(): string | null {
    return isoDay(lastDayOf(this.claim, this.verdict.terms.policy));
  }

  private make(): readonly ClaimFinding[] {
    const { claim, verdict } = this;
    const info = claimInfo(claim, verdict.terms.policy);
    if (verdict.judgements.length > 1) {
      Object.freeze(info);
      Object.freeze(info.position);
    }
    return verdict.judgements.map((judgement) => ({
      type: 'finding',
      schema: 1,
      rule: judgement.rule,
      severity: judgement.severity,
      message: judgement.message,
      hint: this.isCopied ? hintIfCopied(judgement, info.kind) : judgement.hint,
      file: this.file,
      interchange: claim.set.interchange,
      group: claim.set.group,
      transaction: claim.set.transaction,
      loop: judgement.loop,
      position: placeOn(claim, judgement),
      billing: verdict.billing,
      ...(judgement.provider && { provider: judgement.provider }),
      claim: info,
      reasons: verdict.given.reasons,
      enrollments: verdict.enrollments,
      ...(this.details && {
        details: detailsOf(
          judgement.provider ?? { role: 'billing', line: null, npi: verdict.billing.npi },
          judgement.facts?.() ?? {},
        ),
      }),
    }));
  }
}

/** Whether a judgement is at the same place for all claims of the loop. */
function isPlaced({ position }: Judgement): boolean {
  return position !== null;
}

/** The position of a judgement on this claim. */
export function placeOn(claim: Claim, { position, loop }: Judgement): Position {
  if (position !== null) return position;
  return loop === '2010BB' ? claim.subscriber!.payerPosition : positionOf(claim.unreadableDate);
}

/** The hint for a claim whose rendering provider has the code of Loop 2000A. */
function hintIfCopied({ rule, hint }: Judgement, kind: ClaimInfo['kind']): string {
  const sentence = claimRule(rule).ifCopied?.(kind);
  return sentence === undefined ? hint : `${hint} ${sentence}`;
}

/** @param policy that of its payer; null if it is not judged */
export function claimInfo(claim: Claim, policy: Policy | null): ClaimInfo {
  const { set, subscriber } = claim;
  const lastDay = policy === null ? null : isoDay(lastDayOf(claim, policy));
  return {
    id: claim.id,
    charge: claim.charge,
    kind: set.guide.kind,
    purpose: set.purpose,
    frequency: claim.frequency,
    serviceFrom: isoDay(claim.from),
    serviceTo: isoDay(claim.to),
    payerId: subscriber?.payerId ?? null,
    payerName: subscriber?.payerName ?? null,
    filing: subscriber?.filing ?? null,
    ...(lastDay !== null && { lastDay }),
    position: claim.position,
  };
}

export function detailsOf(
  about: Pick<FindingDetails, 'role' | 'line' | 'npi'>,
  { element = null, found = null, expected = null, segment = null, candidates = [] }: Facts,
): FindingDetails {
  const { role, line, npi } = about;
  return { role, line, npi: npi || null, element, found, expected, segment, candidates };
}
