/** What a rule says of a claim, before the user's settings. */

import type { RuleId, Severity } from '../../src/finding';
import type { Role } from './providers';

export interface Said {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly offset: number;
  /** Where the rules of issue 19 look; null for the others. */
  readonly loop: string | null;
  readonly provider: SaidProvider | null;
}

/** The rendering or attending provider that a finding is about; without an NM1 of its own where the claim has none. */
export interface SaidProvider {
  readonly role: Role;
  readonly npi: string | null;
  readonly taxonomy: string | null;
  /** LX01 of its line; null at the claim. */
  readonly line: string | null;
}
