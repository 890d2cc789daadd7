import type { OwnRuleId, RuleId } from '../finding';

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

export const renderingSettings = ['off', 'always', 'if-sent', 'if-other'] as const;
/**
 * When the rendering provider of a professional or dental claim (2310B, or 2420A of a line) needs a taxonomy: in any
 * case, if its NPI is sent, or if that NPI differs from the billing provider's (DOMAIN.md §3).
 */
export type RenderingSetting = (typeof renderingSettings)[number];

export const attendingSettings = [...renderingSettings, 'inpatient'] as const;
/**
 * When the attending provider of an institutional claim (2310A) needs a taxonomy: as for the rendering provider, or on
 * every inpatient claim (DOMAIN.md §3).
 */
export type AttendingSetting = (typeof attendingSettings)[number];

/** Which other providers of a claim need a taxonomy; one that is omitted is not looked at. */
export interface RoleSettings {
  readonly rendering?: RenderingSetting;
  readonly attending?: AttendingSetting;
}

export const keySettings = ['zip4'] as const;
/** What a payer compares besides NPI and taxonomy: `zip4`, the nine digits of the billing provider's ZIP code. */
export type KeySetting = (typeof keySettings)[number];

/** What a payer may have settings of its own for. */
export interface Terms {
  /**
   * When a billing provider taxonomy is required.
   * @default 'either'
   */
  readonly require: Require;
  /**
   * Whether a taxonomy that no active enrollment carries is an error. Codes are compared exactly.
   * @default false
   */
  readonly match: boolean;
  /**
   * Which other providers of a claim need a taxonomy.
   * @default {}
   * @example
   * ```js
   * const roles = { rendering: 'if-sent', attending: 'inpatient' };
   * ```
   */
  readonly roles: RoleSettings;
  /**
   * What the payer compares besides NPI and taxonomy: enrollments whose ZIP code differs from the claim's in nine digits
   * do not count.
   * @default []
   */
  readonly key: readonly KeySetting[];
  /**
   * In how many days from the service a claim has to arrive; null: unknown.
   * @default null
   */
  readonly filingDays: number | null;
}

/** A payer that Kentucky Medicaid claims go to, and its settings, which go before those of the policy. */
export interface Payer extends Partial<Terms> {
  /** 2010BB NM109; compared without padding, ignoring case. */
  readonly id?: string;
  /** Several such IDs, as clearinghouses have their own; `id`, `ids` or both are given. */
  readonly ids?: readonly string[];
  /** Display name. */
  readonly name?: string;
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
export interface Policy extends Terms {
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
  readonly severity: Readonly<Partial<Record<RuleId | OwnRuleId, SeveritySetting>>>;
  /**
   * The codes of an NUCC file, from `loadTaxonomyCodes`; with null the rule `taxonomy-unknown` is disabled.
   * @default null
   */
  readonly taxonomyCodes: ReadonlySet<string> | null;
  /**
   * The day, YYYY-MM-DD, for which `filing-overdue` is judged; with null that rule is disabled.
   * @default null
   */
  readonly asOf: string | null;
}

/** The settings that a checker uses where its policy has none. */
export const defaultPolicy: Policy = /* @__PURE__ */ Object.freeze({
  require: 'either',
  match: false,
  roles: /* @__PURE__ */ Object.freeze({}),
  key: /* @__PURE__ */ Object.freeze([]),
  filingDays: null,
  payers: /* @__PURE__ */ Object.freeze([]),
  receivers: /* @__PURE__ */ Object.freeze([]),
  severity: /* @__PURE__ */ Object.freeze({}),
  taxonomyCodes: null,
  asOf: null,
});

/** All IDs of a payer. */
export function idsOf({ id, ids = [] }: Payer): readonly string[] {
  return id === undefined ? ids : [id, ...ids];
}

/** How claims to a payer are judged. */
export interface PayerPolicy {
  readonly policy: Policy;
  /** null if no list names the payer. */
  readonly payer: Payer | null;
}

/** The policy with a payer's own settings. */
export function termsOf(payer: Payer, policy: Policy): PayerPolicy {
  const { require = policy.require, match = policy.match, key = policy.key } = payer;
  const { filingDays = policy.filingDays, roles } = payer;
  return {
    policy: { ...policy, require, match, key, filingDays, roles: { ...policy.roles, ...roles } },
    payer,
  };
}

/** Whether any setting asks about the rendering or attending providers of claims. */
export function asksForProviders({ roles = {}, payers = [], severity = {} }: Partial<Policy>): boolean {
  const settings = [roles, ...payers.map((payer) => payer.roles ?? {})].flatMap(Object.values);
  return !isNotXOff({ severity }) || settings.some((setting) => setting !== undefined && setting !== 'off');
}

export function isNotXOff({ severity }: Pick<Policy, 'severity'>): boolean {
  return (severity['taxonomy-not-x'] ?? 'off') === 'off';
}

/** Whether any setting says in how many days a claim has to arrive. */
export function asksForDays({ filingDays = null, payers = [] }: Partial<Policy>): boolean {
  return [filingDays, ...payers.map((payer) => payer.filingDays ?? null)].some((days) => days !== null);
}

/** For comparing IDs without padding, ignoring case. */
export function plainId(id: string): string {
  return id.trim().toUpperCase();
}
