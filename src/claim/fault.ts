import type { Fault, UnexpectedSegment } from '../x12/fault';

/** What is wrong with a segment of a claim file. */
export type UnexpectedInSet =
  | UnexpectedSegment
  | MisplacedInSet
  | { readonly kind: 'misplaced'; readonly id: string };

/** Faults of levels and claims. */
export type MisplacedInSet =
  | 'unknown-level'
  | 'subscriber-without-parent'
  | 'patient-without-parent'
  | 'no-billing-name'
  | 'billing-name-outside'
  | 'two-billing-names'
  | 'claim-before-billing'
  | 'claim-before-subscriber';

/** A fault of the envelope or of the nesting in a set. */
export type ClaimFault = Fault<UnexpectedInSet>;
