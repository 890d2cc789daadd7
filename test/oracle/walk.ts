/** From the pieces of a file to its claims, each with what the rules ask about it, and what is wrong with the envelope. */

import type { ClaimKind, ControlNumbers, EnvelopeRuleId } from '../../src/finding';
import { type Piece, readable } from './read';

export interface BillingLoop {
  readonly hl: string;
  /** Every PRV between the HL and NM1*85, and every one after NM1*85 and before the next HL. */
  readonly before: (readonly string[])[];
  readonly after: (readonly string[])[];
  /** The first NM1*85 of the loop. */
  name: readonly string[] | null;
  zip: string | null;
}

export interface Claim extends ControlNumbers {
  readonly id: string;
  readonly offset: number;
  readonly charge: string;
  readonly loop: BillingLoop;
  readonly fourThousandTen: boolean;
  /** 2010BB NM109; empty where nobody can know it. */
  readonly payer: string;
  readonly receivers: readonly string[];
  readonly bht04: string;
  /** Values of the DTP segments that hold service dates. */
  readonly serviceDates: string[];
}

export interface EnvelopeFault extends ControlNumbers {
  readonly rule: EnvelopeRuleId;
}

export interface Walk {
  readonly faults: EnvelopeFault[];
  readonly claims: Claim[];
  /** Of every CLM in an 837, also of those that stand under no billing provider. */
  readonly claimOffsets: number[];
  transactions: number;
  interchanges: number;
  segments: number;
}

interface Guide {
  readonly kind: ClaimKind | null;
  readonly postAdjudicated: boolean;
  readonly fourThousandTen: boolean;
}

interface TransactionSet {
  readonly control: string;
  readonly is837: boolean;
  readonly guide: Guide;
  segments: number;
  bht04: string;
  receiver: string;
  where: 'header' | 'billing' | 'subscriber' | 'patient' | 'claim';
  inBillingName: boolean;
  loop: BillingLoop | null;
  subscriber: { readonly hl: string; payer: string | null } | null;
  claim: Claim | null;
}

const cores: readonly (readonly [RegExp, ClaimKind, boolean])[] = [
  [/^(005010X222|004010X098)(A\d+)?$/, 'professional', false],
  [/^(005010X223|004010X096)(A\d+)?$/, 'institutional', false],
  [/^(005010X224|004010X097)(A\d+)?$/, 'dental', false],
  [/^005010X298(A\d+)?$/, 'professional', true],
  [/^005010X299(A\d+)?$/, 'institutional', true],
  [/^005010X300(A\d+)?$/, 'dental', true],
];

function guideOf(gs08: string, st03: string, isa12: string): Guide {
  const named = [gs08, st03].flatMap((code) => cores.filter(([pattern]) => pattern.test(code.trim())));
  const version = [gs08, st03, isa12 === '00401' ? '004010' : '005010'].find((code) =>
    /^00[45]010/.test(code),
  );
  return {
    kind: named[0]?.[1] ?? null,
    // Where GS08 and ST03 disagree, the payer is not sure enough to leave a claim out.
    postAdjudicated: named.some(([, , encounter]) => encounter),
    fourThousandTen: version?.startsWith('004010') === true,
  };
}

export function walk(pieces: readonly Piece[]): Walk {
  const result: Walk = {
    faults: [],
    claims: [],
    claimOffsets: [],
    transactions: 0,
    interchanges: 0,
    segments: 0,
  };
  if (!pieces.some((piece) => piece.kind === 'header')) {
    result.faults.push({ rule: 'x12-not-an-interchange', interchange: null, group: null, transaction: null });
    return result;
  }
  let isa: { readonly elements: readonly string[]; groups: number } | null = null;
  let group: { readonly elements: readonly string[]; sets: number } | null = null;
  let set: TransactionSet | null = null;

  const context = (): ControlNumbers => ({
    interchange: isa === null ? null : readable(isa.elements[13]!),
    group: group === null ? null : readable(group.elements[6] ?? ''),
    transaction: set === null ? null : readable(set.control),
  });
  const say = (rule: EnvelopeRuleId) => result.faults.push({ rule, ...context() });
  const checkTrailer = (trailer: readonly string[], counted: number, control: string) => {
    const count = (trailer[1] ?? '').trim();
    if (!/^\d+$/.test(count) || Number(count) !== counted) say('x12-count-mismatch');
    if ((trailer[2] ?? '').trim() !== control.trim()) say('x12-control-mismatch');
  };

  for (const piece of pieces) {
    if (piece.kind === 'outside') {
      const nowhere = { interchange: null, group: null, transaction: null };
      result.faults.push({ rule: 'x12-unexpected-data', ...nowhere });
      if (piece.hasSet) result.faults.push({ rule: 'x12-unexpected-segment', ...nowhere });
      continue;
    }
    if (piece.kind === 'cut') {
      say('x12-truncated');
      isa = group = set = null;
      continue;
    }
    if (piece.kind === 'header') {
      if (isa !== null) say('x12-unexpected-segment');
      isa = { elements: piece.header.elements, groups: 0 };
      group = set = null;
      result.interchanges++;
      result.segments++;
      if (piece.header.width !== 106) say('x12-isa-width');
      continue;
    }
    if (piece.kind === 'too-long') {
      say('x12-segment-too-long');
      if (!piece.terminated) continue;
    }
    result.segments++;
    if (set !== null) set.segments++;
    if (piece.elements.length === 1) continue;

    const segment = piece.elements;
    switch (segment[0]) {
      case 'TA1':
        if (group !== null) say('x12-unexpected-segment');
        break;
      case 'GS':
        if (group !== null || set !== null) say('x12-unexpected-segment');
        group = { elements: segment, sets: 0 };
        set = null;
        isa!.groups++;
        break;
      case 'ST':
        if (group === null || set !== null) say('x12-unexpected-segment');
        if (group !== null) group.sets++;
        set = openSet(segment, guideOf(group?.elements[8] ?? '', segment[3] ?? '', isa!.elements[12]!));
        if (set.is837) result.transactions++;
        break;
      case 'SE':
        if (set === null) say('x12-unexpected-segment');
        else if (set.is837) checkTrailer(segment, set.segments, set.control);
        set = null;
        break;
      case 'GE':
        if (group === null || set !== null) say('x12-unexpected-segment');
        set = null;
        if (group !== null) checkTrailer(segment, group.sets, group.elements[6] ?? '');
        group = null;
        break;
      case 'IEA':
        if (group !== null || set !== null) say('x12-unexpected-segment');
        group = set = null;
        checkTrailer(segment, isa!.groups, isa!.elements[13]!);
        isa = null;
        break;
      default:
        if (set === null) say('x12-unexpected-segment');
        else if (set.is837) {
          const receivers = [set.receiver, group?.elements[3] ?? '', isa!.elements[8]!].map((id) =>
            id.trim(),
          );
          if (!readSegment(set, segment, piece.offset, receivers, context(), result)) {
            say('x12-unexpected-segment');
          }
        }
    }
  }
  return result;
}

function openSet(st: readonly string[], guide: Guide): TransactionSet {
  return {
    control: st[2] ?? '',
    is837: st[1] === '837',
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

/** Reads one segment of an 837; false where it stands at a place where it may not. */
function readSegment(
  set: TransactionSet,
  segment: readonly string[],
  offset: number,
  receivers: readonly string[],
  context: ControlNumbers,
  result: Walk,
): boolean {
  const value = (n: number) => segment[n] ?? '';
  switch (segment[0]) {
    case 'BHT':
      set.bht04 = value(4);
      return true;
    case 'HL':
      return openLevel(set, value(1), value(2), value(3));
    case 'PRV':
      if (set.where === 'billing')
        (set.loop!.name === null ? set.loop!.before : set.loop!.after).push(segment);
      return true;
    case 'NM1':
      if (set.where === 'header' && value(1) === '40') set.receiver = readable(value(9));
      set.inBillingName = set.where === 'billing' && value(1) === '85' && set.loop!.name === null;
      if (set.inBillingName) set.loop!.name = segment;
      if (set.where === 'subscriber' && value(1) === 'PR') set.subscriber!.payer ??= readable(value(9));
      return true;
    case 'N4':
      if (set.inBillingName) set.loop!.zip ??= value(3);
      return true;
    case 'CLM':
      result.claimOffsets.push(offset);
      set.where = 'claim';
      set.claim = null;
      if (set.loop === null) return false;
      set.claim = {
        ...context,
        id: readable(value(1)),
        offset,
        charge: value(2),
        loop: set.loop,
        fourThousandTen: set.guide.fourThousandTen,
        payer: set.guide.postAdjudicated ? '' : (set.subscriber?.payer ?? '').trim(),
        receivers,
        bht04: set.bht04,
        serviceDates: [],
      };
      result.claims.push(set.claim);
      return set.subscriber !== null;
    case 'DTP': {
      const institutional = set.guide.kind === 'institutional' || set.guide.kind === null;
      const service = value(1) === '472' || (value(1) === '434' && institutional);
      if (set.where === 'claim' && service) set.claim?.serviceDates.push(value(3));
      return true;
    }
    default:
      return true;
  }
}

function openLevel(set: TransactionSet, hl: string, parent: string, level: string): boolean {
  set.claim = null;
  set.inBillingName = false;
  switch (level) {
    case '20':
      set.where = 'billing';
      set.loop = { hl, before: [], after: [], name: null, zip: null };
      set.subscriber = null;
      return true;
    case '22':
      set.where = 'subscriber';
      set.subscriber = { hl, payer: null };
      return set.loop !== null && parent === set.loop.hl;
    case '23':
      set.where = 'patient';
      if (set.subscriber !== null && parent === set.subscriber.hl) return true;
      // Whose payer it is, nobody can say.
      if (set.subscriber !== null) set.subscriber.payer = '';
      return false;
    default:
      set.where = 'patient';
      return true;
  }
}
