import type { Role } from '../claim/provider-loops';
import { Asks, MOST_TERMS, type SkipTerms } from '../claim/vector-loops';
import { judgedRowsOf, type Registry, type Rows } from '../registry/registry';
import type { OwnRule } from '../rules/own-rule';
import { payersById } from '../rules/payers-in-scope';
import {
  asksForProviders,
  isNotXOff,
  type PayerPolicy,
  type Policy,
  plainId,
  termsOf,
} from '../rules/policy';

/** What files are checked against; shared by all checkers of a thread. */
export interface Standards {
  readonly registry: Registry;
  /** Its rows as the rules of prvcheck read them. */
  readonly rows: Rows;
  readonly policy: Policy;
  /** How claims are judged: by listed payer, and for the other payers in scope. */
  readonly payers: ReadonlyMap<string, PayerPolicy>;
  readonly others: PayerPolicy;
  /** All of these without those that ask the same, and the number of each, as the claim reader skips claims by. */
  readonly terms: readonly PayerPolicy[];
  readonly numbers: ReadonlyMap<PayerPolicy, number>;
  /** What they ask of the rendering and attending providers of claims, by role; null: nothing. */
  readonly asks: Readonly<Record<Role, NonNullable<SkipTerms['providers']>>> | null;
  readonly receivers: ReadonlySet<string>;
  /** Rules of the caller. */
  readonly rules: readonly OwnRule[];
  /** Whether findings have details. */
  readonly details: boolean;
  /** Identity of these standards, used as a cache key (not a strong reference). */
  readonly mark: object;
}

export function makeStandards(
  registry: Registry,
  policy: Policy,
  { rules = [], details = false }: Partial<Pick<Standards, 'rules' | 'details'>> = {},
): Standards {
  const payers = payerPolicies(policy);
  const others: PayerPolicy = { policy, payer: null };
  const { terms, numbers } = numbered(
    payers.size === 0 ? [others] : [others, ...new Set(payers.values())],
    rules.length > 0,
  );
  const readsProviders = asksForProviders(policy);
  return {
    registry,
    rows: judgedRowsOf(registry),
    policy,
    payers,
    others,
    terms,
    numbers,
    asks: readsProviders
      ? { rendering: asksOf('rendering', terms), attending: asksOf('attending', terms) }
      : null,
    receivers: policy.receivers.length === 0 ? noReceivers : new Set(policy.receivers.map(plainId)),
    rules,
    details,
    mark: {},
  };
}

const noReceivers: ReadonlySet<string> = /* @__PURE__ */ new Set();
const noPayers: ReadonlyMap<string, PayerPolicy> = /* @__PURE__ */ new Map();

function payerPolicies(policy: Policy): ReadonlyMap<string, PayerPolicy> {
  if (policy.payers.length === 0) return noPayers;
  const terms = new Map(policy.payers.map((payer) => [payer, termsOf(payer, policy)]));
  return new Map([...payersById(policy.payers)].map(([id, payer]) => [id, terms.get(payer)!]));
}

/**
 * Numbers terms; those under which the same claims are clean have one number. There are at most MOST_TERMS.
 * @param areDistinct rules of the caller may tell any two payers apart
 */
function numbered(all: readonly PayerPolicy[], areDistinct: boolean): Pick<Standards, 'terms' | 'numbers'> {
  const terms: PayerPolicy[] = [];
  const numbers = new Map<PayerPolicy, number>();
  if (all.length === 1) return { terms: all, numbers: numbers.set(all[0]!, 0) };
  const known = new Map<string, number>();
  for (const one of all) {
    const { require, match, roles, key, filingDays } = one.policy;
    const { from, to } = one.payer ?? {};
    const text = JSON.stringify([
      require,
      match,
      roles.rendering,
      roles.attending,
      key,
      filingDays,
      from,
      to,
      areDistinct && numbers.size,
    ]);
    const number = known.get(text) ?? terms.length;
    if (number === MOST_TERMS) continue;
    if (number === terms.length) terms.push(one);
    known.set(text, number);
    numbers.set(one, number);
  }
  return { terms, numbers };
}

function asksOf(role: Role, terms: readonly PayerPolicy[]): NonNullable<SkipTerms['providers']> {
  const byTerms = terms.map(({ policy }) => {
    const setting = policy.roles[role] ?? 'off';
    if (setting === 'always') return Asks.present;
    if (setting === 'inpatient') return Asks.inpatient;
    return setting === 'off' && isNotXOff(policy) ? Asks.nothing : Asks.faultless;
  });
  return { role, byTerms: Uint8Array.from(byTerms) };
}
