import { invalid } from '../values/errors';
import {
  type Check,
  day,
  filledText,
  flag,
  list,
  listOf,
  must,
  objectOf,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
} from '../values/options';
import { rules } from './catalogue';
import type { OwnRule } from './own-rule';
import {
  attendingSettings,
  defaultPolicy,
  idsOf,
  keySettings,
  type Payer,
  type Policy,
  plainId,
  type RoleSettings,
  renderingSettings,
  requireSettings,
  severitySettings,
  type Terms,
} from './policy';
import type { Rule } from './rule';

/**
 * Returns what is wrong with a policy, one sentence per problem; empty if `createChecker` accepts it. For settings from
 * a form, a file or a database.
 * @param own the rules of the caller, which may have severities too
 * @example
 * ```js
 * validatePolicy({ require: 'sometimes' }); // one sentence, naming the allowed values
 * ```
 */
export function validatePolicy(value: unknown, own: readonly OwnRule[] = []): readonly string[] {
  if (own.length > 0) return policyOf(own)(value, 'policy');
  withoutOwn ??= policyOf(own);
  return withoutOwn(value, 'policy');
}

/** The check of a policy beside no rules of the caller. */
let withoutOwn: Check | null = null;

function policyOf(own: readonly OwnRule[]): Check {
  const shape: Shape<Policy> = {
    ...termShape(),
    payers: optional(payers),
    receivers: optional(listOf(filledText)),
    severity: optional(severitiesOf([...rules, ...own])),
    taxonomyCodes: optional(orNull(must('a Set of codes', isSet))),
    asOf: optional(orNull(day)),
  };
  return objectOf(shape);
}

/**
 * Fills in the defaults.
 * @throws TypeError if the policy is invalid, with all problems: ignoring a misspelt setting would call claims clean
 */
export function completePolicy(parts: Partial<Policy> = {}, own: readonly OwnRule[] = []): Policy {
  const problems = validatePolicy(parts, own);
  if (problems.length > 0) throw invalid(problems.join('; '));
  const {
    require = defaultPolicy.require,
    match = defaultPolicy.match,
    roles = defaultPolicy.roles,
    key = defaultPolicy.key,
    filingDays = defaultPolicy.filingDays,
    payers = defaultPolicy.payers,
    receivers = defaultPolicy.receivers,
    severity = defaultPolicy.severity,
    taxonomyCodes = defaultPolicy.taxonomyCodes,
    asOf = defaultPolicy.asOf,
  } = parts;
  return {
    require,
    match,
    roles: { ...roles },
    key: [...key],
    filingDays,
    payers: payers.map(copyOf),
    receivers: [...receivers],
    severity: { ...severity },
    taxonomyCodes,
    asOf,
  };
}

function termShape(): Shape<Terms> {
  const roles: Shape<RoleSettings> = {
    rendering: optional(oneOf(renderingSettings)),
    attending: optional(oneOf(attendingSettings)),
  };
  return {
    require: optional(oneOf(requireSettings)),
    match: optional(flag),
    roles: optional(objectOf(roles)),
    key: optional(listOf(oneOf(keySettings))),
    filingDays: optional(orNull(must(dayCounts, isDayCount))),
  };
}

/** A caller may change its own object afterwards. */
function copyOf({ ids, roles, key, ...payer }: Payer): Payer {
  return {
    ...payer,
    ...(ids && { ids: [...ids] }),
    ...(roles && { roles: { ...roles } }),
    ...(key && { key: [...key] }),
  };
}

function severitiesOf(all: readonly Pick<Rule | OwnRule, 'id'>[]): Check {
  const setting = optional(oneOf(severitySettings));
  return objectOf(Object.fromEntries(all.map(({ id }) => [id, setting])));
}

/** Checks the list; payers are identified by their ids. */
function payers(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value)) return list(value, name);
  const known = new Set<string>();
  return value.flatMap((payer: unknown, at) => {
    const ids = readableIds(payer);
    const called = `payer ${ids[0] ?? at + 1}`;
    const twice = ids.filter((id) => known.size === known.add(plainId(id)).size);
    return [...payerProblems(payer, called), ...twice.map((id) => `payer ${id} is listed twice`)];
  });
}

function readableIds(payer: unknown): readonly string[] {
  const { id, ids } = (payer ?? {}) as { readonly id?: unknown; readonly ids?: unknown };
  const all: readonly unknown[] = [id, ...(Array.isArray(ids) ? ids : [])];
  return all.filter((one): one is string => filledText(one, '').length === 0);
}

function payerProblems(value: unknown, name: string): readonly string[] {
  const shape: Shape<Payer> = {
    ...termShape(),
    id: optional(filledText),
    ids: optional(listOf(filledText)),
    name: optional(text),
    from: optional(day),
    to: optional(day),
    successor: optional(text),
  };
  const problems = objectOf(shape, (key) => `${key} of ${name}`)(value, name);
  if (problems.length > 0) return problems;
  const payer = value as Payer;
  if (idsOf(payer).length === 0) return [`${name} has no id: give it an "id", or several "ids"`];
  const { from, to } = payer;
  const isReversed = from !== undefined && to !== undefined && to < from;
  return isReversed ? [`${name} ends (${to}) before it begins (${from})`] : [];
}

const mostDays = 36_500;
/** What `filingDays` may be, in words. */
export const dayCounts = `a whole number of days, 1 to ${mostDays}`;

export function isDayCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= mostDays;
}

function isSet(value: unknown): boolean {
  return typeof (value as ReadonlySet<string> | null)?.has === 'function';
}
