import type { ControlNumbers, EnvelopeRuleId, Position } from '../finding';
import type { HeaderProblem } from './header';
import type { StraySegments } from './stray-segments';

/** A level of the envelope: ISA to IEA, GS to GE, ST to SE. */
export type Level = 'interchange' | 'group' | 'set';

/** What was found among bytes outside any interchange. */
export interface OutsideData {
  readonly segments: StraySegments | null;
  /** What is wrong with the first unreadable ISA among them. */
  readonly headerProblem: HeaderProblem | null;
}

/** What can be wrong with a segment that breaks the nesting or was not read, and what is known of it. */
export interface Unexpected {
  'begins-again': Level;
  'not-begun': Level;
  'ends-early': { readonly level: Level; readonly inner: Level };
  'set-outside-group': null;
  'unreadable-isa': null;
  'not-837': { readonly st01: string; readonly isRead: boolean };
  /** The segment id, like those below. */
  'without-elements': string;
  'extra-elements': string;
  'outside-set': string;
  misplaced: string;
  /** `head` is the text before the first element separator. */
  unknown: { readonly head: string; readonly separator: number; readonly isInSet: boolean };
  'outside-interchange': { readonly claims: number; readonly headerProblem: HeaderProblem | null };
  // Reported by claim/.
  'unknown-level': null;
  'subscriber-without-parent': null;
  'patient-without-parent': null;
  'no-billing-name': null;
  'two-billing-names': null;
  'billing-name-outside': null;
  'claim-before-billing': null;
  'claim-before-subscriber': null;
}

/** What a fault is about, by rule. The words are in rules/. */
export interface FaultDetails {
  'x12-not-an-interchange': { readonly head: Uint8Array; readonly found: OutsideData };
  /** `level` is the innermost that is open; `hasStray` if its trailer may be among segments that were not read. */
  'x12-truncated': { readonly level: Level; readonly hasStray: boolean };
  'x12-control-mismatch':
    | { readonly level: Level; readonly header: string; readonly trailer: string }
    | { readonly gs08: string; readonly st03: string };
  'x12-count-mismatch': { readonly level: Level; readonly stated: string; readonly counted: number };
  'x12-unexpected-segment': {
    [Kind in keyof Unexpected]: { readonly kind: Kind; readonly about: Unexpected[Kind] };
  }[keyof Unexpected];
  'x12-segment-too-long': null;
  'x12-isa-width': { readonly width: number };
  'x12-unexpected-data': null;
}

/** A fault of the envelope or the nesting. */
export type Fault<Rule extends EnvelopeRuleId = EnvelopeRuleId> = {
  [R in Rule]: ControlNumbers & {
    readonly rule: R;
    readonly detail: FaultDetails[R];
    readonly position: Position;
  };
}[Rule];
