import type { RegistryAnswer, RegistryReading } from '../protocol';
import type { Dropped } from '../worker/inputs';

/** The list of enrollments that was given, and the result of reading it. */
export interface GivenRegistry {
  readonly file: File;
  readonly reading: RegistryReading;
  /** null: it is being read. */
  readonly answer: RegistryAnswer | null;
}

export interface StartProps {
  readonly registry: GivenRegistry | null;
  readonly claims: readonly Dropped[];
  readonly takeRegistry: (file: File, reading?: RegistryReading) => void;
  readonly takeClaims: (claims: readonly Dropped[]) => void;
  readonly forgetRegistry: () => void;
  readonly tryDemo: () => void;
}
