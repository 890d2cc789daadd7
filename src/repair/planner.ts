import { type CheckListener, FileChecker, MANY_ROWS, spanOf } from '../check/file-checker';
import type { Standards } from '../check/standards';
import type { Verdict } from '../check/verdict';
import type { BillingLoop, Claim, ClaimSet, LoopSegments } from '../claim/claim';
import type { PrvSegment } from '../claim/prv';
import type { Finding, Outcome } from '../finding';
import type { Judgement } from '../rules/catalogue';
import { plainId } from '../rules/policy';
import { MoneySum, plainMoney } from '../values/money';
import type { Segment } from '../x12/segment';
import { Choice, type Decided, type Undecided } from './choice';
import { decideProvider, noProvider } from './provider-choice';
import {
  type Certainties,
  type LoopAtFault,
  loopName,
  type MendedProviderRule,
  type MendedRule,
  mended,
  mendedOfProviders,
  type ProviderAtFault,
} from './repair';
import { leave, leaveProvider, mend, mendProvider, recount, type Step, shownText } from './steps';

/** How many verdicts to keep before it is known whether they are needed. */
const MOST_WAITING = 64;

/** A billing loop with claims. */
interface OpenLoop {
  readonly loop: BillingLoop;
  readonly set: ClaimSet;
  /** null while no claim is at fault. */
  fault: Judgement | null;
  claims: number;
  outOfScope: number;
  readonly charges: MoneySum;
  /** Of the claims that were checked; two stand for several. */
  readonly payers: Set<string | null>;
  waiting: { readonly verdict: Verdict; readonly payer: string | null }[];
  choice: Choice | null;
  /** Whether claims were skipped, so that their verdicts are unknown. */
  hasSkipped: boolean;
  /** Providers in its claims, until the loop itself is decided; their steps come after its own. */
  providers: OpenProvider[];
}

/** A rendering or attending provider that is at fault. */
interface OpenProvider {
  readonly atFault: ProviderAtFault;
  readonly hint: string;
  readonly decision: Decided | Undecided;
  readonly prv: PrvSegment | null;
}

/** Checks a file and plans its repair: chunks in, steps out, in file order. Synchronous. */
export class Planner {
  readonly checker: FileChecker;
  private steps: Step[] = [];
  private open: OpenLoop | null = null;
  /** The set of the last billing loop, and how many segments are inserted into it. */
  private set: ClaimSet | null = null;
  private inserted = 0;
  private closed = 0;
  /** Within the open billing loop. */
  private decidedTo = 0;

  /** @param maySkip whether clean claims may be skipped; their payers are then unknown */
  constructor(
    private readonly standards: Standards,
    private readonly certainties: Certainties,
    private readonly file: string | null,
    told: { finding?(finding: Finding): void },
    maySkip: boolean,
  ) {
    const listener: CheckListener = {
      finding: (finding) => told.finding?.(finding),
      // Otherwise they are made for nobody.
      ...(told.finding === undefined && { claimFindings: () => {} }),
      claim: (claim, outcome, verdict) => this.claim(claim, outcome, verdict),
      endSet: (trailer) => this.endSet(trailer),
    };
    const skippedIn = (loop: LoopSegments, set: ClaimSet) => this.skipIn(loop, set);
    this.checker = new FileChecker(standards, file, maySkip ? { ...listener, skippedIn } : listener);
  }

  /** Removes and returns the steps planned since the last call. */
  take(): readonly Step[] {
    return this.steps.splice(0);
  }

  /** All steps before this offset are known. */
  get decided(): number {
    return this.open === null ? this.closed : Math.max(this.open.loop.position.offset, this.decidedTo);
  }

  private claim(claim: Claim, outcome: Outcome, verdict: Verdict | null): void {
    if (claim.loop === null) return;
    const open = this.openLoop(claim.loop, claim.set);
    if (outcome === 'out-of-scope') open.outOfScope++;
    if (verdict === null) return;
    const { byPayer } = this.certainties.assignments;
    const payer = byPayer || open.payers.size < 2 ? (claim.subscriber?.payerId ?? null) : null;
    if (open.payers.size < 2) open.payers.add(payer && plainId(payer));
    this.wait(open, verdict, byPayer ? payer : null);
    this.addProviders(open, claim, verdict);
    const fault = verdict.judgements.find(({ rule }) => isMended(rule));
    if (fault === undefined) return;
    open.fault ??= fault;
    open.claims++;
    open.charges.add(claim.charge);
  }

  private addProviders(
    { loop, set, providers }: OpenLoop,
    claim: Claim,
    { judgements, own, given }: Verdict,
  ): void {
    const atFault = judgements.filter(({ rule }) => isMendedOfProvider(rule));
    const loops = atFault.length === 0 ? [] : claim.providers!.list();
    for (const { rule, hint, provider: info } of atFault) {
      const index = own!.providers.findIndex((one) => one.info === info);
      const provider = own!.providers[index];
      const prv = loops[index]?.prv ?? null;
      providers.push({
        atFault: {
          file: this.file,
          interchange: set.interchange,
          group: set.group,
          transaction: set.transaction,
          rule: rule as MendedProviderRule,
          provider: info!,
          claim: claim.id,
          charge: claim.charge,
          npi: loop.npi,
          billingLoop: loopName(set, loop.hl),
          position: provider?.position ?? claim.position,
        },
        hint,
        decision: provider === undefined ? noProvider : decideProvider(own!, provider, prv, set),
        prv,
      });
    }
    // A loop with one valid PRV is never at fault, so nothing has to wait for it.
    const { taxonomy } = given;
    if (taxonomy.state !== 'valid' || taxonomy.prv.second !== null) return;
    this.closeProviders(set, providers);
    this.decidedTo = claim.position.offset;
  }

  private closeProviders(set: ClaimSet, providers: OpenProvider[]): void {
    for (const { atFault, hint, decision, prv } of providers.splice(0)) {
      if (decision.code === null) this.steps.push(leaveProvider(atFault, hint, decision));
      else {
        const step = mendProvider(atFault, decision, prv, set, this.inserted);
        if (step.change.change === 'inserted') this.inserted++;
        this.steps.push(step);
      }
    }
  }

  private skipIn(loop: LoopSegments, set: ClaimSet): void {
    this.openLoop(loop.values, set).hasSkipped = true;
  }

  private openLoop(loop: BillingLoop, set: ClaimSet): OpenLoop {
    if (this.open?.loop === loop) return this.open;
    this.closeLoop();
    this.set = set;
    this.open = {
      loop,
      set,
      fault: null,
      claims: 0,
      outOfScope: 0,
      charges: new MoneySum(),
      payers: new Set(),
      waiting: [],
      choice: null,
      hasSkipped: false,
      providers: [],
    };
    return this.open;
  }

  /** Delays working out the code: most loops are not at fault and need none. */
  private wait(open: OpenLoop, verdict: Verdict, payer: string | null): void {
    const last = open.waiting.at(-1);
    if (last?.verdict === verdict && last.payer === payer) return;
    if (verdict.given.taxonomy.state === 'valid') return;
    if (open.waiting.length === MOST_WAITING) this.choose(open);
    open.waiting.push({ verdict, payer });
    // Not many at once where each takes its time.
    if (verdict.given.enrollments.length > MANY_ROWS) this.choose(open);
  }

  private choose(open: OpenLoop): Choice {
    const { loop, set, waiting } = open;
    open.choice ??= new Choice(loop, set, this.standards, this.certainties, this.file);
    for (const { verdict, payer } of waiting) open.choice.add(verdict, payer);
    open.waiting = [];
    return open.choice;
  }

  private closeLoop(): void {
    const { open } = this;
    this.open = null;
    this.decidedTo = 0;
    if (open === null) return;
    if (open.fault !== null) this.closeAtFault(open, open.fault);
    this.closeProviders(open.set, open.providers);
  }

  private closeAtFault(open: OpenLoop, fault: Judgement): void {
    const { loop, set } = open;
    if (open.hasSkipped) {
      const { others } = this.standards;
      this.wait(open, this.checker.verdictOn(loop, set, spanOf(set), others), null);
    }
    const atFault = this.atFault(open, fault);
    const decision = this.choose(open).decide();
    if (decision.code === null) this.steps.push(leave(atFault, fault.hint, decision));
    else {
      const step = mend(atFault, decision, loop, set, this.inserted);
      if (step.change.change === 'inserted') this.inserted++;
      this.steps.push(step);
    }
  }

  private atFault(
    { loop, set, claims, charges, outOfScope, payers }: OpenLoop,
    fault: Judgement,
  ): LoopAtFault {
    const [payer = null, ...otherPayers] = payers;
    return {
      file: this.file,
      interchange: set.interchange,
      group: set.group,
      transaction: set.transaction,
      rule: fault.rule as MendedRule,
      npi: loop.npi,
      name: loop.name,
      hl: loop.hl,
      billingLoop: loopName(set, loop.hl),
      kind: set.guide.kind,
      zip: loop.zip,
      payer: otherPayers.length === 0 ? payer : null,
      billing: { ...loop.position, text: shownText(loop.text, set.delimiters) },
      claims,
      charges: plainMoney(charges.total),
      outOfScope,
    };
  }

  private endSet(trailer: Segment | null): void {
    const { set } = this;
    this.closeLoop();
    if (trailer !== null) {
      const step = this.inserted > 0 ? recount(this.file, set!, trailer, this.inserted) : null;
      if (step !== null) this.steps.push(step);
      this.closed = trailer.offset;
    }
    this.inserted = 0;
  }
}

function isMendedOfProvider(rule: string): rule is MendedProviderRule {
  return (mendedOfProviders as readonly string[]).includes(rule);
}

function isMended(rule: string): rule is MendedRule {
  return (mended as readonly string[]).includes(rule);
}
