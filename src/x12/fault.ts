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

/** What is wrong with a segment that breaks the nesting or was not read. */
export type UnexpectedSegment =
  | 'set-outside-group'
  | 'unreadable-isa'
  /** A level begins while one of its kind is open, or ends that has not begun. */
  | { readonly kind: 'begins-again' | 'not-begun'; readonly level: Level }
  /** A level ends while one inside it is open. */
  | { readonly kind: 'ends-early'; readonly level: Level; readonly inner: Level }
  | { readonly kind: 'without-elements' | 'extra-elements' | 'outside-set'; readonly id: string }
  /** @param head the text before the first element separator */
  | {
      readonly kind: 'unknown';
      readonly head: string;
      readonly separator: number;
      readonly isInSet: boolean;
    }
  /** ST01 of a set of claims is not 837. */
  | { readonly kind: 'not-837'; readonly type: string; readonly isRead: boolean }
  | {
      readonly kind: 'outside-interchange';
      readonly claims: number;
      readonly headerProblem: HeaderProblem | null;
    };

/** What a fault is about, by rule. The words are in rules/. @typeParam Unexpected may be extended by readers of sets */
export interface FaultDetails<Unexpected> {
  /** `head` is the first bytes of the file. */
  readonly 'x12-not-an-interchange': { readonly head: Uint8Array; readonly found: OutsideData };
  /** `level` is the innermost that was open; it may be open because of `hasStray`, segments that were not read. */
  readonly 'x12-truncated': { readonly level: Level; readonly hasStray: boolean };
  readonly 'x12-control-mismatch':
    | { readonly level: Level; readonly header: string; readonly trailer: string }
    | { readonly gs08: string; readonly st03: string };
  readonly 'x12-count-mismatch': { readonly level: Level; readonly stated: string; readonly counted: number };
  readonly 'x12-unexpected-segment': Unexpected;
  readonly 'x12-segment-too-long': null;
  readonly 'x12-isa-width': { readonly width: number };
  readonly 'x12-unexpected-data': null;
}

/** A fault of the envelope or the nesting. */
export type Fault<Unexpected = UnexpectedSegment, Rule extends EnvelopeRuleId = EnvelopeRuleId> = {
  [R in Rule]: ControlNumbers & {
    readonly rule: R;
    readonly detail: FaultDetails<Unexpected>[R];
    readonly position: Position;
  };
}[Rule];
