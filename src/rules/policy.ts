import type { RuleId } from '../finding';

export const requireSettings = ['either', 'both', 'ids', 'types', 'always'] as const;
/**
 * When an NPI needs a taxonomy, by its enrollments that are active on the service dates: several Medicaid IDs or
 * several provider types (`either`), several of both (`both`), several Medicaid IDs (`ids`), several provider types
 * (`types`), or in any case (`always`).
 */
export type Require = (typeof requireSettings)[number];

export const severitySettings = ['off', 'info', 'warning', 'error'] as const;
/** Severity override; `off` disables the rule. */
export type SeveritySetting = (typeof severitySettings)[number];

/** A payer that Kentucky Medicaid claims go to, and the settings for its claims. */
export interface Payer {
  /** 2010BB NM109; compared without padding, ignoring case. */
  readonly id: string;
  /** Display name. */
  readonly name?: string;
  /** Overrides the policy's `require` for claims to this payer. */
  readonly require?: Require;
  /** Overrides the policy's `match` for claims to this payer. */
  readonly match?: boolean;
  /** First service date on which it serves Kentucky Medicaid, YYYY-MM-DD; open if omitted. */
  readonly from?: string;
  /** Last service date on which it serves Kentucky Medicaid, YYYY-MM-DD; open if omitted. */
  readonly to?: string;
  /** Who serves its members afterwards: a name, or the id of another payer in the list. */
  readonly successor?: string;
}

/**
 * When a taxonomy is required, which claims are in scope, and how severe each rule is.
 * @example
 * ```js
 * const policy = { require: 'types', payers: [{ id: 'KYMCO1', name: 'An MCO' }], severity: { 'npi-invalid': 'warning' } };
 * const checker = createChecker({ registry, policy });
 * ```
 */
export interface Policy {
  /**
   * When a taxonomy is required.
   * @default 'either'
   */
  readonly require: Require;
  /**
   * Whether a taxonomy that no active enrollment carries is an error.
   * @default false
   */
  readonly match: boolean;
  /**
   * The payers in scope; empty: all. A claim with an unknown payer is always in scope, under the policy's own settings.
   * @default []
   * @example
   * ```js
   * const payers = [{ id: 'KYMCO1', to: '2025-12-31', successor: 'KYMCO2' }, { id: 'KYMCO2' }];
   * ```
   */
  readonly payers: readonly Payer[];
  /**
   * Receivers in scope, by NM109 of 1000B, GS03 or ISA08; empty: all.
   * @default []
   */
  readonly receivers: readonly string[];
  /**
   * Severity overrides by rule.
   * @default {}
   * @example
   * ```js
   * const severity = { 'npi-unregistered': 'error', 'taxonomy-unknown': 'off' };
   * ```
   */
  readonly severity: Readonly<Partial<Record<RuleId, SeveritySetting>>>;
  /**
   * The codes of an NUCC file, from `loadTaxonomyCodes`; with null the rule `taxonomy-unknown` is disabled.
   * @default null
   */
  readonly taxonomyCodes: ReadonlySet<string> | null;
}

/** The settings that a checker uses where its policy has none. */
export const defaultPolicy: Policy = /* @__PURE__ */ Object.freeze({
  require: 'either',
  match: false,
  payers: /* @__PURE__ */ Object.freeze([]),
  receivers: /* @__PURE__ */ Object.freeze([]),
  severity: /* @__PURE__ */ Object.freeze({}),
  taxonomyCodes: null,
});

/** For comparing IDs without padding, ignoring case. */
export function plainId(id: string): string {
  return id.trim().toUpperCase();
}
