import { type Day, isoDay } from '../values/dates';
import { parseMoney } from '../values/money';
import { isNpi } from '../values/npi';
import { packIds, positionOf, type Segment } from '../x12/segment';
import type {
  AnswerAdjustment,
  AnswerOutcome,
  AnswerPayer,
  AnswerProvider,
  ProviderAnswer,
  ProviderNumber,
} from './answer';
import { baseOf, dayIn, type EmitAnswer, ServiceDays } from './answer-base';
import { nobody, npiIn, providerIn } from './provider';
import { amountIn } from './read-277';
import type { SetEvents, SetHead } from './set-reader';
import { complaintsOfPairs } from './taxonomy-answers';

const ids = /* @__PURE__ */ packIds(
  'BPR',
  'TRN',
  'N1',
  'REF',
  'LX',
  'TS3',
  'CLP',
  'CAS',
  'NM1',
  'MIA',
  'MOA',
  'DTM',
  'SVC',
  'LQ',
  'PLB',
);

/** CLP02 of a reversal of an earlier payment, whose amounts are negative, and of a denial. */
const REVERSAL = '22';
const DENIED = '4';

/** The part of a remittance that a segment belongs to. */
type Loop = '1000A' | '1000B' | '2000' | '2100' | '2110' | 'other';

/** REF01 of a provider's number at the payer: of the payee (1D and G2 in 4010), and of the rendering provider. */
const payeeQualifiers = ['PQ', '1D', 'G2'];
const renderingQualifiers = ['1D', 'G2'];

/** Elements with remark codes. */
const remarksOf = { mia: [5, 20, 21, 22, 23], moa: [3, 4, 5, 6, 7] };

/** DTM01 of claims (from, to) and of service lines (from, to, on). */
const serviceDates = ['232', '233', '150', '151', '472'];

/** More than any claim has. */
const MOST_CODES = 500;

interface OpenClaim {
  readonly position: ReturnType<typeof positionOf>;
  readonly id: string;
  readonly status: string;
  readonly charge: string;
  readonly paid: string;
  readonly payerClaimId: string;
  readonly adjustments: AnswerAdjustment[];
  readonly remarks: string[];
  readonly days: ServiceDays;
  readonly numbers: ProviderNumber[];
  rendering: AnswerProvider | null;
}

/** Reads remittances (835), 4010 and 5010. Names of patients and their IDs are never read. */
export class RemittanceReader implements SetEvents {
  private head!: SetHead;
  private loop: Loop = 'other';
  private paidOn: Day = 0;
  private payer: AnswerPayer = { id: '', name: '' };
  /** Whether N104 has the payer's ID; else REF*2U or TRN03 has it. */
  private isPayerIdentified = false;
  private payee = nobody;
  private payeeTaxId = '';
  private payeePosition = { offset: 0, segment: 0 };
  private hasPayee = false;
  private readonly numbers = { payee: [] as ProviderNumber[], header: [] as ProviderNumber[] };
  private claim: OpenClaim | null = null;

  constructor(
    private readonly file: string | null,
    private readonly emit: EmitAnswer,
  ) {}

  open(head: SetHead): boolean {
    if (head.type !== '835') return false;
    this.head = head;
    this.loop = 'other';
    this.paidOn = 0;
    this.payer = { id: '', name: '' };
    this.isPayerIdentified = false;
    this.payee = nobody;
    this.payeeTaxId = '';
    this.hasPayee = false;
    return true;
  }

  segment(segment: Segment): void {
    switch (segment.id) {
      case ids.BPR:
        this.paidOn = dayIn(segment, 16);
        return;
      case ids.TRN:
        this.payer = { id: segment.text(3).trim(), name: '' };
        return;
      case ids.N1:
        return this.party(segment);
      case ids.REF:
        return this.reference(segment);
      case ids.LX:
        this.closeHeader();
        this.loop = '2000';
        return;
      case ids.TS3:
        return this.headerProvider(segment);
      case ids.CLP:
        return this.openClaim(segment);
      case ids.NM1:
        if (this.loop === '2100' && segment.is(1, '82')) this.renderingProvider(segment);
        return;
      case ids.SVC:
        this.loop = this.claim === null ? 'other' : '2110';
        return;
      case ids.PLB:
        this.closeClaim();
        this.loop = 'other';
        return;
    }
    if (this.claim !== null) this.ofClaim(segment, this.claim);
  }

  close(): void {
    this.closePayee();
  }

  /** What stands in the claim or its lines besides its names. */
  private ofClaim(segment: Segment, { adjustments, remarks, days }: OpenClaim): void {
    switch (segment.id) {
      case ids.CAS:
        for (let n = 2; n <= 17; n += 3) {
          const reason = codeIn(segment, n);
          if (reason === '' || adjustments.length === MOST_CODES) continue;
          adjustments.push({ group: codeIn(segment, 1), reason, amount: amountIn(segment, n + 1) });
        }
        return;
      case ids.MIA:
      case ids.MOA:
        for (const n of segment.id === ids.MIA ? remarksOf.mia : remarksOf.moa)
          add(remarks, codeIn(segment, n));
        return;
      case ids.LQ:
        if (segment.is(1, 'HE')) add(remarks, codeIn(segment, 2));
        return;
      case ids.DTM:
        if (serviceDates.includes(segment.text(1).trim())) days.add(segment, 2);
    }
  }

  private party(n1: Segment): void {
    const id = n1.text(4).trim();
    this.loop = 'other';
    if (n1.is(1, 'PR')) {
      this.loop = '1000A';
      this.isPayerIdentified = id !== '';
      this.payer = { id: id || this.payer.id, name: n1.text(2).trim() };
    } else if (n1.is(1, 'PE')) {
      this.closePayee();
      this.loop = '1000B';
      this.payee = { npi: npiIn(n1, 3), name: n1.text(2).trim() };
      this.payeeTaxId = n1.is(3, 'FI') ? id : '';
      this.payeePosition = positionOf(n1);
      this.hasPayee = true;
    }
  }

  private reference(ref: Segment): void {
    const qualifier = ref.text(1).trim();
    const number = ref.text(2).trim();
    if (this.loop === '1000A' && qualifier === '2U' && !this.isPayerIdentified) {
      this.payer = { ...this.payer, id: number || this.payer.id };
    } else if (this.loop === '1000B') {
      if (qualifier === 'TJ') this.payeeTaxId = number;
      if (payeeQualifiers.includes(qualifier))
        this.numbers.payee.push({ provider: this.payee, number, place: `1000B REF*${qualifier}` });
    } else if (this.loop === '2100' && renderingQualifiers.includes(qualifier)) {
      const provider = this.claim!.rendering ?? this.payee;
      this.claim!.numbers.push({ provider, number, place: `2100 REF*${qualifier}` });
    }
  }

  /** TS301 is a number at the payer, or an NPI, or the tax ID. */
  private headerProvider(ts3: Segment): void {
    const id = ts3.text(1).trim();
    if (isNpi(id)) this.provider({ npi: id, name: '' }, [], positionOf(ts3));
    else if (id !== this.payeeTaxId)
      this.numbers.header.push({ provider: this.payee, number: id, place: '2000 TS3' });
  }

  private openClaim(clp: Segment): void {
    this.closeClaim();
    this.openPayee();
    this.loop = '2100';
    this.claim = {
      position: positionOf(clp),
      id: clp.text(1).trim(),
      status: codeIn(clp, 2),
      charge: amountIn(clp, 3),
      paid: amountIn(clp, 4),
      payerClaimId: clp.text(7).trim(),
      adjustments: [],
      remarks: [],
      days: new ServiceDays(),
      numbers: [],
      rendering: null,
    };
  }

  private renderingProvider(nm1: Segment): void {
    const rendering = providerIn(nm1);
    this.claim!.rendering = rendering;
    if (nm1.is(8, 'MC'))
      this.claim!.numbers.push({ provider: rendering, number: nm1.text(9).trim(), place: '2100 NM1*82' });
  }

  private closeClaim(): void {
    const { claim, numbers } = this;
    if (claim === null) return;
    this.claim = null;
    const { adjustments, remarks } = claim;
    this.emit({
      type: 'claim-answer',
      ...baseOf('835', this.file, this.head, claim.position, this.paidOn),
      outcome: outcomeOf(claim),
      claimId: claim.id,
      payerClaimId: claim.payerClaimId,
      reference: '',
      statuses: [],
      claimStatus: claim.status,
      adjustments,
      remarks,
      charge: claim.charge,
      paid: claim.paid,
      serviceFrom: isoDay(claim.days.from),
      serviceTo: isoDay(claim.days.to),
      payer: this.payer,
      billing: this.payee,
      rendering: claim.rendering,
      numbers: [...numbers.payee, ...numbers.header, ...claim.numbers],
      taxonomy: complaintsOfPairs(adjustments, remarks),
    });
  }

  private closeHeader(): void {
    this.closeClaim();
    this.numbers.header = [];
  }

  /** Emits the payee, once its numbers are known. */
  private openPayee(): void {
    if (!this.hasPayee) return;
    this.hasPayee = false;
    this.provider(this.payee, this.numbers.payee, this.payeePosition);
  }

  private closePayee(): void {
    this.closeHeader();
    this.openPayee();
    this.numbers.payee = [];
  }

  private provider(
    provider: AnswerProvider,
    numbers: ProviderAnswer['numbers'],
    position: OpenClaim['position'],
  ): void {
    const base = baseOf('835', this.file, this.head, position, this.paidOn);
    this.emit({ type: 'provider', ...base, provider, payer: this.payer, numbers, claims: 0 });
  }
}

/** Reasons that a claim which was priced has, too (DOMAIN.md §5). */
const ordinary = ['23', '24', '45'];

/** A claim with nothing paid is denied by its reasons, whatever CLP02 says of the order of payers (DOMAIN.md §5). */
function outcomeOf({ status, paid, adjustments }: OpenClaim): AnswerOutcome {
  if (status === REVERSAL) return 'reversed';
  if (isPositive(paid)) return 'paid';
  if (status === DENIED) return 'denied';
  if (adjustments.some(({ group, amount }) => group === 'PR' && isPositive(amount))) return 'paid';
  return adjustments.some(({ reason }) => !ordinary.includes(reason)) ? 'denied' : 'paid';
}

function isPositive(amount: string): boolean {
  return (parseMoney(amount)?.units ?? 0n) > 0n;
}

/** A code in element n; '' for anything else, which might be a name. */
function codeIn(segment: Segment, n: number): string {
  const text = segment.text(n).trim();
  return /^[0-9A-Z]{1,6}$/.test(text) ? text : '';
}

function add(codes: string[], code: string): void {
  if (code !== '' && !codes.includes(code) && codes.length < MOST_CODES) codes.push(code);
}
