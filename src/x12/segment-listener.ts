import type { ControlNumbers } from '../finding';
import type { Delimiters, InterchangeHeader } from './header';
import type { Segment } from './segment';

/** The values of the envelope that the claims of an 837 need. */
export interface SetContext extends ControlNumbers {
  readonly delimiters: Delimiters;
  /** GS08 and ST03. */
  readonly guides: readonly [string, string];
  /** ISA06 and GS02. */
  readonly senders: readonly [string, string];
  /** ISA08 and GS03. */
  readonly receivers: readonly [string, string];
}

/**
 * Acknowledgements need more than claims: the opening and closing of each level, and every segment of the 837s.
 * Segments are windows, valid until the call returns. The closing of a level follows all findings on it; it has the
 * trailer, or null if something else ended the level.
 */
export interface SegmentListener {
  openInterchange?(header: InterchangeHeader, isa: Segment): void;
  openGroup?(gs: Segment): void;
  /**
   * An 837, or a set in a group of claims whose ST01 is not 837; segments of the latter are not delivered. Other sets
   * are not reported. Faults of the ST itself follow this call, so that they count as faults of the set.
   * @param type ST01, as written
   */
  openSet?(context: SetContext, type: string): void;
  /** A segment between ST and SE of an 837. It follows the claim that it ends. */
  segment?(segment: Segment): void;
  closeSet?(se: Segment | null): void;
  /** @param sets the number of sets in it, of any type */
  closeGroup?(ge: Segment | null, sets: number): void;
  closeInterchange?(iea: Segment | null): void;
}
