import type { Day } from '../../values/dates';
import { MoneySum } from '../../values/money';
import { isNpi } from '../../values/npi';
import { packId, type Segment } from '../../x12/segment';
import { nobody, npiIn, type Provider, providerIn } from './provider';
import { addClaims, type Payer, type ProviderNumber, type ProviderNumbers } from './provider-numbers';
import { type SetEvents, SetReader } from './set-reader';

const BPR = packId('BPR');
const TRN = packId('TRN');
const N1 = packId('N1');
const REF = packId('REF');
const LX = packId('LX');
const TS3 = packId('TS3');
const CLP = packId('CLP');
const NM1 = packId('NM1');
const SVC = packId('SVC');
const PLB = packId('PLB');

/** CLP02 of a reversal of an earlier payment; its amount is negative. */
const REVERSAL = '22';

/** Collects the provider numbers of remittances (835), 4010 and 5010. */
export function read835(numbers: ProviderNumbers): SetReader {
  return new SetReader(new Remittance(numbers));
}

/**
 * The numbers of one part of a remittance: of its payee, of a header number (LX), or of a claim. A claim counts once for
 * each number, however many of the parts that it is in name the number.
 */
class Part {
  private readonly numbers = new Set<ProviderNumber>();
  private readonly paid = new MoneySum();
  private claims = 0;

  constructor(private readonly outer: Part | null) {}

  has(number: ProviderNumber): boolean {
    return this.numbers.has(number) || (this.outer?.has(number) ?? false);
  }

  add(number: ProviderNumber | null): void {
    if (number !== null && !this.has(number)) this.numbers.add(number);
  }

  count(claims: number, paid: string): void {
    this.claims += claims;
    this.paid.add(paid);
    this.outer?.count(claims, paid);
  }

  close(paidOn: Day): void {
    for (const number of this.numbers) addClaims(number, paidOn, this.claims, this.paid.total);
  }
}

/** The part of a remittance that a segment belongs to, as far as provider numbers stand in it. */
type Loop = '1000A' | '1000B' | '2000' | '2100' | 'other';

/** REF01 of a provider's number at the payer: of the payee (1D and G2 in 4010), and of the rendering provider. */
const payeeQualifiers = ['PQ', '1D', 'G2'];
const renderingQualifiers = ['1D', 'G2'];

export class Remittance implements SetEvents {
  private loop: Loop = 'other';
  private paidOn: Day = 0;
  private payer: Payer = { id: '', name: '' };
  /** Whether N104 has the payer's ID; else REF*2U or TRN03 has it. */
  private isPayerIdentified = false;
  private payee = nobody;
  private payeeTaxId = '';
  /** Of the claim, where it is not the payee. */
  private rendering: Provider | null = null;
  private ofPayee = new Part(null);
  private ofHeader: Part | null = null;
  private ofClaim: Part | null = null;

  constructor(private readonly numbers: ProviderNumbers) {}

  open(type: string): boolean {
    if (type !== '835') return false;
    this.loop = 'other';
    this.paidOn = 0;
    this.payer = { id: '', name: '' };
    this.isPayerIdentified = false;
    this.payee = nobody;
    this.payeeTaxId = '';
    return true;
  }

  segment(segment: Segment): void {
    switch (segment.id) {
      case BPR:
        this.paidOn = Math.max(0, segment.day(16, 0));
        return;
      case TRN:
        this.payer = { id: segment.text(3).trim(), name: '' };
        return;
      case N1:
        return this.party(segment);
      case REF:
        return this.reference(segment);
      case LX:
        this.closeHeader();
        this.ofHeader = new Part(this.ofPayee);
        this.loop = '2000';
        return;
      case TS3:
        return this.headerProvider(segment.text(1).trim());
      case CLP:
        this.closeClaim();
        this.ofClaim = new Part(this.ofHeader ?? this.ofPayee);
        this.ofClaim.count(segment.is(2, REVERSAL) ? 0 : 1, segment.text(4));
        this.loop = '2100';
        return;
      case NM1:
        if (this.loop === '2100' && segment.is(1, '82')) this.renderingProvider(segment);
        return;
      case SVC:
      case PLB:
        this.loop = 'other';
    }
  }

  close(): void {
    this.closePayee();
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
      this.numbers.seen(this.payee, this.payer);
    }
  }

  private reference(ref: Segment): void {
    const qualifier = ref.text(1).trim();
    const value = ref.text(2).trim();
    if (this.loop === '1000A' && qualifier === '2U' && !this.isPayerIdentified) {
      this.payer = { ...this.payer, id: value || this.payer.id };
    } else if (this.loop === '1000B') {
      if (qualifier === 'TJ') this.payeeTaxId = value;
      if (payeeQualifiers.includes(qualifier))
        this.ofPayee.add(this.number(this.payee, value, `1000B REF*${qualifier}`));
    } else if (this.loop === '2100' && renderingQualifiers.includes(qualifier)) {
      const provider = this.rendering ?? this.payee;
      this.ofClaim?.add(this.number(provider, value, `2100 REF*${qualifier}`));
    }
  }

  /** @param id TS301: a number at the payer, or an NPI, or the tax ID */
  private headerProvider(id: string): void {
    if (isNpi(id)) this.numbers.seen({ npi: id, name: '' }, this.payer);
    else if (id !== this.payeeTaxId) this.ofHeader?.add(this.number(this.payee, id, '2000 TS3'));
  }

  private renderingProvider(nm1: Segment): void {
    this.rendering = providerIn(nm1);
    this.numbers.seen(this.rendering, this.payer);
    if (nm1.is(8, 'MC')) this.ofClaim?.add(this.number(this.rendering, nm1.text(9), '2100 NM1*82'));
  }

  private number(provider: Provider, value: string, place: string): ProviderNumber | null {
    return this.numbers.find(provider, this.payer, value, place);
  }

  private closeClaim(): void {
    this.ofClaim?.close(this.paidOn);
    this.ofClaim = null;
    this.rendering = null;
  }

  private closeHeader(): void {
    this.closeClaim();
    this.ofHeader?.close(this.paidOn);
    this.ofHeader = null;
  }

  private closePayee(): void {
    this.closeHeader();
    this.ofPayee.close(this.paidOn);
    this.ofPayee = new Part(null);
  }
}
