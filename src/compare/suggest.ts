import type { Registry } from '../registry/registry';
import type { NumberShown } from './answer-store';
import type { FoundOn, Party } from './claim-store';
import { roleBits } from './roles';

/**
 * What would have made the verdict the payer's. Of a missed claim: `row` of the list, `list` where there is none, a
 * `role` to be checked for the payer, `match`, another `code`, a rule's `severity`. Of a false alarm: `require` or a
 * `role` for the payer, or a rule's `severity`.
 */
export type SuggestionKind = 'row' | 'list' | 'role' | 'match' | 'code' | 'require' | 'severity';

/** A suggestion. Nothing is changed by it. */
export interface Suggestion {
  readonly by: SuggestionKind;
  /** What to do, in a sentence or two. */
  readonly text: string;
  /** Where it is a setting: what to write into the config file, as JSON without its outer braces; else null. */
  readonly setting: string | null;
  /** Where it is a row: the number that the payer shows for the NPI, or null. */
  readonly number: string | null;
}

interface Missed {
  readonly found: FoundOn;
  /** Bits of the roles that the payer named. */
  readonly roles: number;
  readonly provider: Party;
  readonly payer: Party;
  /** PRV03. */
  readonly code: string;
  readonly shown: readonly NumberShown[];
}

/** What would have caught a missed claim. @param registry null if the run has none */
export function catchFor(missed: Missed, registry: Registry | null): Suggestion {
  const { roles, found } = missed;
  const { billing, unsaid } = roleBits;
  if ((roles & (billing | unsaid)) === 0) return checkRole(missed);
  if (registry === null) return haveList(missed);
  const rule = found.warnings.find((warning) => caughtBySeverity.includes(warning));
  if (rule !== undefined) return raise(rule);
  if (found.warnings.includes('taxonomy-not-enrolled')) return match(missed);
  if (found.warnings.includes('taxonomy-ambiguous')) return otherCode(missed);
  return addRow(missed, registry);
}

/** Rules that are errors unless the settings say otherwise. */
const caughtBySeverity: readonly string[] = ['taxonomy-missing', 'taxonomy-misplaced', 'taxonomy-malformed'];

function checkRole({ roles, payer }: Missed): Suggestion {
  const role = (roles & roleBits.rendering) !== 0 ? 'rendering' : 'attending';
  return {
    by: 'role',
    text: `${payerName(payer)} wants the taxonomy of the ${role} provider, too: set payers[].roles.${role} for it, to what its guide says.`,
    setting: payerSetting(payer, `"roles": { "${role}": "if-sent" }`),
    number: null,
  };
}

function haveList({ provider, shown }: Missed): Suggestion {
  const number = numberFor(provider, shown);
  return {
    by: 'list',
    text: `Without a list of enrollments nobody can tell which claims need a taxonomy: put ${providerName(provider)} on one${withNumber(number)}.`,
    setting: null,
    number,
  };
}

function match({ payer, code }: Missed): Suggestion {
  return {
    by: 'match',
    text: `The code ${code} is not in the list for the NPI, which is a warning; ${payerName(payer)} turns such claims down. With "match" it is an error.`,
    setting: payer.id === '' ? '"match": true' : payerSetting(payer, '"match": true'),
    number: null,
  };
}

function otherCode({ provider, code }: Missed): Suggestion {
  return {
    by: 'code',
    text: `The code ${code} leads to several Medicaid IDs of ${providerName(provider)}: send one that is of one enrollment only.`,
    setting: null,
    number: null,
  };
}

function addRow({ found, provider, shown, code }: Missed, registry: Registry): Suggestion {
  const rows = provider.id === '' ? [] : registry.enrollments(provider.id);
  const listed = rows.map(({ medicaidId }) => medicaidId);
  const number = numberFor(
    provider,
    shown.filter((one) => !listed.includes(one.number)),
  );
  const name = providerName(provider);
  const what =
    rows.length === 0
      ? `Your list has no row of ${name}: add one`
      : found.taxonomy === 'valid'
        ? `Your list has the code ${code} for ${name}, and the payer does not: compare the row with the partner portal`
        : `Your list has too few active rows of ${name} for a taxonomy to be needed: add the one that is missing`;
  return { by: 'row', text: `${what}${withNumber(number)}.`, setting: null, number };
}

/** What would have avoided a false alarm. */
export function avoidFor(found: FoundOn, provider: Party, payer: Party): Suggestion {
  const rule = found.errors[0]!;
  const [, role] = /^(rendering|attending)-taxonomy-missing$/.exec(rule) ?? [];
  if (role !== undefined) return leaveOutRole(payer, role);
  if (rule !== 'taxonomy-missing') return lower(rule);
  const require = requireWithout(found.reasons);
  const how = found.isToldByZip ? ' by the ZIP' : ' in another way than by the taxonomy';
  const told = `${payerName(payer)} paid ${providerName(provider)} without a taxonomy: it told the enrollments apart${how}.`;
  if (require === null)
    return { ...lower(rule), text: `${told} If it always does, make the rule a warning.` };
  const setting = payerSetting(payer, `"require": "${require}"`);
  return {
    by: 'require',
    text: `${told} If it always does, have it required less often.`,
    setting,
    number: null,
  };
}

function leaveOutRole(payer: Party, role: string): Suggestion {
  return {
    by: 'role',
    text: `${payerName(payer)} paid without the taxonomy of the ${role} provider. If it always does, do not ask for it.`,
    setting: payerSetting(payer, `"roles": { "${role}": "off" }`),
    number: null,
  };
}

/** The setting under which these reasons do not require a taxonomy; null if absent. */
function requireWithout(reasons: FoundOn['reasons']): string | null {
  if (reasons.length === 0) return 'either';
  if (reasons.length > 1) return null;
  return reasons[0] === 'multiple-medicaid-ids' ? 'types' : 'ids';
}

function raise(rule: string): Suggestion {
  return {
    by: 'severity',
    text: `The rule ${rule} reported it as a warning, and the payer turns such claims down. Make it an error.`,
    setting: `"severity": { "${rule}": "error" }`,
    number: null,
  };
}

function lower(rule: string): Suggestion {
  return {
    by: 'severity',
    text: `The rule ${rule} reported an error, and the payer paid. If it always does, make the rule a warning.`,
    setting: `"severity": { "${rule}": "warning" }`,
    number: null,
  };
}

function payerSetting({ id, name }: Party, setting: string): string {
  const named = id === '' ? `"name": ${JSON.stringify(name)}` : `"id": ${JSON.stringify(id)}`;
  return `"payers": [{ ${named}, ${setting} }]`;
}

/** The number that the payer shows for the NPI; null if it shows none. */
function numberFor({ id }: Party, shown: readonly NumberShown[]): string | null {
  return shown.find(({ npi }) => npi === id)?.number ?? null;
}

function withNumber(number: string | null): string {
  return number === null ? '' : ` with the number ${number}, which the payer shows for the NPI`;
}

function providerName({ id, name }: Party): string {
  return id === '' ? name || 'the provider' : `NPI ${id}`;
}

function payerName({ id, name }: Party): string {
  return name || id || 'The payer';
}
