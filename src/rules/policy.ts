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
export const defaultPolicy: Policy = /* @__PURE__ */ Object.freeze({
  require: 'either',
  match: false,
  payers: /* @__PURE__ */ Object.freeze([]),
  receivers: /* @__PURE__ */ Object.freeze([]),
  severity: /* @__PURE__ */ Object.freeze({}),
  taxonomyCodes: null,
});

/** IDs are compared without padding and without regard to case. */
export function plainId(id: string): string {
  return id.trim().toUpperCase();
}
