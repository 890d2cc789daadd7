import { readDay } from '../../registry/read-day';
import { payersById, payersInScope, withoutComment } from '../../rules/payers-in-scope';
import { asksForDays, defaultPolicy, type Payer, type Policy, plainId } from '../../rules/policy';
import { validatePolicy } from '../../rules/validate-policy';
import { isoDay } from '../../values/dates';

/** What is checked: the policy, as the page and `prvcheck.config.json` have it. */
export interface CheckSettings {
  readonly policy: Omit<Policy, 'taxonomyCodes'>;
  /** Payers of the config file and their settings, which they get back where they are ticked again. */
  readonly listed: readonly Payer[];
  /** The NUCC file. */
  readonly nucc: File | null;
  /** What else a config file says, for the command: saved as it was. */
  readonly others: Readonly<Record<string, unknown>>;
}

const { taxonomyCodes: _, ...policy } = defaultPolicy;
export const usualSettings: CheckSettings = { policy, listed: [], nucc: null, others: {} };

export const configName = 'prvcheck.config.json';

/**
 * Reads a config file of the command.
 * @throws Error in words for people
 */
export function readConfig(text: string): CheckSettings {
  const json = parse(text);
  const { require, match, payers = [], payer, receiver, severity, comment: _, ...unread } = json;
  const { rendering, attending, key, 'filing-days': filingDays, 'as-of': asOf, ...others } = unread;
  if (!Array.isArray(payers))
    throw new Error(`“payers” must be a list, for example [{ "id": "KYMEDICAID" }].`);
  const given = {
    ...(require !== undefined && { require }),
    ...(match !== undefined && { match }),
    roles: { ...(rendering !== undefined && { rendering }), ...(attending !== undefined && { attending }) },
    key: textsIn('key', key),
    ...(filingDays !== undefined && { filingDays: Number(filingDays) }),
    ...(asOf !== undefined && { asOf: isoDayOf(asOf) }),
    payers: payers.map(withoutComment),
    receivers: textsIn('receiver', receiver),
    severity: severitiesIn(severity),
  };
  const read = valid(given);
  const listed = read.payers ?? [];
  return {
    policy: { ...policy, ...read, payers: payersInScope(textsIn('payer', payer), listed) },
    listed,
    nucc: null,
    others,
  };
}

/** @throws Error that names all that is wrong */
function valid(value: unknown): Partial<Policy> {
  const problems = validatePolicy(value);
  if (problems.length > 0) throw new Error(`${problems.join('; ')}.`);
  return value as Partial<Policy>;
}

/** The config file of these settings; what is as usual is left out. */
export function configOf({ policy, nucc, others }: CheckSettings): string {
  const { require, match, roles, key, filingDays, asOf, payers, receivers, severity } = policy;
  const config = {
    ...others,
    ...(require !== defaultPolicy.require && { require }),
    ...(match && { match }),
    ...roles,
    ...(key.length > 0 && { key }),
    ...(filingDays !== null && { 'filing-days': filingDays }),
    ...(asOf !== null && asksForDays(policy) && { 'as-of': asOf }),
    ...(payers.length > 0 && { payers }),
    ...(receivers.length > 0 && { receiver: receivers }),
    ...(Object.keys(severity).length > 0 && { severity }),
    ...(nucc !== null && { nucc: nucc.name }),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Whether claims to a payer are checked: those without a known payer always are. */
export function isInScope({ payers }: CheckSettings['policy'], id: string | null): boolean {
  return id === null || payers.length === 0 || payersById(payers).has(plainId(id));
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Error('it is not valid JSON. In JSON a backslash is written twice: "C:\\\\Claims".');
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  throw new Error('it must hold one JSON object, for example { "require": "always" }.');
}

/** A day as the command reads it, as the policy has it; what is no day stays as it is. */
function isoDayOf(value: unknown): unknown {
  const day = typeof value === 'string' || typeof value === 'number' ? readDay(String(value)) : null;
  return day === null ? value : isoDay(day);
}

/** A text or a list of texts; numbers are read as texts, as the command reads them. */
function textsIn(name: string, value: unknown): readonly string[] {
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value];
  if (all.every((one) => (typeof one === 'string' && one !== '') || typeof one === 'number'))
    return all.map(String);
  throw new Error(`“${name}” must be a text or a list of texts.`);
}

/** `{ "npi-invalid": "off" }`, or `["npi-invalid=off"]`. */
function severitiesIn(value: unknown): unknown {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  return Object.fromEntries(
    textsIn('severity', value).map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}
