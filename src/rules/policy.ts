import { dayOf, isDay } from '../dates';
import type { RuleId } from '../finding';

export const requireSettings = ['either', 'both', 'ids', 'types', 'always'] as const;
/**
 * When a taxonomy is required of an NPI, by its enrollments that are active on the service dates: several Medicaid IDs
 * or several provider types (`either`), both, one of the two (`ids`, `types`), or whatever they are (`always`).
 */
export type Require = (typeof requireSettings)[number];

export const severitySettings = ['off', 'info', 'warning', 'error'] as const;
/** What a policy makes of a rule; `off`: it says nothing. */
export type SeveritySetting = (typeof severitySettings)[number];

/** A payer that Kentucky Medicaid claims go to, and what is particular about it. */
export interface Payer {
  /** 2010BB NM109; compared without padding and without regard to case. */
  readonly id: string;
  /** What people call it. */
  readonly name?: string;
  /** As in Policy, which holds where it is left out. */
  readonly require?: Require;
  /** As in Policy, which holds where it is left out. */
  readonly match?: boolean;
  /** First day of service on which it serves Kentucky Medicaid, YYYY-MM-DD; open where left out. */
  readonly from?: string;
  /** Last day of service on which it serves Kentucky Medicaid, YYYY-MM-DD; open where left out. */
  readonly to?: string;
  /** Who serves its members after it: a name, or the id of another payer in the list. */
  readonly successor?: string;
}

/** When a taxonomy is required, for whom, and how severe each rule is. */
export interface Policy {
  /** When a taxonomy is required. */
  readonly require: Require;
  /** A taxonomy that no active enrollment carries becomes an error. */
  readonly match: boolean;
  /** The payers in scope; empty: all. A claim whose payer is unknown is always in scope, under the policy's own terms. */
  readonly payers: readonly Payer[];
  /** Receivers in scope, by NM109 of 1000B, GS03 or ISA08; empty: all. */
  readonly receivers: readonly string[];
  /** Rules that are to be more or less severe than they are by themselves. */
  readonly severity: Readonly<Partial<Record<RuleId, SeveritySetting>>>;
  /** The codes of an NUCC file, as `loadTaxonomyCodes` reads them; null: `taxonomy-unknown` says nothing. */
  readonly taxonomyCodes: ReadonlySet<string> | null;
}

/** The policy of a checker that is given none. */
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
  const ids = new Set<string>();
  for (const payer of policy.payers) {
    completePayer(payer);
    if (ids.has(plainId(payer.id))) throw new TypeError(`policy: payer ${payer.id} is listed twice`);
    ids.add(plainId(payer.id));
  }
  return policy;
}

function completePayer({ id, require, from, to }: Payer): void {
  if (typeof id !== 'string' || id.trim() === '') throw new TypeError('policy: a payer has no id');
  if (require !== undefined) demand(`require of payer ${id}`, require, requireSettings);
  for (const [name, date] of Object.entries({ from, to })) {
    if (date === undefined || (/^\d{4}-\d\d-\d\d$/.test(date) && isDay(dayOf(date)))) continue;
    throw new TypeError(
      `policy: ${name} of payer ${id} is ${JSON.stringify(date)} and must be a day, YYYY-MM-DD`,
    );
  }
  if (from !== undefined && to !== undefined && to < from)
    throw new TypeError(`policy: payer ${id} ends (${to}) before it begins (${from})`);
}

/** IDs are compared without padding and without regard to case. */
export function plainId(id: string): string {
  return id.trim().toUpperCase();
}

function demand(name: string, value: string, choices: readonly string[]): void {
  if (choices.includes(value)) return;
  throw new TypeError(`policy: ${name} is ${JSON.stringify(value)} and must be one of ${choices.join(', ')}`);
}
