import { type Day, isoDay } from '../values/dates';
import { packIds, positionOf, type Segment } from '../x12/segment';
import type { AnswerKind, AnswerOutcome, AnswerPayer, AnswerStatus, ProviderNumber } from './answer';
import { baseOf, dayIn, type EmitAnswer, ServiceDays } from './answer-base';
import { nobody, providerIn } from './provider';
import type { SetEvents, SetHead } from './set-reader';
import { complaintsOfStatuses, isRefusal } from './taxonomy-answers';

const ids = /* @__PURE__ */ packIds('BHT', 'HL', 'NM1', 'TRN', 'STC', 'REF', 'DTP', 'QTY', 'SVC');

/** HL03. All other levels have claims. */
const levels = { source: '20', receiver: '21', provider: '19' };

/** Statuses of a claim, a provider or a submission, with the amounts beside them. */
interface Statuses {
  readonly all: AnswerStatus[];
  /** Those that are not of service lines. */
  readonly own: AnswerStatus[];
  charge: string;
  paid: string;
}

interface OpenClaim {
  readonly position: ReturnType<typeof positionOf>;
  readonly id: string;
  readonly statuses: Statuses;
  readonly days: ServiceDays;
  payerClaimId: string;
  inLine: boolean;
}

const none: AnswerPayer = { id: '', name: '' };

/**
 * Reads claim acknowledgements (277CA, 005010X214) and answers to status inquiries (277, 005010X212). Names of patients,
 * their IDs and free text (STC12) are never read.
 */
export class StatusReader implements SetEvents {
  private kind: AnswerKind = '277CA';
  private head!: SetHead;
  private day: Day = 0;
  private level = '';
  private levelPosition = { offset: 0, segment: 0 };
  private payer = none;
  private reference = '';
  private provider = nobody;
  private numbers: ProviderNumber[] = [];
  /** Accepted and rejected claims of the provider. */
  private counted = 0;
  private ofLevel = newStatuses();
  private claim: OpenClaim | null = null;

  constructor(
    private readonly file: string | null,
    private readonly emit: EmitAnswer,
    private readonly kinds: readonly AnswerKind[] = ['277CA', '277'],
  ) {}

  open(head: SetHead): boolean {
    const kind = kindOf277(head.type, head.guide);
    if (kind === null || !this.kinds.includes(kind)) return false;
    this.kind = kind;
    this.head = head;
    this.day = 0;
    this.level = '';
    this.payer = none;
    this.reference = '';
    this.provider = nobody;
    return true;
  }

  segment(segment: Segment): void {
    switch (segment.id) {
      case ids.BHT:
        this.day = dayIn(segment, 4);
        return;
      case ids.HL:
        return this.openLevel(segment);
      case ids.NM1:
        return this.entity(segment);
      case ids.TRN:
        return this.trace(segment);
      case ids.STC:
        return this.status(segment);
      case ids.REF:
        return this.number(segment);
      case ids.DTP:
        if (segment.is(1, '472')) this.claim?.days.add(segment, 3);
        return;
      case ids.SVC:
        if (this.claim !== null) this.claim.inLine = true;
        return;
      case ids.QTY:
        if (this.level === levels.provider && (segment.is(1, 'QA') || segment.is(1, 'QC')))
          this.counted += countIn(segment.text(2));
    }
  }

  close(): void {
    this.endLevel();
  }

  private get inClaims(): boolean {
    return this.level !== '' && !Object.values(levels).includes(this.level);
  }

  private openLevel(hl: Segment): void {
    this.endLevel();
    this.level = hl.text(3).trim();
    this.levelPosition = positionOf(hl);
    if (this.level === levels.source) this.payer = none;
    if (this.level === levels.source || this.level === levels.receiver) this.reference = '';
    if (this.inClaims) return;
    this.provider = nobody;
    this.numbers = [];
  }

  private entity(nm1: Segment): void {
    if (this.level === levels.source) this.payer = { id: nm1.text(9).trim(), name: nm1.text(3).trim() };
    else if (this.level === levels.provider && (nm1.is(1, '85') || nm1.is(1, '1P')))
      this.provider = providerIn(nm1);
  }

  private trace(trn: Segment): void {
    if (this.level === levels.receiver) this.reference = trn.text(2).trim();
    if (!this.inClaims) return;
    this.endClaim();
    this.claim = {
      position: positionOf(trn),
      id: trn.text(2).trim(),
      statuses: newStatuses(),
      days: new ServiceDays(),
      payerClaimId: '',
      inLine: false,
    };
  }

  private status(stc: Segment): void {
    const statuses = this.inClaims ? this.claim?.statuses : this.ofLevel;
    if (statuses === undefined) {
      const message = `A status stands before the number of its claim (TRN) and was not read (at byte ${stc.offset}).`;
      return this.emit({ type: 'unread', file: this.file, message, offset: stc.offset });
    }
    const isOfLine = this.claim?.inLine === true;
    for (const n of [1, 10, 11]) {
      const [category = '', status = '', entity = ''] = [1, 2, 3].map((c) =>
        stc.component(n, c, this.head.delimiters.component).trim(),
      );
      // An entity or a code may only be a code: anything else could be a name that slipped in there.
      if (![category, status, entity].every((code) => /^[0-9A-Z]{0,5}$/.test(code)) || category === '')
        continue;
      statuses.all.push({ category, status, entity });
      if (!isOfLine) statuses.own.push({ category, status, entity });
    }
    if (isOfLine) return;
    statuses.charge ||= amountIn(stc, 4);
    statuses.paid ||= amountIn(stc, 5);
  }

  private number(ref: Segment): void {
    if (this.claim !== null && !this.claim.inLine && ref.is(1, '1K'))
      this.claim.payerClaimId ||= ref.text(2).trim();
    if (this.level === levels.provider && ref.is(1, 'G2'))
      this.numbers.push({ provider: this.provider, number: ref.text(2).trim(), place: '2200C REF*G2' });
  }

  private endClaim(): void {
    const { claim } = this;
    if (claim === null) return;
    this.claim = null;
    const { all, own, charge, paid } = claim.statuses;
    this.emit({
      type: 'claim-answer',
      ...this.base(claim.position),
      outcome: outcomeOf(own, paid),
      claimId: claim.id,
      payerClaimId: claim.payerClaimId,
      reference: this.reference,
      statuses: all,
      claimStatus: '',
      adjustments: [],
      remarks: [],
      charge,
      paid,
      serviceFrom: isoDay(claim.days.from),
      serviceTo: isoDay(claim.days.to),
      payer: this.payer,
      billing: this.provider,
      rendering: null,
      numbers: this.numbers,
      taxonomy: complaintsOfStatuses(all),
    });
  }

  private endLevel(): void {
    this.endClaim();
    if (this.level === levels.provider) this.endProvider();
    if (this.level === levels.provider || this.level === levels.receiver) this.endScope();
    this.ofLevel = newStatuses();
  }

  private endProvider(): void {
    const { provider, payer, numbers, counted } = this;
    this.counted = 0;
    this.emit({
      type: 'provider',
      ...this.base(this.levelPosition),
      provider,
      payer,
      numbers,
      claims: counted,
    });
  }

  private endScope(): void {
    const { all, own } = this.ofLevel;
    if (all.length === 0) return;
    this.emit({
      type: 'scope-answer',
      ...this.base(this.levelPosition),
      outcome: outcomeOf(own, ''),
      scope: this.level === levels.provider ? 'provider' : 'submission',
      answered: { interchange: null, group: null, transaction: null },
      guide: '',
      reference: this.reference,
      codes: [],
      statuses: all,
      segments: [],
      payer: this.payer,
      billing: this.provider,
      taxonomy: complaintsOfStatuses(all),
    });
  }

  private base(position: OpenClaim['position']) {
    return baseOf(this.kind, this.file, this.head, position, this.day);
  }
}

/** @param type ST01 */
export function kindOf277(type: string, guide: string): '277CA' | '277' | null {
  if (type !== '277') return null;
  if (guide.includes('X214')) return '277CA';
  return guide.includes('X212') ? '277' : null;
}

function newStatuses(): Statuses {
  return { all: [], own: [], charge: '', paid: '' };
}

/** What categories say together (DOMAIN.md §5): one that turns the claim down counts before any other. */
function outcomeOf(statuses: readonly AnswerStatus[], paid: string): AnswerOutcome {
  const categories = statuses.map(({ category }) => category);
  const has = (...wanted: string[]) => categories.some((category) => wanted.includes(category));
  if (has('F2')) return 'denied';
  if (categories.some(isRefusal)) return 'rejected';
  if (has('F1') || (has('F0') && Number(paid) > 0)) return 'paid';
  if (has('A2', 'A5')) return 'accepted';
  if (has('A0', 'A1')) return 'received';
  return categories.some((category) => category.startsWith('P')) ? 'pending' : 'unknown';
}

/** The number in QTY02; 0 if it is not one. */
function countIn(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
}

/** An amount as written; '' if the element has anything else. */
export function amountIn(segment: Segment, n: number): string {
  const text = segment.text(n).trim();
  return /^[+-]?\d{0,30}(?:\.\d{0,30})?$/.test(text) ? text : '';
}
