/** The inside of one 837: its levels, and the claims with what the rules ask about them. */

import type { ControlNumbers } from '../../src/finding';
import type { Guide } from './guide';
import { kindOf, noProviders, type Providers, readProvider } from './providers';
import { hasData, readable, trimmed } from './read';

/** A segment and the place in the file where it begins. */
export interface Segment {
  readonly offset: number;
  /** The tag first. */
  readonly elements: readonly string[];
}

export interface BillingLoop {
  readonly hl: Segment;
  /** Every PRV between the HL and NM1*85, and every one after NM1*85 and before the next HL. */
  readonly before: Segment[];
  readonly after: Segment[];
  /** The first NM1*85 of the loop. */
  name: Segment | null;
  /** N403 of the first N4 that has one, of those that follow the name. */
  zip: string | null;
}

export interface Claim extends ControlNumbers {
  readonly id: string;
  readonly offset: number;
  readonly charge: string;
  /** CLM05, by its components. */
  readonly facility: readonly string[];
  readonly providers: Providers;
  /** null: it stands under no billing provider. */
  readonly loop: BillingLoop | null;
  readonly guide: Guide;
  /** 2010BB NM109; empty where nobody can know it. */
  readonly payer: string;
  /** 2010BB NM103; null where it is empty or nobody can know it. */
  readonly payerName: string | null;
  readonly payerOffset: number | null;
  /** PRV03 of the first PRV*PE of the claim and its lines. */
  renderingCode: string | null;
  readonly receivers: readonly string[];
  readonly bht04: string;
  /** Every DTP that is, or may be, a date of service. */
  readonly serviceDates: Segment[];
}

interface Payer {
  readonly id: string;
  readonly name: string;
  readonly offset: number;
}

export interface TransactionSet {
  readonly control: string;
  readonly is837: boolean;
  readonly guide: Guide;
  segments: number;
  bht04: string;
  receiver: string;
  /** `elsewhere`: under a patient, or under a level that nobody knows. */
  where: 'header' | 'billing' | 'subscriber' | 'elsewhere' | 'claim';
  /** Whether an N4 would be the billing provider's. */
  inBillingName: boolean;
  loop: BillingLoop | null;
  subscriber: { readonly hl: string; payer: Payer | null } | null;
  claim: Claim | null;
}

export const claimSetIds: ReadonlySet<string> = new Set(
  `AMT BHT CAS CL1 CLM CN1 CR1 CR2 CR3 CR4 CR5 CR6 CR7 CR8 CRC CTP CUR DMG DN1 DN2 DSB DTM DTP FRM HCP HI HL HSD
  IMM K3 LIN LQ LX MEA MIA MOA N1 N2 N3 N4 NM1 NTE OI PAT PER PRV PS1 PWK QTY REF SBR SE ST SV1 SV2 SV3 SV4 SV5
  SV6 SV7 SVD TOO TS2 TS3 UR`.split(/\s+/),
);

/** Without any data these say nothing that could be meant. */
const needData = ['BHT', 'HL', 'NM1', 'PRV', 'CLM', 'DTP'];

export function openSet(st: readonly string[], is837: boolean, guide: Guide): TransactionSet {
  return {
    control: st[2] ?? '',
    is837,
    guide,
    segments: 1,
    bht04: '',
    receiver: '',
    where: 'header',
    inBillingName: false,
    loop: null,
    subscriber: null,
    claim: null,
  };
}

export interface Reading {
  /** Of the interchange and the group. */
  readonly receivers: readonly string[];
  readonly context: () => ControlNumbers;
  readonly claims: Claim[];
  readonly component: string;
  /** Whether anybody wants to know about the other providers of a claim. */
  readonly providersAreRead: boolean;
  /** Says that this segment stands where it cannot. */
  readonly refuse: (segment: Segment) => void;
}

/** What ends with the billing part of a loop: before the next HL, the first CLM, or the end of the set. */
export function endBilling(set: TransactionSet, refuse: Reading['refuse']): void {
  if (set.where === 'billing' && set.loop!.name === null) refuse(set.loop!.hl);
}

/** Reads one segment of an 837, none of the envelope's. */
export function readSegment(set: TransactionSet, segment: Segment, reading: Reading): void {
  const { offset, elements } = segment;
  const value = (n: number) => elements[n] ?? '';
  const tag = elements[0]!;
  if (!claimSetIds.has(tag)) return reading.refuse(segment);
  if (set.claim !== null && tag !== 'CLM' && !readProvider(set.claim.providers, segment)) {
    if (reading.providersAreRead) reading.refuse(segment);
  }
  if (!hasData(elements)) {
    if (needData.includes(tag)) reading.refuse(segment);
    return;
  }
  switch (tag) {
    case 'BHT':
      if (set.where === 'header') set.bht04 = value(4);
      else reading.refuse(segment);
      return;
    case 'HL':
      endBilling(set, reading.refuse);
      if (!openLevel(set, segment)) reading.refuse(segment);
      return;
    case 'PRV':
      if (set.where === 'billing')
        (set.loop!.name === null ? set.loop!.before : set.loop!.after).push(segment);
      if (set.where === 'claim' && value(1) === 'PE') set.claim!.renderingCode ??= value(3);
      return;
    case 'NM1':
      return readName(set, segment, reading);
    case 'N4':
      if (set.inBillingName && value(3) !== '') set.loop!.zip ??= value(3);
      return;
    case 'CLM': {
      endBilling(set, reading.refuse);
      // Right under a billing provider, or under none.
      if (set.where === 'billing' || set.loop === null) reading.refuse(segment);
      const payer = set.guide.postAdjudicated ? null : (set.subscriber?.payer ?? null);
      const facility = value(5).split(reading.component);
      set.where = 'claim';
      set.claim = {
        ...reading.context(),
        id: readable(value(1)),
        offset,
        charge: value(2),
        facility,
        providers: noProviders(kindOf(set.guide, facility)),
        loop: set.loop,
        guide: set.guide,
        payer: trimmed(payer?.id ?? ''),
        payerName: payer?.name || null,
        payerOffset: payer?.offset ?? null,
        renderingCode: null,
        receivers: [set.receiver, ...reading.receivers].map(trimmed),
        bht04: set.bht04,
        serviceDates: [],
      };
      reading.claims.push(set.claim);
      return;
    }
    case 'DTP':
      if (!isServiceDate(value(1), set.guide)) return;
      if (set.claim === null) reading.refuse(segment);
      else set.claim.serviceDates.push(segment);
      return;
  }
}

function readName(set: TransactionSet, segment: Segment, { refuse }: Reading): void {
  const value = (n: number) => segment.elements[n] ?? '';
  set.inBillingName = false;
  if (value(1) === '85' && set.where === 'billing' && set.loop!.name === null) {
    set.loop!.name = segment;
    set.inBillingName = true;
  } else if (value(1) === '85' && set.where !== 'claim') refuse(segment);
  if (value(1) === '40' && set.where === 'header') set.receiver = readable(value(9));
  if (value(1) === 'PR' && set.where === 'subscriber')
    set.subscriber!.payer ??= { id: readable(value(9)), name: readable(value(3)), offset: segment.offset };
}

/** 472; 434 where neither kind of claim that has none is meant; or a DTP that does not say what it dates. */
function isServiceDate(dtp01: string, { kind }: Guide): boolean {
  const qualifier = dtp01.replace(/[ \t\r\n]/g, '');
  const statement = kind !== 'professional' && kind !== 'dental';
  return qualifier === '' || qualifier === '472' || (qualifier === '434' && statement);
}

/** False where the level stands under none that it can stand under, or is none that anybody knows. */
function openLevel(set: TransactionSet, segment: Segment): boolean {
  const [, hl = '', parent = '', level = ''] = segment.elements;
  set.claim = null;
  set.inBillingName = false;
  switch (level) {
    case '20':
      set.where = 'billing';
      set.loop = { hl: segment, before: [], after: [], name: null, zip: null };
      set.subscriber = null;
      return true;
    case '22':
      set.where = 'subscriber';
      set.subscriber = { hl, payer: null };
      return set.loop !== null && parent === (set.loop.hl.elements[1] ?? '');
    case '23':
      set.where = 'elsewhere';
      if (set.subscriber !== null && parent === set.subscriber.hl) return true;
      break;
    default:
      set.where = 'elsewhere';
  }
  // Whose claims follow, and who pays them, nobody can say until the next subscriber.
  set.subscriber = null;
  return false;
}
