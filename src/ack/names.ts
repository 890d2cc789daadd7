import { packId, type Segment } from '../x12/segment';

const BHT = packId('BHT');
const HL = packId('HL');
const NM1 = packId('NM1');
const REF = packId('REF');
const CLM = packId('CLM');

/** An NM1 segment. */
export interface Name {
  /** NM102 is 1. */
  readonly isPerson: boolean;
  /** NM103. */
  readonly last: string;
  readonly first: string;
  readonly middle: string;
  readonly suffix: string;
  /** NM108. */
  readonly qualifier: string;
  /** NM109. */
  readonly id: string;
}

/** 2010AA, as far as an acknowledgement names it. */
export interface BillingName {
  readonly name: Name | null;
  /** REF*EI or REF*SY. */
  readonly taxId: string;
}

type Place = 'header' | 'billing' | 'billing-name' | 'subscriber' | 'patient' | 'claim';

/**
 * Names and numbers of an 837 that a 277CA repeats but no rule uses. They are kept here, separate from the code that
 * makes findings.
 */
export class Names {
  /** BHT03 of the set. */
  batch = '';
  /** 1000A and 1000B. */
  submitter: Name | null = null;
  receiver: Name | null = null;
  /** A new object for each HL*20; null before the first. */
  billing: BillingName | null = null;
  /** A new object for each HL*22 or HL*23. */
  level: object = {};
  /** 2010BA of the subscriber level opened last. */
  subscriber: Name | null = null;
  /** 2010CA; null if the level has none. */
  patient: Name | null = null;
  /** REF*D9 of the open claim. */
  intermediaryNumber = '';
  private place: Place = 'header';

  openSet(): void {
    this.batch = '';
    this.submitter = null;
    this.receiver = null;
    this.leaveLevels();
    this.billing = null;
    this.place = 'header';
  }

  read(segment: Segment): void {
    switch (segment.id) {
      case BHT:
        if (this.place === 'header') this.batch = segment.text(3);
        return;
      case HL:
        return this.openLevel(segment);
      case NM1:
        return this.readName(segment);
      case REF:
        return this.readReference(segment);
      case CLM:
        this.place = 'claim';
        this.intermediaryNumber = '';
    }
  }

  private openLevel(segment: Segment): void {
    this.level = {};
    this.patient = null;
    this.place = 'patient';
    if (segment.is(3, '23')) return;
    this.subscriber = null;
    if (segment.is(3, '22')) this.place = 'subscriber';
    if (!segment.is(3, '20')) return;
    this.place = 'billing';
    this.billing = { name: null, taxId: '' };
  }

  private leaveLevels(): void {
    this.level = {};
    this.subscriber = null;
    this.patient = null;
  }

  private readName(segment: Segment): void {
    switch (this.place) {
      case 'header':
        if (segment.is(1, '41')) this.submitter ??= nameOf(segment);
        if (segment.is(1, '40')) this.receiver ??= nameOf(segment);
        return;
      case 'billing':
      case 'billing-name': {
        // A second NM1*85 does not belong to 2010AA.
        const isFirst = segment.is(1, '85') && this.billing?.name === null;
        this.place = isFirst ? 'billing-name' : 'billing';
        if (isFirst) this.billing = { name: nameOf(segment), taxId: '' };
        return;
      }
      case 'subscriber':
        if (segment.is(1, 'IL')) this.subscriber ??= nameOf(segment);
        return;
      case 'patient':
        if (segment.is(1, 'QC')) this.patient ??= nameOf(segment);
    }
  }

  private readReference(segment: Segment): void {
    if (this.place === 'billing-name') {
      const { name, taxId } = this.billing!;
      if (taxId === '' && (segment.is(1, 'EI') || segment.is(1, 'SY')))
        this.billing = { name, taxId: segment.text(2) };
    } else if (this.place === 'claim' && segment.is(1, 'D9')) this.intermediaryNumber ||= segment.text(2);
  }
}

function nameOf(segment: Segment): Name {
  return {
    isPerson: segment.is(2, '1'),
    last: segment.text(3),
    first: segment.text(4),
    middle: segment.text(5),
    suffix: segment.text(7),
    qualifier: segment.text(8).trim().toUpperCase(),
    id: segment.text(9),
  };
}
