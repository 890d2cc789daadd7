import type { Progress, RegistryAnswer, RegistryReading, StartedList } from '../protocol';
import type { Dropped } from '../worker/inputs';

/** The list of enrollments that was given, and the result of reading it. */
export interface GivenRegistry {
  readonly file: File;
  readonly reading: RegistryReading;
  /** null: it is being read. */
  readonly answer: RegistryAnswer | null;
}

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
  /** null: none is begun from these claims. */
  readonly starting: Starting | null;
  readonly startList: (claims: readonly Dropped[]) => void;
  readonly cancel: () => void;
  readonly tryDemo: () => void;
}
