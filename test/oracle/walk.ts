/** From the pieces of a file to its claims, and what is wrong with the envelopes around them. */

import type { ControlNumbers, EnvelopeRuleId } from '../../src/finding';
import { differ, guideOf, isMistyped, isRead } from './guide';
import { hasData, type Piece, readable, trimmed } from './read';
import { type Claim, endBilling, openSet, readSegment, type Segment, type TransactionSet } from './set';

export interface EnvelopeFault extends ControlNumbers {
  readonly rule: EnvelopeRuleId;
  readonly offset: number;
  /** CLM segments outside of any interchange, where the finding counts them. */
  readonly claimsSeen: number;
}

export interface Walk {
  readonly faults: EnvelopeFault[];
  /** Every CLM in an 837, also those that stand under no billing provider. */
  readonly claims: Claim[];
  transactions: number;
  interchanges: number;
  segments: number;
}

/** What is open at the moment. */
interface Open {
  isa: { readonly elements: readonly string[]; groups: number } | null;
  group: { readonly elements: readonly string[]; sets: number } | null;
  set: TransactionSet | null;
  /** Whether a segment outside of any set was found since the last one that could stand there. */
  astray: boolean;
}

const envelopeIds = ['ST', 'SE', 'GS', 'GE', 'IEA'];

export function walk(pieces: readonly Piece[], providersAreRead = false): Walk {
  const result: Walk = { faults: [], claims: [], transactions: 0, interchanges: 0, segments: 0 };
  const now: Open = { isa: null, group: null, set: null, astray: false };

  const context = (): ControlNumbers => ({
    interchange: now.isa === null ? null : readable(now.isa.elements[13]!),
    group: now.group === null ? null : readable(now.group.elements[6] ?? ''),
    transaction: now.set === null ? null : readable(now.set.control),
  });
  const say = (rule: EnvelopeRuleId, offset: number, claimsSeen = 0) =>
    result.faults.push({ rule, offset, claimsSeen, ...context() });
  const refuse = ({ offset }: { readonly offset: number }) => say('x12-unexpected-segment', offset);
  const stray = (segment: Segment) => {
    if (!now.astray) refuse(segment);
    now.astray = true;
  };
  const endSet = () => {
    if (now.set?.is837) endBilling(now.set, refuse);
    now.set = null;
  };
  const checkTrailer = ({ offset, elements }: Segment, counted: number, control: string) => {
    const count = trimmed(elements[1] ?? '');
    if (!/^\d+$/.test(count) || Number(count) !== counted) say('x12-count-mismatch', offset);
    if (trimmed(elements[2] ?? '') !== trimmed(control)) say('x12-control-mismatch', offset);
    if (hasData(elements.slice(2))) say('x12-unexpected-segment', offset);
  };

  const readEnvelope = (segment: Segment) => {
    const value = (n: number) => segment.elements[n] ?? '';
    switch (segment.elements[0]) {
      case 'GS':
        if (now.group !== null || now.set !== null) refuse(segment);
        endSet();
        now.group = { elements: segment.elements, sets: 0 };
        now.isa!.groups++;
        now.astray = false;
        break;
      case 'ST': {
        if (now.group === null || now.set !== null) refuse(segment);
        endSet();
        if (now.group !== null) now.group.sets++;
        const [gs01, gs08] = [now.group?.elements[1] ?? '', now.group?.elements[8] ?? ''];
        now.set = openSet(segment.elements, isRead(value(1)), guideOf(value(3), gs08));
        if (isMistyped(value(1), value(3), gs01, gs08)) refuse(segment);
        if (now.set.is837) {
          result.transactions++;
          if (differ(value(3), gs08)) say('x12-control-mismatch', segment.offset);
        }
        now.astray = false;
        break;
      }
      case 'SE':
        if (now.set === null) stray(segment);
        else if (now.set.is837) checkTrailer(segment, now.set.segments, now.set.control);
        endSet();
        break;
      case 'GE':
        if (now.group === null && now.set === null) stray(segment);
        else if (now.set !== null) refuse(segment);
        endSet();
        if (now.group !== null) {
          checkTrailer(segment, now.group.sets, now.group.elements[6] ?? '');
          now.astray = false;
        }
        now.group = null;
        break;
      case 'IEA':
        if (now.group !== null || now.set !== null) refuse(segment);
        endSet();
        now.group = null;
        checkTrailer(segment, now.isa!.groups, now.isa!.elements[13]!);
        now.isa = null;
        now.astray = false;
    }
  };

  if (!pieces.some(({ kind }) => kind === 'header')) {
    const [outside] = pieces;
    say('x12-not-an-interchange', 0, outside?.kind === 'outside' ? (outside.segments?.claims ?? 0) : 0);
    return result;
  }
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'outside':
        say('x12-unexpected-data', piece.offset);
        if (piece.segments !== null) {
          say('x12-unexpected-segment', piece.segments.offset, piece.segments.claims);
        }
        continue;
      case 'cut':
        say('x12-truncated', piece.offset);
        endSet();
        now.isa = now.group = null;
        continue;
      case 'header':
        if (now.isa !== null) refuse(piece.header);
        endSet();
        now.isa = { elements: piece.header.elements, groups: 0 };
        now.group = null;
        now.astray = false;
        result.interchanges++;
        result.segments++;
        if (piece.header.width !== 106) say('x12-isa-width', piece.header.offset);
        continue;
      case 'too-long':
        say('x12-segment-too-long', piece.offset);
        if (!piece.terminated) continue;
    }
    result.segments++;
    if (now.set !== null) now.set.segments++;
    const tag = piece.elements[0]!;
    if (envelopeIds.includes(tag)) {
      if (hasData(piece.elements)) readEnvelope(piece);
      else refuse(piece);
    } else if (tag === 'ISA') {
      // One that opens an interchange is a header and no segment.
      refuse(piece);
    } else if (now.set === null) {
      if (now.group !== null || !['TA1', 'ISB', 'ISE'].includes(tag)) stray(piece);
    } else if (now.set.is837) {
      const receivers = [now.group?.elements[3] ?? '', now.isa!.elements[8]!].map(readable);
      const component = now.isa!.elements[16]!;
      const { claims } = result;
      readSegment(now.set, piece, { receivers, context, claims, component, providersAreRead, refuse });
    }
  }
  return result;
}
