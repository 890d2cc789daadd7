import type { RuleId, Severity } from '../finding';

/** Which of an NPI's enrollments make a taxonomy required (domain: decided readings, "IDs and types"). */
export type Require = 'either' | 'both' | 'ids' | 'types' | 'always';

export type SeveritySetting = Severity | 'off';

/** When a taxonomy is required, for whom, and how severe each rule is. */
export interface Policy {
  readonly require: Require;
  /** A taxonomy that no active enrollment carries becomes an error. */
  readonly match: boolean;
  /** 2010BB NM109 of the payers in scope; empty: all. A claim whose payer is unknown is always in scope. */
  readonly payers: readonly string[];
  /** Receivers in scope, by NM109 of 1000B, GS03 or ISA08; empty: all. */
  readonly receivers: readonly string[];
  readonly severity: Readonly<Partial<Record<RuleId, SeveritySetting>>>;
  /** The codes of the user's NUCC file; null: `taxonomy-unknown` says nothing. */
  readonly taxonomyCodes: ReadonlySet<string> | null;
}

export const defaultPolicy: Policy = {
  require: 'either',
  match: false,
  payers: [],
  receivers: [],
  severity: {},
  taxonomyCodes: null,
};
