import type { RegistryAnswer, RegistryReading } from '../protocol';

/** The list of enrollments that was given, and the result of reading it. */
export interface GivenRegistry {
  readonly file: File;
  readonly reading: RegistryReading;
  /** null: it is being read. */
  readonly answer: RegistryAnswer | null;
  /** Whether it was changed on the page and not saved since. */
  readonly isUnsaved?: boolean;
}
