import type { ControlNumbers } from '../finding';
import type { Delimiters, InterchangeHeader } from './header';
import type { Segment } from './segment';

/** What an 837 stands in: the envelope's values that claims need. */
export interface SetContext extends ControlNumbers {
  readonly delimiters: Delimiters;
  /** GS08 and ST03. */
  readonly guides: readonly [string, string];
  /** ISA08 and GS03. */
  readonly receivers: readonly [string, string];
}

/**
 * Whoever answers a file needs more of it than its claims: its levels as they open and close, and every segment of its
 * 837s. Segments are windows, valid until the call returns. A level closes after all that is said of it, with its
 * trailer, or with null where something else ended it.
 */
export interface SegmentListener {
  openInterchange?(header: InterchangeHeader): void;
  openGroup?(gs: Segment): void;
  /**
   * An 837, or a set in a group of claims whose ST01 is not 837: no segment of that one is passed on. Other sets are
   * not reported. Faults of the ST itself are reported after this call, so that they count as faults of the set.
   * @param type ST01, as written
   */
  openSet?(context: SetContext, type: string): void;
  /** A segment between ST and SE of an 837, after the claim that it ends. */
  segment?(segment: Segment): void;
  closeSet?(se: Segment | null): void;
  /** @param sets how many it holds, of any kind */
  closeGroup?(ge: Segment | null, sets: number): void;
  closeInterchange?(iea: Segment | null): void;
}
