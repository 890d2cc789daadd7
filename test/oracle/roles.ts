/** What the rules say of the rendering and attending providers of a claim. */

import type { Policy } from '../../src/rules/policy';
import type { Days } from './days';
import { activeRows, carrying, listTaxonomies, type RegistryRow } from './enrollments';
import { identityOf } from './identity';
import { isInpatient } from './inpatient';
import type { Provider, Role } from './providers';
import { readable } from './read';
import type { Said, SaidProvider } from './said';
import type { Claim } from './set';
import { isXAsked } from './settings';
import { taxonomyIn } from './taxonomy';

export interface RolesGiven {
  readonly rows: readonly RegistryRow[];
  readonly days: Days | null;
  /** NM109 of the billing provider. */
  readonly billingNpi: string | null;
  readonly settings: Policy;
}

export function judgeProviders(claim: Claim, given: RolesGiven): readonly Said[] {
  const { settings } = given;
  const { kind, all } = claim.providers;
  const role: Role = kind === 'institutional' ? 'attending' : 'rendering';
  const setting = settings.roles?.[role] ?? 'off';
  const said: Said[] = [];
  const asks = setting === 'always' || (setting === 'inpatient' && isInpatient(claim));
  if (asks && isAbsent(claim)) {
    const provider = { role, npi: null, taxonomy: null, line: null };
    const rule = `${role}-taxonomy-missing` as const;
    said.push({ rule, severity: 'error', offset: claim.offset, loop: '2300', provider });
  }
  for (const provider of all) {
    if (setting !== 'off') said.push(...judgeProvider(claim, provider, given));
    if (isXAsked(settings)) said.push(...judgeX(claim, provider));
  }
  return said;
}

/** Whether the claim leaves somebody out: a line with a provider of its own needs none at the claim. */
function isAbsent({ providers: { kind, all, lines } }: Claim): boolean {
  if (all.some(({ line }) => line === null)) return false;
  if (kind === 'institutional' || lines.length === 0) return true;
  return lines.some((line) => all.every((provider) => provider.line !== line));
}

function judgeProvider(claim: Claim, provider: Provider, given: RolesGiven): readonly Said[] {
  const { role, loop, name } = provider;
  const { rows, days, settings } = given;
  const said: Said[] = [];
  const about = { loop, provider: aboutOf(provider) };
  const required = isRequired(claim, provider, given);
  const taxonomy = stateOf(claim, provider);
  switch (taxonomy.state) {
    case 'none':
    case 'empty': {
      const { offset } = taxonomy.state === 'none' ? name : taxonomy.prv;
      if (required) said.push({ rule: `${role}-taxonomy-missing`, severity: 'error', offset, ...about });
      break;
    }
    case 'malformed': {
      const severity = required ? 'error' : 'warning';
      const { offset } = taxonomy.prv;
      said.push({ rule: `${role}-taxonomy-malformed`, severity, offset, ...about });
      break;
    }
    case 'valid': {
      const { code, prv, repeated } = taxonomy;
      if (repeated !== null) {
        const { offset } = repeated;
        said.push({ rule: `${role}-taxonomy-malformed`, severity: 'warning', offset, ...about });
      }
      const npi = npiOf(provider);
      const own = rows.filter((row) => row.npi === npi);
      const active = activeRows(own, days);
      if (listTaxonomies(active) && carrying(active, code).length === 0) {
        const severity = settings.match ? 'error' : 'warning';
        said.push({ rule: `${role}-taxonomy-not-enrolled`, severity, offset: prv.offset, ...about });
      }
    }
  }
  return said;
}

function judgeX(claim: Claim, provider: Provider): readonly Said[] {
  const taxonomy = stateOf(claim, provider);
  if (taxonomy.state !== 'valid' || taxonomy.code.endsWith('X')) return [];
  const { offset } = taxonomy.prv;
  const about = { loop: provider.loop, provider: aboutOf(provider) };
  return [{ rule: 'taxonomy-not-x', severity: 'info', offset, ...about }];
}

function stateOf({ guide }: Claim, { role, taxonomies }: Provider) {
  return taxonomyIn(taxonomies, [role === 'rendering' ? 'PE' : 'AT'], guide.fourThousandTen);
}

function isRequired(claim: Claim, provider: Provider, { billingNpi, settings }: RolesGiven): boolean {
  const sent = sentNpi(provider);
  switch (settings.roles?.[provider.role] ?? 'off') {
    case 'always':
      return true;
    case 'if-sent':
      return sent !== null;
    case 'if-other':
      return sent !== null && sent !== billingNpi;
    case 'inpatient':
      return isInpatient(claim);
    case 'off':
      return false;
  }
}

/** NM109 under XX, whatever it is. */
function npiOf({ name }: Provider): string | null {
  return identityOf(name.elements, () => false).npi;
}

/** The NPI that was sent, rightly or in the wrong element. */
function sentNpi({ name }: Provider): string | null {
  const { npi, stray } = identityOf(name.elements, () => false);
  return npi || stray;
}

function aboutOf(provider: Provider): SaidProvider {
  const { role, taxonomies, line } = provider;
  const npi = npiOf(provider);
  const taxonomy = taxonomies[0]?.elements[3] || null;
  return {
    role,
    npi: npi === null ? null : readable(npi),
    taxonomy: taxonomy === null ? null : readable(taxonomy),
    line: line === null ? null : readable(line.number),
  };
}
