import type { Progress, RegistryReading, StartedList } from '../protocol';
import type { Dropped } from '../worker/inputs';
import type { GivenRegistry } from './given-registry';
import type { Keeping } from './list/use-kept-list';
import type { ListWanted } from './list/use-list';

/** A list that is begun from claims. */
export interface Starting {
  readonly claims: readonly Dropped[];
  readonly progress: Progress | null;
  /** null: the claims are being read. */
  readonly answer: StartedList | null;
}

export interface StartProps {
  readonly registry: GivenRegistry | null;
  readonly claims: readonly Dropped[];
  readonly takeRegistry: (file: File, reading?: RegistryReading) => void;
  /** Adds claim files to those that were chosen. */
  readonly takeClaims: (more: readonly Dropped[]) => void;
  /** Takes all chosen files back but these. */
  readonly keepClaims: (kept: readonly Dropped[]) => void;
  readonly forgetRegistry: () => void;
  /**
   * Opens the list in use, or an empty one if there is none.
   * @param what a list of its own, which rows to show first, or an NPI that is to have a row
   */
  readonly openList: (what?: Partial<ListWanted>) => void;
  readonly keeping: Keeping;
  /** null: none is begun from these claims. */
  readonly starting: Starting | null;
  readonly startList: (claims: readonly Dropped[]) => void;
  readonly cancel: () => void;
  readonly tryDemo: () => void;
}
