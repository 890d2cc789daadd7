import type { RuleId } from '../finding';

/** Which of an NPI's enrollments make a taxonomy required (domain: decided readings, "IDs and types"). */
export const requireSettings = ['either', 'both', 'ids', 'types', 'always'] as const;
export type Require = (typeof requireSettings)[number];

export const severitySettings = ['off', 'info', 'warning', 'error'] as const;
export type SeveritySetting = (typeof severitySettings)[number];

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

/**
 * A whole policy from the parts that a caller gives.
 * @throws TypeError for a setting that is none: a misspelt one would call claims clean
 */
export function completePolicy(parts: Partial<Policy>): Policy {
  const policy = { ...defaultPolicy, ...parts };
  demand('require', policy.require, requireSettings);
  for (const [rule, setting] of Object.entries(policy.severity)) {
    demand(`severity of ${rule}`, setting, severitySettings);
  }
  return policy;
}

function demand(name: string, value: string, choices: readonly string[]): void {
  if (choices.includes(value)) return;
  throw new TypeError(`policy: ${name} is ${JSON.stringify(value)} and must be one of ${choices.join(', ')}`);
}
