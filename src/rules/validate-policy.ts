import { invalid } from '../values/errors';
import {
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
import { defaultPolicy, type Payer, type Policy, plainId, requireSettings, severitySettings } from './policy';

/**
 * Returns what is wrong with a policy, one sentence per problem; empty if `createChecker` accepts it. For settings from
 * a form, a file or a database.
 * @example
 * ```js
 * validatePolicy({ require: 'sometimes' }); // one sentence, naming the allowed values
 * ```
 */
export function validatePolicy(value: unknown): readonly string[] {
  const shape: Shape<Policy> = {
    require: optional(oneOf(requireSettings)),
    match: optional(flag),
    payers: optional(payers),
    receivers: optional(listOf(filledText)),
    severity: optional(severity),
    taxonomyCodes: optional(orNull(must('a Set of codes', isSet))),
  };
  return objectOf(shape)(value, 'policy');
}

/**
 * Fills in the defaults.
 * @throws TypeError if the policy is invalid, with all problems: ignoring a misspelt setting would call claims clean
 */
export function completePolicy(parts: Partial<Policy> = {}): Policy {
  const problems = validatePolicy(parts);
  if (problems.length > 0) throw invalid(problems.join('; '));
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  const policy: Policy = { ...defaultPolicy, ...given };
  return {
    ...policy,
    payers: policy.payers.map((payer) => ({ ...payer })),
    receivers: [...policy.receivers],
    severity: { ...policy.severity },
  };
}

function severity(value: unknown, name: string): readonly string[] {
  const setting = optional(oneOf(severitySettings));
  return objectOf(Object.fromEntries(rules.map(({ id }) => [id, setting])))(value, name);
}

/** Checks the list; payers are identified by their ids. */
function payers(value: unknown, name: string): readonly string[] {
  if (!Array.isArray(value)) return list(value, name);
  const ids = new Set<string>();
  return value.flatMap((payer: Partial<Payer> | null | undefined, at) => {
    const id = filledText(payer?.id, 'id').length === 0 ? payer!.id! : null;
    const called = `payer ${id ?? at + 1}`;
    const isTwice = id !== null && ids.has(plainId(id));
    if (id !== null) ids.add(plainId(id));
    return [...payerProblems(payer, called), ...(isTwice ? [`${called} is listed twice`] : [])];
  });
}

function payerProblems(value: unknown, name: string): readonly string[] {
  const shape: Shape<Payer> = {
    id: filledText,
    name: optional(text),
    require: optional(oneOf(requireSettings)),
    match: optional(flag),
    from: optional(day),
    to: optional(day),
    successor: optional(text),
  };
  const problems = objectOf(shape, (key) => `${key} of ${name}`)(value, name);
  if (problems.length > 0) return problems;
  const { from, to } = value as Payer;
  const isReversed = from !== undefined && to !== undefined && to < from;
  return isReversed ? [`${name} ends (${to}) before it begins (${from})`] : [];
}

function isSet(value: unknown): boolean {
  return typeof (value as ReadonlySet<string> | null)?.has === 'function';
}
