import type { Day } from '../../values/dates';
import { noMoney } from '../../values/money';
import { packId, type Segment } from '../../x12/segment';
import { nobody, providerIn } from './provider';
import { addClaims, type Payer, type ProviderNumber, type ProviderNumbers } from './provider-numbers';
import { type SetEvents, SetReader } from './set-reader';

const BHT = packId('BHT');
const HL = packId('HL');
const NM1 = packId('NM1');
const REF = packId('REF');
const QTY = packId('QTY');

/** HL03. */
const levels = { source: '20', provider: '19' };

/** Collects the provider numbers of claim acknowledgements (277CA). */
export function read277ca(numbers: ProviderNumbers): SetReader {
  return new SetReader(new Acknowledgement(numbers));
}

export class Acknowledgement implements SetEvents {
  private level = '';
  private answeredOn: Day = 0;
  private payer: Payer = { id: '', name: '' };
  private provider = nobody;
  private readonly ofProvider = new Set<ProviderNumber>();
  /** Accepted and rejected claims of the provider. */
  private claims = 0;

  constructor(private readonly numbers: ProviderNumbers) {}

  open(type: string, guide: string): boolean {
    if (type !== '277' || !guide.includes('X214')) return false;
    this.level = '';
    this.answeredOn = 0;
    this.payer = { id: '', name: '' };
    return true;
  }

  segment(segment: Segment): void {
    switch (segment.id) {
      case BHT:
        this.answeredOn = Math.max(0, segment.day(4, 0));
        return;
      case HL:
        this.closeProvider();
        this.level = segment.text(3).trim();
        return;
      case NM1:
        return this.entity(segment);
      case REF:
        if (this.level === levels.provider && segment.is(1, 'G2')) this.number(segment.text(2));
        return;
      case QTY:
        if (this.level === levels.provider && (segment.is(1, 'QA') || segment.is(1, 'QC')))
          this.claims += countIn(segment.text(2));
    }
  }

  close(): void {
    this.closeProvider();
  }

  private entity(nm1: Segment): void {
    if (this.level === levels.source) this.payer = { id: nm1.text(9).trim(), name: nm1.text(3).trim() };
    else if (this.level === levels.provider && nm1.is(1, '85')) {
      this.provider = providerIn(nm1);
      this.numbers.seen(this.provider, this.payer);
    }
  }

  private number(value: string): void {
    const number = this.numbers.find(this.provider, this.payer, value, '2200C REF*G2');
    if (number !== null) this.ofProvider.add(number);
  }

  private closeProvider(): void {
    for (const number of this.ofProvider) addClaims(number, this.answeredOn, this.claims, noMoney);
    this.ofProvider.clear();
    this.claims = 0;
    this.provider = nobody;
  }
}

/** The number in QTY02; 0 if it is not one. */
function countIn(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
}
