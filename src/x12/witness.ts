import type { SetContext } from './envelope';
import type { InterchangeHeader } from './header';
import type { Segment } from './segment';

/**
 * Whoever answers a file needs more of it than its claims: its levels as they open and close, and every segment of its
 * 837s. Segments are windows, valid until the call returns. A level closes after all that is said of it, with its
 * trailer, or with null where something else ended it.
 */
export interface Witness {
  openInterchange?(header: InterchangeHeader): void;
  openGroup?(gs: Segment): void;
  /**
   * An 837, or a set in a group of claims that is named otherwise (ST01), whose segments are not told; other sets are not
   * told of. What is wrong with its ST is said after this.
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
